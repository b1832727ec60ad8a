"""Chance that falls alike in every run of a seed, so that whatever it finds can be looked at again."""

from __future__ import annotations

from random import Random


def seeded(seed: int) -> Random:
    """Return dice that fall alike in every run of a seed."""
    return Random(seed)  # noqa: S311 - tests and benches repeat what they did; nothing is kept secret by it
