"""Measures the product side by side with the least that its work can cost on this machine."""
