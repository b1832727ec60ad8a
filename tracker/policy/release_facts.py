"""Facts about a case on its way to the board."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from tracker.policy.answering import RequestFacts
from tracker.policy.casework import CaptureFacts, ExtraSearchFacts, FindingFacts, StepFacts
from tracker.policy.facts import NOBODY
from tracker.policy.vocabulary import Stage


@dataclass(frozen=True, slots=True)
class ReleaseFacts:
    """All that the gate judges.

    Fingerprints are the SHA-256, in hex, of the rendered board page: as the submitter approved it, as the
    releaser did, and as it renders now. ``recipients`` hold a seat now. ``ungranted_searches`` went beyond
    what is public without a live grant. ``releaser_conflict`` is True unless the releaser declared no tie.
    ``wordings`` are the digests of what the board would read of each concern, by the finding's reference;
    ``requests`` the newest question to the candidate about each.
    """

    case_reference: str
    stage: Stage
    affidavit_filed: bool
    affidavit_intact: bool
    steps: tuple[StepFacts, ...]
    extra_searches: tuple[ExtraSearchFacts, ...]
    ungranted_searches: tuple[str, ...]
    findings: tuple[FindingFacts, ...]
    captures: tuple[CaptureFacts, ...]
    today: date
    words: int
    word_limit: int
    submitted_by: UUID | None
    submitter_fingerprint: str
    releaser_id: UUID | None
    releaser_fingerprint: str
    rendered_fingerprint: str
    releaser_conflict: bool
    searchers: frozenset[UUID]
    recipients: frozenset[UUID]
    exposed: frozenset[UUID]
    names: Mapping[UUID, str] = field(default_factory=dict)
    other_reviewers: tuple[str, ...] = ()
    authors: frozenset[UUID] = NOBODY
    assigned: frozenset[UUID] = NOBODY
    wordings: Mapping[str, str] = field(default_factory=dict)
    requests: Mapping[str, RequestFacts] = field(default_factory=dict)
