"""Tests of the doors and pages themselves."""
