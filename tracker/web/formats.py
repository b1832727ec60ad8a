"""How moments, spans and sizes are written for people."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

AGENCY_ZONE = ZoneInfo("America/New_York")


def moment(at: datetime) -> str:
    """Write a moment with its zone: ``March 9, 2026, 2:40 p.m. EDT``."""
    local = at.astimezone(AGENCY_ZONE)
    half = "a.m." if local.hour < 12 else "p.m."
    return f"{local:%B} {local.day}, {local.year}, {local.hour % 12 or 12}:{local:%M} {half} {local:%Z}"


def moment_utc(at: datetime) -> str:
    """Write a moment in UTC, to the second, as in ``2026-03-09 18:40:07 UTC``."""
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"


def day(on: date | datetime) -> str:
    """Write a day: ``March 9, 2026``; moments are first brought to the agency's zone."""
    local = on.astimezone(AGENCY_ZONE) if isinstance(on, datetime) else on
    return f"{local:%B} {local.day}, {local.year}"


def relative(at: datetime, now: datetime) -> str:
    """Write how far a moment is from now in whole units: ``in 3 days``, ``2 hours ago``, ``just now``."""
    span = at - now
    words = _span(abs(span))
    if not words:
        return "just now"
    return f"in {words}" if span > timedelta(0) else f"{words} ago"


def _span(span: timedelta) -> str:
    for unit, seconds in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        count = int(span.total_seconds() // seconds)
        if count:
            return f"{count} {unit}" + ("s" if count > 1 else "")
    return ""


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


_REFERENCE = re.compile(r"\b[A-Z](?:-\d\d)?-[0-9A-Z]{5,8}\b")


def unbroken(words: str) -> Markup:
    """Write words so that no reference in them is torn apart at its hyphens: ``Case C-26-7KQ4M``."""
    return Markup(_REFERENCE.sub(r'<span class="text-nowrap">\g<0></span>', escape(words)))  # noqa: S704 - escaped
