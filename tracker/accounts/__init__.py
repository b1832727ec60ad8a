"""People, sign-in, roles and searcher designations."""
