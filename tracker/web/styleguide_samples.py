"""Sample data of the style guide: the shapes that the macros read, with invented people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from tracker.policy.meetings import Reading

DIGEST = "7f3a91c0d25e8b64a1f07733c9de1208b5a6e04f9921cd83705be46fa8137d2c"
HERE = "#"


@dataclass(frozen=True, slots=True)
class Way:
    """One unmet rule, as a refusal and a gate show it."""

    sentence: str
    clause: str = ""
    source_words: str = ""
    fix_url: str = ""
    fix_label: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can help."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of a list of answers."""

    label: str
    value: str
    change_url: str = ""
    change_hint: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """One thing a candidate does."""

    name: str
    status: str
    state: str
    url: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks under one title."""

    title: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Gate:
    """One line of the release gate."""

    words: str
    state: str
    detail: str = ""
    fix_url: str = ""
    fix_label: str = ""
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a timeline."""

    kind: str
    words: str
    time: str = ""
    who: str = ""
    ref: str = ""
    url: str = ""
    number: str = ""
    struck: bool = False


UNMET = (
    Way(
        "Finding F-7KQ4 cannot be released. Check 3, “real, not parody or edited”, is marked Cannot tell.",
        "General Order 004-011 D.6",
        "What is found must be checked as far as it can be before anybody considers it.",
        HERE,
        "Go to check 3",
        "R-20",
    ),
    Way(
        "Step 9 is neither done nor excused.",
        "General Order 004-011 D.5",
        "The same techniques are applied to every candidate.",
        HERE,
        "Do step 9",
        "R-17",
    ),
)
HELPER = Person("Lt. Okafor, supervisor", "555-0100")

ANSWERS = (
    Fact("Instagram", "@marisol.pena", HERE, "username for Instagram"),
    Fact("Who uses it", "Only me", HERE, "who uses the Instagram account"),
    Fact("Other names there", "", HERE, "other names on Instagram"),
)
FACTS = (
    Fact("Candidate", "Marisol Peña"),
    Fact("Requisition", "Officer 2026-A"),
    Fact("Protocol", "Social media, version 3"),
    Fact("Affidavit", "Filed March 4, 2026"),
)
GRANTS = (
    Fact("Instagram", "Public only"),
    Fact("Threads", "Together, with Dana Ruiz, until March 13"),
    Fact("Forum", "Wants to talk first"),
)

TASKS = (
    Group(
        "About your accounts",
        (
            Task("Names and handles you use", "Completed", "done", HERE),
            Task("Accounts you use now", "In progress", "doing", HERE, "2 accounts so far"),
            Task("Accounts you used before", "Not started", "open", HERE),
        ),
    ),
    Group("Access", (Task("How we may look", "Cannot start yet", "later"),)),
    Group(
        "Finish",
        (
            Task("Check your answers", "Cannot start yet", "later"),
            Task("Sign and file", "Cannot start yet", "later"),
        ),
    ),
)

QUEUE_COLUMNS = (
    ("Case", "link"),
    ("Candidate", "text"),
    ("Next step", "text"),
    ("Due", "text"),
    ("Searches", "number"),
    ("State", "tag"),
)
QUEUE = (
    (
        ("C-26-7KQ4M", HERE),
        "Marisol Peña",
        "Step 6 of 24: TikTok",
        "March 13, 2026",
        "14",
        ("Due this week", "waiting"),
    ),
    (
        ("C-26-2MWX9", HERE),
        "Andre Whitfield",
        "Answer the supervisor",
        "March 16, 2026",
        "1,102",
        ("Returned", "info"),
    ),
    (
        ("C-26-9TRB3", HERE),
        "Lina Castellanos-Vanderbilt",
        "Waiting for the affidavit",
        "–",
        "0",
        ("Not started", "none"),
    ),
)

GATE = (
    Gate("Affidavit filed, fingerprint matches", "met", automatic=True),
    Gate("24 of 24 steps done or excused", "met", automatic=True),
    Gate("2 findings validated", "unmet", "Check 3 of F-7KQ4 is marked Cannot tell.", HERE, "Go to check 3"),
    Gate("Candidate notice sent", "none", "No finding is a concern."),
)

TIMELINE = (
    Entry("day", "Wednesday, March 4, 2026"),
    Entry(
        "act",
        "Dana Ruiz logged a search in step 4, “Instagram”: nothing found",
        "9:12 a.m. EST",
        "Dana Ruiz, investigator",
        "S-4XK2",
        HERE,
        "1,204",
    ),
    Entry(
        "act",
        "Search logged on the wrong step",
        "9:02 a.m. EST",
        "Dana Ruiz",
        "S-4XK1",
        HERE,
        "1,201",
        struck=True,
    ),
    Entry("wait", "5 days waiting for the candidate"),
    Entry("day", "Friday, February 27, 2026"),
    Entry("act", "The candidate filed the affidavit", "4:40 p.m. EST", "Marisol Peña", number="1,117"),
)

MEETING = Reading(
    held_at=datetime(2026, 3, 19, 21, 0, tzinfo=UTC),
    place="Room 2",
    called_off=datetime(2026, 3, 12, 21, 0, tzinfo=UTC),
)
"""A meeting that took the place of one that was called off."""


@dataclass(frozen=True, slots=True)
class ToRead:
    """How much is still to be read for a meeting."""

    held_at: datetime
    place: str
    candidates: int
    minutes: int


SITTINGS = (ToRead(datetime(2026, 3, 19, 21, 0, tzinfo=UTC), "Room 2", 5, 12),)


@dataclass(frozen=True, slots=True)
class Decided:
    """What a recorded decision rests on."""

    grounds: tuple[str, ...]
    rests_on: dict[str, str]
    no_own_search: tuple[str, ...]
    not_asked: tuple[str, ...]


DECIDED = Decided(
    grounds=("service",),
    rests_on={"service": "on finding 1"},
    no_own_search=("Capt. Tan", "Miguel Reyes"),
    not_asked=("Joan Whitfield",),
)
GROUNDS = {"service": "Service to the community"}
