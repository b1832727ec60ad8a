"""How days and moments are written in the language of a reader, by the clock of the agency."""

from __future__ import annotations

from datetime import UTC, date, datetime

from babel.dates import format_date, get_timezone_name

from tracker.clock import agency_day, agency_zone
from tracker.policy import wording
from tracker.policy.vocabulary import Language

ZONES = {
    "hora oriental": "hora del este",
    "hora central": "hora del centro",
    "hora de las Montañas Rocosas": "hora de la montaña",
}
"""Zones as they are called where candidates live, in the place of what Spanish calls them elsewhere."""


def day_in(language: str, on: date | datetime) -> str:
    """Write a day: ``March 9, 2026``; moments are first brought to the agency's zone."""
    local = agency_day(on) if isinstance(on, datetime) else on
    return (
        wording.day(local)
        if language.startswith(Language.ENGLISH)
        else format_date(local, "long", locale=language)
    )


def moment_in(language: str, at: datetime) -> str:
    """Write a moment with its zone: ``March 9, 2026, 2:40 p.m. EDT``, with the zone's name in Spanish."""
    local = at.astimezone(agency_zone())
    if language.startswith(Language.ENGLISH):
        return wording.moment(local)
    zone = get_timezone_name(local, "long", zone_variant="generic", locale=language)
    return f"{day_in(language, local)}, {wording.hour(local)}, {ZONES.get(zone, zone)}"


def moment_utc(at: datetime) -> str:
    """Write a moment in UTC, to the second, as in ``2026-03-09 18:40:07 UTC``."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def grouped(digest: str) -> str:
    """Write a hex digest in groups of four, so that two people can compare it aloud."""
    return " ".join(digest[start : start + 4] for start in range(0, len(digest), 4))
