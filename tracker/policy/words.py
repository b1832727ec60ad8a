"""What people read for each code: one table for each closed list, used by pages, rules and the ledger alike.

Roles, methods and ways of looking stand in the middle of sentences, so they begin small; the other tables
are labels. Colors of tags are the rooms' own. What candidates read is worded, and translated, in their room.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

from tracker.policy.ability_words import ABILITIES
from tracker.policy.actors import Role
from tracker.policy.answer_words import ANSWER_TABLES
from tracker.policy.finding_words import FINDING_TABLES
from tracker.policy.mailing import STOPPED
from tracker.policy.retention import Ending
from tracker.policy.rights import CopyOutcome
from tracker.policy.vocabulary import (
    AccessMode,
    Language,
    Method,
    Outcome,
    SearchResult,
    SignedIn,
    Stage,
    StepStatus,
)
from tracker.policy.ways import EndOfWaiting

ROLES: dict[Role, str] = {
    Role.CANDIDATE: "candidate",
    Role.INVESTIGATOR: "background investigator",
    Role.SUPERVISOR: "supervisor",
    Role.BOARD_MEMBER: "board member",
    Role.HR_ADMIN: "HR administrator",
    Role.AUDITOR: "auditor",
    Role.CHIEF: "Chief",
    Role.IT: "IT",
    Role.SYSTEM: "system",
}
"""Whom somebody works as."""

STAGES: dict[Stage, str] = {
    Stage.OPENED: "Opened",
    Stage.AFFIDAVIT_PENDING: "Waiting for the affidavit",
    Stage.SEARCH: "Searching",
    Stage.REVIEW: "In review",
    Stage.RESPONSE: "Waiting for the candidate's answer",
    Stage.RELEASED: "Released",
    Stage.DECIDED: "Decided",
    Stage.CLOSED: "Closed",
    Stage.WITHDRAWN: "Withdrawn",
    Stage.DISPOSED: "Disposed of",
}
"""Where a case stands, for staff."""
RETURNED_NOW = "Returned"
"""Where a case stands whose newest submission came back: with its investigator once more."""
CORRECTED_NOW = "Being corrected"
"""Where a case stands while what was released of it is corrected."""

ENDINGS: dict[Ending, str] = {
    Ending.WENT_ON: "The candidate went on",
    Ending.NOT_CONTINUED: "The candidate did not go on",
    Ending.WITHDRAWN: "The candidate withdrew",
}
"""How an application ended, as far as schedules of retention tell it apart."""

STEPS: dict[StepStatus, str] = {
    StepStatus.NOT_STARTED: "Not started",
    StepStatus.IN_PROGRESS: "In progress",
    StepStatus.DONE_NOTHING: "Done, nothing found",
    StepStatus.DONE_FOUND: "Done, found",
    StepStatus.NOT_APPLICABLE: "Not applicable",
    StepStatus.COULD_NOT_BE_DONE: "Could not be done",
}
"""Where a step of the protocol stands."""

RESULTS: dict[SearchResult, str] = {
    SearchResult.NOTHING_FOUND: "Nothing found",
    SearchResult.FOUND_CANDIDATE: "Found, the candidate's",
    SearchResult.FOUND_UNSURE: "Found, not sure whose",
    SearchResult.FOUND_SOMEONE_ELSE: "Found, someone else's",
    SearchResult.COULD_NOT_SEARCH: "Could not search",
}
"""What a search came to, in the order in which it is offered."""

METHODS: dict[Method, str] = {
    Method.SEARCH_ENGINE: "public search engine",
    Method.SITE_SEARCH: "the site's own search, open to everyone",
    Method.PUBLIC_VIEW: "public page, opened directly",
    Method.PUBLIC_RECORD: "public register",
    Method.CANDIDATE_EXPORT: "copy that the candidate handed over",
    Method.TOGETHER_SESSION: "session together, shown by the candidate",
}
"""How a search was made."""

SIGNED_IN: dict[SignedIn, str] = {
    SignedIn.NO: "No",
    SignedIn.DEPARTMENT_ACCOUNT: "Department account",
    SignedIn.WITH_CANDIDATE: "Together with the candidate",
}
"""Whether anybody was signed in while looking."""

ACCESS_MODES: dict[AccessMode, str] = {
    AccessMode.PUBLIC_ONLY: "public only",
    AccessMode.CANDIDATE_EXPORT: "a copy that the candidate hands over",
    AccessMode.TOGETHER: "together, on the candidate's own device",
    AccessMode.TALK_FIRST: "talk to us first",
}
"""How a candidate lets the investigator look, for staff."""

TALK_WITHIN = 3
"""So many working days after filing a candidate is called who would like to talk first, at the latest."""
CALLS: Mapping[AccessMode, str] = {
    AccessMode.CANDIDATE_EXPORT: "agree on when and how the copy is handed over",
    AccessMode.TOGETHER: "agree on a time to look together",
    AccessMode.TALK_FIRST: f"talk first, within {TALK_WITHIN} working days",
}
"""What a candidate is called for, by the way of looking that was chosen."""
DUTY_CALL = "a supervisor calls; the account is named nowhere"
"""What a candidate is called for who holds an account for official duty that may not be named."""

ENDS_OF_WAITING: dict[EndOfWaiting, str] = {
    EndOfWaiting.FILED: "The affidavit was filed",
    EndOfWaiting.CHANGED: "Its answers were changed",
    EndOfWaiting.ANOTHER_WAY: "Another way to sign was chosen",
}
"""Why a statement waits no more to be sworn."""

OUTCOMES: dict[Outcome, str] = {
    Outcome.CONTINUE: "The candidate goes on",
    Outcome.NOT_CONTINUE: "The candidate does not go on",
    Outcome.DEFER: "Decided later",
}
"""What a board decides."""

COPY_OUTCOMES: dict[CopyOutcome, str] = {
    CopyOutcome.ALL: "Everything asked for",
    CopyOutcome.PART: "A part of it",
    CopyOutcome.NOTHING: "Nothing of it",
}
"""What was given on a request for a copy."""

LANGUAGES: dict[Language, str] = {Language.ENGLISH: "English", Language.SPANISH: "Spanish"}
"""The languages of the candidate's side, as staff call them."""
TONGUES: dict[Language, str] = {Language.ENGLISH: "English", Language.SPANISH: "Español"}
"""What each of them calls itself."""

WORDED: tuple[Mapping[Any, str], ...] = (
    *(ROLES, STAGES, STEPS, RESULTS, METHODS, SIGNED_IN, ACCESS_MODES, OUTCOMES, ABILITIES, COPY_OUTCOMES),
    *(ENDS_OF_WAITING, STOPPED, LANGUAGES),
    *ANSWER_TABLES,
    *FINDING_TABLES,
)
TABLES: Mapping[type[Enum], Mapping[Any, str]] = {type(next(iter(table))): table for table in WORDED}
"""Every table by its list."""


def in_words(code: Enum) -> str:
    """Return what people read for a code."""
    return TABLES[type(code)][code]
