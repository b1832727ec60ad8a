"""What was found of the sample candidates, in the words of their investigators; all of it is invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.demo.pictures import Form
from tracker.policy.vocabulary import Attribution, Check, Direction

GROUNDS: Mapping[Check, str] = {
    Check.ACCOUNT_IS_CANDIDATES: (
        "Declared in the affidavit; the town and the portrait agree with the application."
    ),
    Check.CANDIDATE_DID_IT: "Posted by the account itself, in the first person.",
    Check.REAL: "Seen on the site, not as a copy; other posts of the time fit; no sign of editing.",
    Check.DATE_AND_CONTEXT: (
        "Date taken from the post; the whole thread was read; the candidate was an adult."
    ),
    Check.CORROBORATED: "Replies of several people over months say the same.",
}
"""How the investigator knows, where a story does not say otherwise."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that shows it: kind, name without ending, what it shows, and the lines in it."""

    form: Form
    name: str
    shows: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One finding as its investigator writes it.

    ``days_before`` is how many days before the first working day it was posted. ``reworded`` is the statement
    after the screen, empty where the first wording stands; ``stays`` are marked passages that are kept in it,
    each with the reason.
    """

    step: str
    link: str
    observed: str
    statement: str
    relevance: str
    identifiers: tuple[str, ...]
    direction: Direction
    dimension: str
    days_before: int
    note: str
    kept: tuple[Kept, ...]
    reworded: str = ""
    attribution: Attribution = Attribution.AUTHORED
    grounds: Mapping[Check, str] = field(default_factory=dict)
    stays: Mapping[str, str] = field(default_factory=dict)
