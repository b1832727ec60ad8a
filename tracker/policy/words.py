"""What people read for each code: one table for each closed list, used by pages, rules and the ledger alike.

Roles, methods and ways of looking stand in the middle of sentences, so they begin small; the other tables
are labels. Colours of tags are the rooms' own. What candidates read is worded, and translated, in their room.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

from tracker.policy.actors import Role
from tracker.policy.vocabulary import (
    AccessMode,
    Method,
    Outcome,
    SearchResult,
    SignedIn,
    Stage,
    StepStatus,
)

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
}
"""Where a case stands, for staff."""

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

OUTCOMES: dict[Outcome, str] = {
    Outcome.CONTINUE: "The candidate goes on",
    Outcome.NOT_CONTINUE: "The candidate does not go on",
    Outcome.DEFER: "Decided later",
}
"""What a board decides."""

TABLES: Mapping[type[Enum], Mapping[Any, str]] = {
    type(next(iter(table))): table
    for table in (ROLES, STAGES, STEPS, RESULTS, METHODS, SIGNED_IN, ACCESS_MODES, OUTCOMES)
}
"""Every table by its list."""


def in_words(code: Enum) -> str:
    """Return what people read for a code."""
    return TABLES[type(code)][code]
