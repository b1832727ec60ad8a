"""Meetings with the candidate: looking together, and copies handed over."""
