"""Candidates, cases, assignments, ties, invitations."""
