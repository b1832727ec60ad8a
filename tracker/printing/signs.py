"""Which signs the fonts of the paper have; every other one is spelled by its number, so that none is lost."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

READABLE = (
    (0x20, 0x7E),
    (0xA0, 0x377),
    (0x384, 0x38A),
    (0x38E, 0x3A1),
    (0x3A3, 0x4FF),
    (0x5D0, 0x5EA),
    (0x1E00, 0x1EFF),
    (0x2010, 0x2027),
    (0x2030, 0x2037),
    (0x20A0, 0x20BF),
    (0x2190, 0x21FF),
    (0x2200, 0x222E),
)
"""Blocks that the fonts inside typst have whole; a test prints each of their signs."""
HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
"""Categories of signs that show nothing, steer the others, or are none."""
LONG = re.compile(r"\S{44,}")
PIECE = 22
BREAK = "\u200b"


def spelled(text: str, *, ascii_only: bool = False) -> str:
    """Return a text with every sign that the paper cannot show as ``[U+4F60]``; line feeds stay."""
    return "".join(sign if _shown(sign, ascii_only) else f"[U+{ord(sign):04X}]" for sign in text)


def for_paper(value: Any, *, ascii_only: bool = False) -> Any:
    """Return data with all its texts spelled, and very long words free to break across lines."""
    if isinstance(value, str):
        return LONG.sub(_breakable, spelled(value, ascii_only=ascii_only))
    if isinstance(value, Mapping):
        return {key: for_paper(one, ascii_only=ascii_only) for key, one in value.items()}
    if isinstance(value, Sequence):
        return [for_paper(one, ascii_only=ascii_only) for one in value]
    return value


def all_shown(value: Any) -> bool:
    """Say whether the paper shows every text of the data sign by sign."""
    if isinstance(value, str):
        return spelled(value) == value
    if isinstance(value, Mapping):
        return all(map(all_shown, value.values()))
    return all(map(all_shown, value)) if isinstance(value, Sequence) else True


def _shown(sign: str, ascii_only: bool) -> bool:
    if sign == "\n" or " " <= sign <= "~":
        return True
    if ascii_only or unicodedata.category(sign) in HIDDEN:
        return False
    return any(first <= ord(sign) <= last for first, last in READABLE)


def _breakable(word: re.Match[str]) -> str:
    whole = word[0]
    return BREAK.join(whole[start : start + PIECE] for start in range(0, len(whole), PIECE))
