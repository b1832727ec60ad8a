"""Signs that no page can hold or nobody sees: they are taken out of what is sent before a form reads it."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from werkzeug.datastructures import MultiDict

from tracker.policy.wording import seen

_PLANES = "".join(chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))
NO_TEXT = re.compile(f"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef{_PLANES}]")
"""Controls but for lines and tabs, and what is no character; PostgreSQL stores no null sign either."""


TURNED = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Signs that turn the order in which others are read, on the whole rest of a page."""
LINES = re.compile("[ \t]*[\r\n\v\f\u0085\u2028\u2029]+[ \t]*")
MOST_UNSEEN = 1_000
"""So long a text is looked through for anything that shows; nobody sends more signs of none by mistake."""


def as_text(sent: MultiDict[str, Any], untouched: Collection[str]) -> MultiDict[str, Any]:
    """Return what was sent without such signs, and nothing for what shows nothing.

    ``untouched`` names fields that no page shows again.
    """
    return MultiDict(
        (name, _shown(value) if isinstance(value, str) and name not in untouched else value)
        for name, value in sent.items(multi=True)
    )


def _shown(value: str) -> str:
    text = NO_TEXT.sub("", value)
    return text if len(text) > MOST_UNSEEN or seen(text).strip() else ""


MOST_DIGITS = 8
"""No number that a form carries has more digits."""


def number_in(text: str | None) -> int | None:
    """Return the number that plain digits write, None for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None


def count_in(text: str | None) -> int:
    """Return how many a page showed, or what it was made from; -1, which fits none, for what is no number."""
    number = number_in(text)
    return -1 if number is None else number


def trimmed(text: str | None) -> str | None:
    """Return a text without the blanks around it."""
    return text.strip() if isinstance(text, str) else text


def in_a_line(text: str | None) -> str | None:
    """Return what belongs on one line as one line, read in one order."""
    return TURNED.sub("", LINES.sub(" ", text)).strip() if isinstance(text, str) else text
