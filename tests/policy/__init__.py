"""The rules, each tried on facts alone."""
