"""What the pages of requisitions and legal profiles say of the law in words of their own."""

from __future__ import annotations

from tracker.editions.shelf import editions
from tracker.policy.legal import NoticeAbout, Right, SigningMethod
from tracker.policy.retention import Schedule
from tracker.policy.wording import counted
from tracker.policy.words import ENDINGS

MARK_WORDS: dict[str, str] = {
    "V": "The text was read",
    "V2": "Read in a secondary source",
    "M": "Not checked against the source",
}
METHOD_WORDS: dict[SigningMethod, str] = {
    SigningMethod.DECLARATION: "A declaration, signed on the page",
    SigningMethod.OATH: "An oath before an officer",
    SigningMethod.NOTARY: "A paper sworn before a notary",
    SigningMethod.PAPER: "A paper that staff copy and a second person checks",
}
NOTICE_WORDS: dict[NoticeAbout, str] = {
    NoticeAbout.AFFIDAVIT: "Filing the affidavit",
    NoticeAbout.ACCOUNTS: "Naming accounts",
    NoticeAbout.ACCESS: "Letting us look further than the public",
    NoticeAbout.CONCERN: "Answering a concern",
}
RIGHT_WORDS: dict[Right, str] = {
    Right.INSPECT: "To see what is kept",
    Right.CORRECT: "To have an error put right",
    Right.DISPUTE: "To have a statement go with what is disputed",
}


def newer_version(profile: str, version: int) -> int | None:
    """Return the newest version of a legal profile, None where ``version`` is the newest or none is known."""
    newest = max((found.version for found in editions().profiles() if found.key == profile), default=version)
    return newest if newest > version else None


def schedule_words(schedule: Schedule) -> str:
    """Say what the agency's schedule adds to the federal two years; empty where it is not filled in."""
    said = [counted(schedule.everyone, "year")] if schedule.everyone else []
    said += [f"{counted(years, 'year')}: {ENDINGS[ending].lower()}" for ending, years in schedule.by_ending]
    return "; ".join(said)
