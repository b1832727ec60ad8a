"""How much can be added to a case, said in words before anything is sent."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.clock import since_midnight
from tracker.db import clock_of
from tracker.findings.arrivals import added_since, room_taken
from tracker.findings.arriving import Limits
from tracker.findings.intake import MOST_FILES
from tracker.policy.wording import counted, in_bytes
from tracker.settings import Settings


@dataclass(frozen=True, slots=True)
class Caps:
    """What a file, a form, a case and a person can have, in words, and who looks through the files."""

    file: str
    case: str
    person: str
    scanned: str


def caps_in_words(session: Session, case_id: UUID, person_id: UUID, settings: Settings) -> Caps:
    """Return the caps with what is taken of them, in two statements."""
    count, there = room_taken(session, case_id)
    today = added_since(session, person_id, since_midnight(clock_of(session).now()))
    small, large = Limits.in_words(settings.image_bytes), Limits.in_words(settings.archive_bytes)
    return Caps(
        file=(
            f"PNG, JPEG, WebP, PDF or text up to {small}; HTML, MHTML, WARC or WACZ up to {large}. Up to "
            f"{MOST_FILES} files at a time, {large} together."
        ),
        case=(
            f"This case has {counted(count, 'capture')} of {settings.captures_a_case}, "
            f"{in_bytes(there)} of {in_bytes(settings.case_bytes)}."
        ),
        person=f"You have added {in_bytes(today)} of {in_bytes(settings.person_day_bytes)} today.",
        scanned=_scanned(settings),
    )


def _scanned(settings: Settings) -> str:
    if settings.antivirus:
        otherwise = (
            "is kept and marked as not scanned" if settings.antivirus_without == "keep" else "is not kept"
        )
        return (
            "Each file is looked through for malware as it arrives. One that holds some is not kept; one "
            f"that the scanner cannot look through {otherwise}."
        )
    if settings.antivirus_without == "keep":
        return "No malware scanner is set up: files are kept and marked as not scanned."
    return "No malware scanner is set up, and this agency keeps no file without: ask IT before you send any."
