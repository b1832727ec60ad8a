"""Requisitions, their boards, their pinned protocol, and the Chief's deviations."""
