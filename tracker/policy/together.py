"""Looking at an account together, or taking a copy handed over: agreed on, recorded, and by a grant alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from tracker.policy.access_modes import is_live
from tracker.policy.affidavit import missing_in_text
from tracker.policy.answers import Unmet
from tracker.policy.casework import GrantFacts, SearchFacts
from tracker.policy.clauses import Clause, cites
from tracker.policy.together_times import Agreement, missing_in_times, waiting_words
from tracker.policy.vocabulary import BEYOND_PUBLIC, AccessMode, Method
from tracker.policy.wording import blank, too_short

MET: tuple[AccessMode, ...] = (AccessMode.TOGETHER, AccessMode.CANDIDATE_EXPORT)
"""The ways of looking for which candidate and investigator meet."""


class Holder(StrEnum):
    """Who held the device in a session together."""

    CANDIDATE = "candidate"
    """The candidate: the only answer with which a session is recorded."""
    SOMEBODY_ELSE = "somebody-else"
    """Anybody else; refused, since the candidate keeps the device."""


class Stopper(StrEnum):
    """Who ended a session before it was through; neutral either way."""

    NOBODY = "nobody"
    """It went to its end."""
    CANDIDATE = "candidate"
    """The candidate, as is their right at any time."""
    INVESTIGATOR = "investigator"
    """The investigator."""


class Medium(StrEnum):
    """On what a copy was handed over."""

    STICK = "stick"
    """A memory stick."""
    DISC = "disc"
    """A disc."""
    PAPER = "paper"
    """Printed pages."""
    SCREEN = "device-to-device"
    """From the candidate's own device, in the room."""


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """A session as recorded: how, by whom, from when to when, of which accounts; the newest record counts.

    ``disputed`` says that the candidate told what was different, and no corrected record followed.
    ``waits_until`` is set where the investigator alone has told that the candidate agreed: until then the
    candidate can say otherwise.
    """

    reference: str
    mode: AccessMode
    investigator_id: UUID
    started_at: datetime
    ended_at: datetime
    accounts: frozenset[str]
    disputed: bool = False
    waits_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """What an investigator is about to record of a session; ``accounts`` are words of declared accounts."""

    mode: AccessMode
    recorder_id: UUID
    accounts: tuple[str, ...]
    started_at: datetime
    ended_at: datetime
    script_read: bool
    shown: str
    place: str
    present: str = ""
    holder: Holder = Holder.CANDIDATE
    medium: Medium | None = None
    agreement: Agreement | None = None
    """What the candidate said yes to; None where nothing was agreed on."""


def meetable(
    grants: Iterable[GrantFacts], mode: AccessMode, investigator_id: UUID, at: datetime
) -> tuple[str, ...]:
    """Return the accounts that may be looked at in this way by this investigator at this moment."""
    return tuple(
        grant.account
        for grant in grants
        if grant.mode is mode and grant.investigator_id == investigator_id and is_live(grant, at)
    )


@cites(Clause.HAMPTON_F_2)
def missing_to_offer(
    grants: Iterable[GrantFacts],
    mode: AccessMode,
    investigator_id: UUID,
    times: tuple[datetime, ...],
    now: datetime,
) -> tuple[Unmet, ...]:
    """Say what stands against offering times: no account to meet about, or times that are not ahead."""
    if mode not in MET or not meetable(grants, mode, investigator_id, now):
        words = (
            "No account of this candidate is open to you in this way now, so there is nothing to meet about. "
            "Access starts with the candidate's choice, and names you."
        )
        return (Unmet(Clause.HAMPTON_F_2, words, fix="field:mode", ref="R-11"),)
    unmet = []
    if not times:
        unmet.append(Unmet(None, "Offer at least one time.", fix="field:first"))
    for name, at in zip(("first", "second", "third"), times, strict=False):
        if at <= now:
            unmet.append(Unmet(None, "The time must be in the future.", fix=f"field:{name}"))
    if len(set(times)) < len(times):
        unmet.append(Unmet(None, "Two of the times are the same. Offer different times.", fix="field:second"))
    return tuple(unmet)


@cites(Clause.HAMPTON_F_2, Clause.HAMDEN_D_4)
def missing_to_record(
    facts: RecordFacts, grants: Iterable[GrantFacts], *, agreed: bool, now: datetime
) -> tuple[Unmet, ...]:
    """Say what stands against keeping a record: agreement, device, script, access, times, words."""
    if not agreed:
        words = (
            "The candidate has not agreed to a time, so there is no session to record. Nobody is looked at "
            "without agreement. Where you agreed by telephone, record that first."
        )
        return (Unmet(Clause.HAMPTON_F_2, words),)
    return (
        *_missing_conduct(facts),
        *missing_in_times(facts.started_at, facts.ended_at, facts.agreement, now),
        *_missing_accounts(facts, tuple(grants)),
        *_missing_words(facts),
    )


