"""Submission, review, the gate, preview, release and correction."""
