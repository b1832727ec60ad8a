"""Candidates, cases, invitations, assignment, conflicts, and who opened what."""
