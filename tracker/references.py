"""Short random references: what the pages and letters call a thing."""

from __future__ import annotations

import re
import secrets
from datetime import datetime

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and capitals that nobody mistakes for one another: no 0, O, 1, I, L or U."""

REFERENCE = re.compile(rf"[A-Z]-(\d\d-)?[{ALPHABET}]{{5,8}}")


def dated(kind: str, at: datetime) -> str:
    """Return a reference with its year, as in ``C-26-7KQ4M``; ``kind`` is one capital letter."""
    return f"{kind}-{at:%y}-{_word(5)}"


def plain(kind: str) -> str:
    """Return a reference within a case, as in ``F-7KQ4M2``; ``kind`` is one capital letter."""
    return f"{kind}-{_word(6)}"


def _word(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))
