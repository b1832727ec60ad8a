"""Facts about the work on a case: affidavit, access, searches, steps, findings, checks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tracker.policy.facts import NOBODY
from tracker.policy.posting import UNTOLD, PostFacts
from tracker.policy.vocabulary import (
    AccessMode,
    Attribution,
    Check,
    CheckAnswer,
    Direction,
    Method,
    SearchResult,
    SignedIn,
    StepStatus,
)


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """One account as the candidate lists it; ``number`` is its place in the list, from 1.

    ``handle`` is empty when it is not remembered. ``mode`` is None while access is not chosen; former
    accounts need none. ``kept_both`` says that the candidate saw that it is listed twice and wants it so.
    """

    number: int
    platform: str
    handle: str
    not_remembered: bool = False
    former: bool = False
    mode: AccessMode | None = None
    kept_both: bool = False


@dataclass(frozen=True, slots=True)
class AffidavitFacts:
    """An affidavit that the candidate is about to sign.

    ``has_accounts``, ``has_other_names`` and ``has_former`` (accounts used before) are None while unanswered.
    ``accounts_asked`` is False where the law lets nobody ask for accounts. ``shown_digest`` and
    ``current_digest`` are of the text on the check page and of the text to sign; ``names_differ_because``
    explains a typed name unlike the one on record.
    """

    accounts_asked: bool
    has_accounts: bool | None
    has_other_names: bool | None
    accounts: tuple[AccountFacts, ...]
    other_names: tuple[str, ...]
    list_complete: bool
    allowed_modes: frozenset[AccessMode]
    shown_digest: str
    current_digest: str
    name_on_record: str = ""
    typed_name: str = ""
    names_differ_because: str = ""
    signature_meant: bool = False
    already_filed: bool = False
    has_former: bool | None = False


@dataclass(frozen=True, slots=True)
class GrantFacts:
    """A candidate's permission: account, mode, named investigator (None: nobody yet), from and until."""

    account: str
    mode: AccessMode
    investigator_id: UUID | None
    investigator_name: str
    starts_at: datetime
    ends_at: datetime | None = None
    stopped_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SearchFacts:
    """A search that somebody is about to log, or has logged.

    ``account`` names the declared account it looks at, None for a search by name. ``extra_reason`` is given
    when the search is beyond the protocol, and ``extra_approved_by`` by whom that was allowed. ``voided``
    marks an entry made in error; it stays in the record and counts nowhere.
    """

    reference: str
    step: str
    searcher_id: UUID
    query: str
    place: str
    method: Method
    signed_in: SignedIn
    result: SearchResult
    searched_at: datetime
    account: str | None = None
    platform_name: str = ""
    off_protocol: bool = False
    extra_reason: str = ""
    extra_approved_by: UUID | None = None
    department_device: bool = True
    voided: bool = False


@dataclass(frozen=True, slots=True)
class StepFacts:
    """One protocol step in one case; ``excuse_code`` is of the protocol's own list of reasons.

    ``added`` accounts came after its closing, the last on ``added_on``; ``unlooked`` of later editions wait.
    """

    code: str
    title: str
    required: bool
    status: StepStatus
    searches: int = 0
    found: int = 0
    extra: int = 0
    expected_searches: int = 1
    excuse_code: str = ""
    excuse_known: bool = False
    excuse_asked_by: UUID | None = None
    excuse_approved_by: UUID | None = None
    added: int = 0
    added_on: date | None = None
    unlooked: int = 0


@dataclass(frozen=True, slots=True)
class ExtraSearchFacts:
    """A search beyond the protocol: why, asked by whom, approved by whom."""

    reference: str
    step: str
    reason: str
    asked_by: UUID
    approved_by: UUID | None


@dataclass(frozen=True, slots=True)
class CheckFacts:
    """One check of one finding as answered; ``by_system`` for those that nobody can tick."""

    check: Check
    answer: CheckAnswer
    ground: str
    answered_by: UUID | None
    by_system: bool = False


@dataclass(frozen=True, slots=True)
class AskedFacts:
    """The newest question to the candidate about a finding as it is written now.

    ``ending`` is how it ended, as a code, empty while it is open; ``ended_on`` the agency's day of that.
    """

    reference: str
    asked_on: date
    ending: str = ""
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class CaptureFacts:
    """One capture; ``intact`` is None until its digest was computed anew, on ``verified_on``."""

    reference: str
    source_link: str
    captured_at: datetime | None
    intact: bool | None
    verified_on: date | None = None


@dataclass(frozen=True, slots=True)
class SuggestionFacts:
    """A suggestion of the protected-information screen, and what was done about it.

    ``disposition`` is ``removed``, ``reworded``, ``kept`` or empty while unsettled; ``passage`` the words.
    """

    key: str
    passage: str
    category: str
    disposition: str = ""
    reason: str = ""
    still_present: bool = True


@dataclass(frozen=True, slots=True)
class FindingFacts:
    """One finding as it stands.

    ``observed`` is the fact seen, ``statement`` the words meant for the board. ``identifiers`` counts the
    independent ones that tie the account to the candidate. Link and capture each have a reason of their own
    for where there is none. ``withheld`` findings are kept and never
    counted. ``worked`` searched anywhere in the case, or have or had it as its investigator.
    """

    reference: str
    direction: Direction
    observed: str
    statement: str
    dimension: str
    job_reason: str
    source_link: str
    no_source_reason: str
    attribution: Attribution
    identifiers: int
    author_id: UUID
    captures: tuple[CaptureFacts, ...] = ()
    no_capture_reason: str = ""
    searches: tuple[SearchFacts, ...] = ()
    corroborated_by_other: bool = False
    methods_allowed: bool = True
    dimension_known: bool = True
    checks: tuple[CheckFacts, ...] = ()
    second_looks: tuple[CheckFacts, ...] = ()
    """How the second reader sees the searcher's checks, the newest look at each."""
    suggestions: tuple[SuggestionFacts, ...] = ()
    declared: bool = False
    """True where the link is of an account that the candidate declared."""
    screened: bool = False
    withheld: bool = False
    withheld_reason: str = ""
    posted_on: date | None = None
    posted: PostFacts = UNTOLD
    asked: AskedFacts | None = None
    """None while the candidate was not asked about its newest wording."""
    worked: frozenset[UUID] = NOBODY
