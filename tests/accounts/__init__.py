"""Signing in, people, roles and designations."""
