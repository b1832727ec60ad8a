"""How moments, spans and sizes are written for people."""

from __future__ import annotations

import re
from datetime import date, datetime

from flask_babel import get_locale, gettext
from markupsafe import Markup, escape

from tracker.policy import wording
from tracker.policy.vocabulary import Language
from tracker.printing import moments


def moment(at: datetime) -> str:
    """Write a moment with its zone: ``March 9, 2026, 2:40 p.m. EDT``."""
    return moments.moment_in(language_of_page(), at)


def moment_utc(at: datetime) -> str:
    """Write a moment in UTC, to the second, as in ``2026-03-09 18:40:07 UTC``."""
    return moments.moment_utc(at)


def day(on: date | datetime) -> str:
    """Write a day: ``March 9, 2026``; moments are first brought to the agency's zone."""
    return moments.day_in(language_of_page(), on)


def language_of_page() -> str:
    """Return the page's language."""
    return str(get_locale() or Language.ENGLISH)


def size(count: int) -> str:
    """Write a count of bytes for people: ``12.0 MB``."""
    amount = float(count)
    for unit in ("bytes", "kB", "MB"):
        if amount < 1000:
            return f"{int(amount)} bytes" if unit == "bytes" else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} GB"


def fingerprint(digest: str) -> str:
    """Write a hex digest in groups of four, so that two people can compare it aloud."""
    return moments.grouped(digest)


_CODE = re.compile(r"\b[0-9A-Z]{1,12}(?:-[0-9A-Z]{1,12})+\b")


def unbroken(words: object) -> Markup:
    """Write words so that no reference or number in them is torn at its hyphens: ``Officer 2026-A``."""
    if isinstance(words, Markup):
        return words
    return Markup(_CODE.sub(r'<span class="text-nowrap">\g<0></span>', str(escape(words))))  # noqa: S704 - escaped


def said(sentence: str) -> str:
    """Say a rule's sentence in the page's language."""
    return wording.said(sentence, gettext)