@cites(Clause.HAMDEN_D_4, Clause.HAMPTON_F_2)
def _missing_conduct(facts: RecordFacts) -> tuple[Unmet, ...]:
    unmet = []
    if facts.mode is AccessMode.TOGETHER and facts.holder is not Holder.CANDIDATE:
        words = (
            "In a session together the candidate holds the device, from the first moment to the last. A look "
            "with the device in other hands is no session and is not recorded as one. Tell your supervisor."
        )
        unmet.append(Unmet(Clause.HAMDEN_D_4, words, fix="field:holder"))
    if not facts.script_read:
        words = "Read the words to the candidate before anything is shown, then tick that you read them."
        unmet.append(Unmet(Clause.HAMPTON_F_2, words, fix="field:script_read"))
    if facts.mode is AccessMode.CANDIDATE_EXPORT and facts.medium is None:
        unmet.append(Unmet(None, "Choose on what the copy was handed over.", fix="field:medium"))
    return tuple(unmet)


@cites(Clause.HAMPTON_F_2)
def _missing_accounts(facts: RecordFacts, grants: tuple[GrantFacts, ...]) -> tuple[Unmet, ...]:
    if not facts.accounts:
        return (Unmet(Clause.HAMPTON_F_2, "Choose which accounts it was about.", fix="field:accounts"),)
    covered = meetable(grants, facts.mode, facts.recorder_id, facts.started_at)
    missing = [account for account in facts.accounts if account not in covered]
    if not missing:
        return ()
    words = (
        f"Account {missing[0]} was not open to you in this way when the session began, so it was not to be "
        "looked at. Tell your supervisor if it was seen."
    )
    return (Unmet(Clause.HAMPTON_F_2, words, fix="field:accounts", ref="R-11"),)


def _missing_words(facts: RecordFacts) -> tuple[Unmet, ...]:
    unmet = []
    if blank(facts.place):
        unmet.append(Unmet(None, "Write where you met.", fix="field:place"))
    if too_short(facts.shown):
        unmet.append(Unmet(None, "Write what was shown, in a few words.", fix="field:shown"))
    for name in ("place", "present", "shown"):
        told = missing_in_text(getattr(facts, name))
        unmet += [Unmet(one.clause, one.sentence, fix=f"field:{name}", ref=one.ref) for one in told]
    return tuple(unmet)


@cites(Clause.HAMPTON_F_2, Clause.HAMDEN_D_4)
def missing_session(
    search: SearchFacts, meetings: Iterable[MeetingFacts], now: datetime
) -> tuple[Unmet, ...]:
    """Say why a look beyond what is public has no session that it was made in; public looks need none."""
    mode = BEYOND_PUBLIC.get(search.method)
    meetings = tuple(meetings)
    if mode is None or session_for(search, meetings, now) is not None:
        return ()
    own = [one for one in meetings if one.mode is mode and search.account in one.accounts]
    waits = [one.waits_until for one in own if one.waits_until and not one.disputed and _covers(one, search)]
    if waits:
        words = waiting_words(min(waits))
    elif search.method is Method.CANDIDATE_EXPORT:
        words = "Record first that the candidate handed the copy over. A look at it is logged after that."
    elif any(one.disputed and _covers(one, search) for one in own):
        words = (
            "The candidate said that something was different in the session of this time. Correct its record "
            "first; both stay."
        )
    elif own:
        words = "No session with this account covers this time. Give the time of the session, or record it."
    else:
        words = "Record the session with the candidate first. What was seen in it is logged after that."
    return (Unmet(Clause.HAMPTON_F_2, words, fix="case::sessions"),)


def session_for(search: SearchFacts, meetings: Iterable[MeetingFacts], now: datetime) -> MeetingFacts | None:
    """Return the session that a look was made in, the newest that covers it, or None.

    None that the candidate disputes counts, nor one that still waits for the candidate's own word.
    """
    counting = (one for one in meetings if not one.disputed and not _waits(one, now))
    fitting = [one for one in counting if _covers(one, search)]
    return max(fitting, key=lambda one: one.started_at, default=None)


def _waits(meeting: MeetingFacts, now: datetime) -> bool:
    return meeting.waits_until is not None and now <= meeting.waits_until


def _covers(meeting: MeetingFacts, search: SearchFacts) -> bool:
    if meeting.mode is not BEYOND_PUBLIC.get(search.method) or search.account not in meeting.accounts:
        return False
    if meeting.investigator_id != search.searcher_id or search.searched_at < meeting.started_at:
        return False
    return meeting.mode is AccessMode.CANDIDATE_EXPORT or search.searched_at <= meeting.ended_at
