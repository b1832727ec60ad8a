"""How often one place may ask what anybody may ask, so that one crowd leaves room for everybody else."""

from __future__ import annotations

from collections.abc import Collection

A_MINUTE = 30
"""Checks from one place that are made within a minute: a person makes a few, a stack of receipts a score."""
WITHIN = 60.0
"""How far back they are counted, in seconds."""


def may_ask_now(asked: Collection[float], now: float) -> bool:
    """Say whether one more is answered, given when earlier ones were, in seconds of a clock that runs on."""
    return sum(now - one < WITHIN for one in asked) < A_MINUTE
