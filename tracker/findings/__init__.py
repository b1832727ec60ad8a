"""Findings, evidence notes and captures."""
