"""How moments, spans and sizes are written for people."""

from __future__ import annotations

import re
from datetime import date, datetime

from babel import Locale
from babel.dates import format_date, format_time
from flask_babel import get_locale, gettext
from markupsafe import Markup, escape

from tracker.clock import agency_day, agency_zone
from tracker.policy import wording


def moment(at: datetime) -> str:
    """Write a moment with its zone: ``March 9, 2026, 2:40 p.m. EDT``."""
    local = at.astimezone(agency_zone())
    if (locale := _other_locale()) is None:
        return wording.moment(local)
    time = format_time(local, "short", tzinfo=agency_zone(), locale=locale)
    return f"{day(local)}, {time} {local:%Z}"


def moment_utc(at: datetime) -> str:
    """Write a moment in UTC, to the second, as in ``2026-03-09 18:40:07 UTC``."""
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"


def day(on: date | datetime) -> str:
    """Write a day: ``March 9, 2026``; moments are first brought to the agency's zone."""
    local, locale = agency_day(on) if isinstance(on, datetime) else on, _other_locale()
    return wording.day(local) if locale is None else format_date(local, "long", locale=locale)


def _other_locale() -> Locale | None:
    """Return the page's language where it is not English."""
    locale = get_locale()
    return None if locale is None or locale.language == "en" else locale


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
    return " ".join(digest[start : start + 4] for start in range(0, len(digest), 4))


def counted(count: int, one: str, many: str = "") -> str:
    """Write a count with its noun: ``1 case``, ``4 cases``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


_CODE = re.compile(r"\b[0-9A-Z]{1,12}(?:-[0-9A-Z]{1,12})+\b")


def unbroken(words: object) -> Markup:
    """Write words so that no reference or number in them is torn at its hyphens: ``Officer 2026-A``."""
    if isinstance(words, Markup):
        return words
    return Markup(_CODE.sub(r'<span class="text-nowrap">\g<0></span>', str(escape(words))))  # noqa: S704 - escaped


def said(sentence: str) -> str:
    """Say a rule's sentence in the page's language."""
    return wording.said(sentence, gettext)
