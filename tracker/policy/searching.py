"""Whether a search may be logged: affidavit, designation, method, grant, words, protocol, all at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from tracker.policy.access_modes import missing_grant
from tracker.policy.affidavit import missing_in_text
from tracker.policy.answers import Unmet
from tracker.policy.casework import GrantFacts, SearchFacts
from tracker.policy.clauses import Clause, cites
from tracker.policy.definitions import StepDefinition, WordList
from tracker.policy.facts import DesignationFacts
from tracker.policy.matching import without
from tracker.policy.methods import missing_for_method, missing_for_query
from tracker.policy.searchers import missing_to_search
from tracker.policy.stages import OVER, with_investigator
from tracker.policy.together import MeetingFacts, missing_session
from tracker.policy.vocabulary import AccessMode, Stage
from tracker.policy.wording import blank, day, moment, too_short


@dataclass(frozen=True, slots=True)
class SearchSetting:
    """What surrounds a search: the case, the step, the grants, the searcher's designations.

    ``excepted`` says that the Chief deviated from Hamden D.3 for this searcher; ``now`` is the moment of
    logging.
    """

    stage: Stage
    affidavit_filed: bool
    step: StepDefinition
    offered: tuple[AccessMode, ...]
    grants: tuple[GrantFacts, ...]
    designations: tuple[DesignationFacts, ...]
    protected: WordList
    now: datetime
    today: date
    excepted: bool = False
    correcting: bool = False
    """True while what was released is corrected."""
    meetings: tuple[MeetingFacts, ...] = ()
    """The sessions held with the candidate, in which alone more is looked at than anyone can see."""
    since: datetime | None = None
    """From when on this searcher could search: the affidavit filed, and the case given to them."""
    names: tuple[str, ...] = ()
    """The candidate's own names and handles, which a query may hold whatever they mean."""


@cites(Clause.HAMDEN_D_5, Clause.HAMPTON_F_2)
def missing_to_begin(stage: Stage, *, affidavit_filed: bool) -> tuple[Unmet, ...]:
    """Say why nothing can be added to this case now (R-10): F.2 says "shall", so nobody starts earlier."""
    if stage in OVER:
        return (Unmet(Clause.HAMDEN_D_5, _why_elsewhere(stage)),)
    if not affidavit_filed:
        words = (
            "The affidavit is not filed yet. Searching starts after it is filed, so every candidate is "
            "treated the same. HR can invite the candidate again, or help by telephone."
        )
        return (Unmet(Clause.HAMPTON_F_2, words, ref="R-10"),)
    if not with_investigator(stage):
        back = "case::submit" if stage is Stage.REVIEW else ""
        return (Unmet(Clause.HAMDEN_D_5, _why_elsewhere(stage), fix=back),)
    return ()


@cites(Clause.HAMDEN_D_5, Clause.HAMPTON_C_3_D)
def missing_to_search_on(*, correcting: bool) -> tuple[Unmet, ...]:
    """Say why a case under correction is not searched: its candidate would get more than the others did."""
    if not correcting:
        return ()
    words = (
        "What was released of this case is being corrected: its wording changes, and the search is over. So "
        "nothing more is searched, and no step is opened, ended or excused."
    )
    return (Unmet(Clause.HAMPTON_C_3_D, words),)


def _why_elsewhere(stage: Stage) -> str:
    """Say who has a case that is not being searched, and the way back where there is one."""
    match stage:
        case Stage.REVIEW:
            words = (
                "This case is in review, not with the investigator now, so nothing is added to it. Recall it "
                "while its review is not begun; after that, ask the supervisor to return it."
            )
        case Stage.RESPONSE:
            words = "The candidate has time to answer, so nothing is added to this case now."
        case Stage.RELEASED:
            words = (
                "The board has the packet of this case, so nothing is added to it. Where something in it is "
                "not right, a supervisor begins a correction, and the case comes back."
            )
        case Stage.DECIDED:
            words = "The board has decided. The work on this case is over, so nothing is added to it."
        case Stage.CLOSED:
            words = "This case is closed. The work on it is over, so nothing is added to it."
        case Stage.DISPOSED:
            words = "This case is disposed of. The work on it is over, so nothing is added to it."
        case Stage.WITHDRAWN:
            words = "The candidate withdrew. Nothing more is searched, and nothing is added."
        case _:
            words = "This case is not with the investigator now, so nothing is added to it."
    return words


@cites(Clause.HAMDEN_D_3, Clause.HAMDEN_D_4, Clause.HAMDEN_D_5, Clause.HAMPTON_F_2)
def missing_to_log(search: SearchFacts, setting: SearchSetting) -> tuple[Unmet, ...]:
    """Say everything that stands against logging this search; empty means that it is logged."""
    begin = missing_to_begin(setting.stage, affidavit_filed=setting.affidavit_filed)
    begin = begin or missing_to_search_on(correcting=setting.correcting)
    if begin:
        return begin
    return (
        *missing_to_search(
            search.searcher_id, setting.designations, setting.today, excepted=setting.excepted
        ),
        *_missing_words(search, setting),
        *missing_for_method(search, setting.step, setting.offered),
        *(missing_grant(search, setting.grants) or missing_session(search, setting.meetings, setting.now)),
        *missing_for_extra(search, setting.step),
    )


