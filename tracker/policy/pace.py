"""How often one place may ask what anybody may ask, so that one crowd leaves room for everybody else."""

from __future__ import annotations

from collections.abc import Collection

A_MINUTE = 30
"""Requests of one place that are answered in a minute: a person makes a few, a stack of receipts a score."""
SIGN_INS_A_MINUTE = 60
"""Tries to sign in: a whole office may ask from one place, and begins work at the same hour."""
WITHIN = 60.0
"""How far back they are counted, in seconds."""


def may_ask_now(asked: Collection[float], now: float, *, most: int = A_MINUTE) -> bool:
    """Say whether one more is answered, given when earlier ones were, in seconds of a clock that runs on."""
    return sum(now - one < WITHIN for one in asked) < most
