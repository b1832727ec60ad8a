"""Migrations up and down, on both databases, and against the models."""