def _missing_words(search: SearchFacts, setting: SearchSetting) -> tuple[Unmet, ...]:
    if blank(search.query):
        return (Unmet(None, "Enter what you searched for."),)
    return (
        *missing_in_time(search.searched_at, setting.now, setting.since),
        *missing_in_look(search.query, setting.protected, setting.names),
    )


def missing_in_time(searched_at: datetime, now: datetime, since: datetime | None = None) -> tuple[Unmet, ...]:
    """Say that a search is logged once it was made, and not for a day before it could be (R-10).

    ``now`` is on the agency's clock, which is told. ``since`` is when the first affidavit was filed or its
    searcher was given the case, whichever came last, on that clock; None where neither was.
    """
    if since is not None and searched_at.astimezone(since.tzinfo).date() < since.date():
        words = (
            f"You could search in this case from {day(since.date())} on: before that day, the affidavit was "
            "not filed or the case was not yours. Enter when you searched."
        )
        return (Unmet(Clause.HAMPTON_F_2, words, fix="field:searched_at", ref="R-10"),)
    if searched_at <= now:
        return ()
    words = (
        f"The time of the search must not be in the future. Our clock says {moment(now)}. If yours is ahead "
        "of it, enter the time as our clock has it."
    )
    return (Unmet(None, words, fix="field:searched_at"),)


def missing_in_look(query: str, protected: WordList, names: Iterable[str]) -> tuple[Unmet, ...]:
    """Say what words of a search are not searched for: they hold a password, or something protected (R-13).

    ``names`` are the candidate's own, which are neither, whatever they look like.
    """
    own = tuple(names)
    unmet = missing_in_text(without(query, own)) or missing_for_query(query, protected, own)
    return tuple(replace(one, fix="field:query") for one in unmet)


def missing_to_fill(word: str) -> tuple[Unmet, ...]:
    """Say that a word of the protocol's pattern, as in ``[town]``, is replaced by the word itself."""
    words = f"Put the word itself in the place of {word}."
    return (Unmet(None, words, fix="field:query"),) if word else ()


@cites(Clause.HAMDEN_D_5)
def missing_to_void(reason: str) -> tuple[Unmet, ...]:
    """Say what is left before an entry is marked as made in error: it stays, with the reason (R-35)."""
    short = Unmet(Clause.HAMDEN_D_5, "Write why this entry is in error, in a few words.", ref="R-35")
    return (*((short,) if too_short(reason) else ()), *missing_in_text(reason))


UNDO_FOR = timedelta(seconds=60)
"""How long an entry can be undone by a button; afterwards it is marked with a reason in words."""
UNDONE = "Undone within a minute of logging it, by who logged it."
"""The reason that stands beside an entry that was undone."""


def may_undo(logged_by: UUID, logged_at: datetime, actor: UUID, now: datetime) -> bool:
    """Say whether somebody can undo an entry of the log: their own, for a minute."""
    return logged_by == actor and now - logged_at <= UNDO_FOR


@cites(Clause.HAMDEN_D_5)
def missing_to_undo(
    reference: str, logged_by: UUID, logged_at: datetime, actor: UUID, now: datetime
) -> tuple[Unmet, ...]:
    """Say why an entry is not undone by a button: it is older than a minute, or somebody else's (R-35)."""
    if may_undo(logged_by, logged_at, actor, now):
        return ()
    words = (
        f"Undo works for a minute, for who logged the search. {reference} stays as it is. Mark it as entered "
        "in error, with a reason; both stay in the record."
    )
    return (Unmet(Clause.HAMDEN_D_5, words, fix=f"search:{reference}", ref="R-35"),)


@cites(Clause.HAMDEN_D_5)
def missing_to_log_again(reference: str) -> tuple[Unmet, ...]:
    """Say that the same search was logged since the page was opened, as in a second tab; empty for none."""
    if not reference:
        return ()
    words = (
        f"You logged this search after this page was opened: it is {reference}. Nothing was logged twice. If "
        "you searched once more, log it again now."
    )
    return (Unmet(Clause.HAMDEN_D_5, words, fix=f"search:{reference}"),)


@cites(Clause.HAMDEN_D_5)
def missing_for_extra(search: SearchFacts, step: StepDefinition) -> tuple[Unmet, ...]:
    """Say why work beyond the protocol waits: it needs a reason and somebody else's yes (R-15)."""
    beyond = search.off_protocol or (bool(step.places) and search.place not in step.places)
    if not beyond:
        return ()
    if blank(search.extra_reason):
        words = (
            f"Step {step.code} does not include this search. Other candidates did not get it. Say why it is "
            "needed and ask your supervisor; it will show in the uniformity table."
        )
        return (Unmet(Clause.HAMDEN_D_5, words, fix=f"step:{step.code}:ask", ref="R-15"),)
    if search.extra_approved_by is None or search.extra_approved_by == search.searcher_id:
        words = (
            "This extra search is not approved yet. Your supervisor decides; until then it cannot be logged. "
            "It will show in the uniformity table."
        )
        return (Unmet(Clause.HAMDEN_D_5, words, fix=f"step:{step.code}", ref="R-15"),)
    return ()
