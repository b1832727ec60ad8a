"""Tracker: fair, provable review of candidates' social media for police hiring."""
