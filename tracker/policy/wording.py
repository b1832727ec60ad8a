"""How rules write days, names and counts, so that all sentences read alike."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day(when: date) -> str:
    """Write a day, as in ``February 28, 2026``."""
    return f"{MONTHS[when.month - 1]} {when.day}, {when.year}"


def listed(names: Iterable[str]) -> str:
    """Write names in order, as in ``Reyes, Tan and Yu``."""
    known = sorted(names)
    if len(known) < 2:
        return "".join(known)
    return f"{', '.join(known[:-1])} and {known[-1]}"


def counted(number: int, one: str, many: str = "") -> str:
    """Write a count with its noun, as in ``1 step`` or ``3 steps``."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def blank(text: str) -> bool:
    """Say whether a text holds no letter and no digit, so says nothing."""
    return not any(character.isalnum() for character in text)
