"""Hiring rounds, boards, deviations."""
