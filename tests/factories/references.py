"""References that are never drawn twice: made by thousands, random ones would be now and then."""

from __future__ import annotations

from itertools import product

from tracker.references import ALPHABET

_words = ("".join(letters) for letters in product(ALPHABET, repeat=6))


def next_reference(kind: str) -> str:
    """Return the next reference of a kind, which is one capital letter."""
    return f"{kind}-{next(_words)}"
