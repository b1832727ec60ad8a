"""How a case differs from the protocol (Hamden D.5): asked for with a reason, ruled on by somebody else."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from tracker.policy.affidavit import missing_in_text
from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.declining import missing_in_ground
from tracker.policy.definitions import WordList
from tracker.policy.methods import missing_for_law, missing_for_name, missing_for_query
from tracker.policy.searching import missing_to_begin, missing_to_search_on
from tracker.policy.separation import missing_to_approve
from tracker.policy.stages import UNREAD
from tracker.policy.vocabulary import AccessMode, Method, Stage
from tracker.policy.wording import blank, too_short


@dataclass(frozen=True, slots=True)
class ExcuseFacts:
    """A step that somebody asks to set aside.

    ``on_list`` says that the reason is of the protocol's list, ``closed`` that the step is ended, ``waiting``
    that an excuse for it is asked for already.
    """

    case_reference: str
    step: str
    reason: str
    on_list: bool
    closed: bool
    waiting: bool


@cites(Clause.HAMDEN_D_5)
def missing_to_ask_excuse(facts: ExcuseFacts) -> tuple[Unmet, ...]:
    """Say why a step cannot be asked to be set aside: it needs no excuse, or the excuse lacks its reason."""
    if facts.closed:
        words = f"Step {facts.step} is closed already, so it needs no excuse."
        fix = f"case:{facts.case_reference}:steps:{facts.step}"
        return (Unmet(Clause.HAMDEN_D_5, words, fix=fix),)
    if facts.waiting:
        words = f"An excuse for step {facts.step} is asked for already. A supervisor rules on it."
        return (Unmet(Clause.HAMDEN_D_5, words),)
    listed = (
        ()
        if facts.on_list
        else (Unmet(Clause.HAMDEN_D_5, "Choose a reason from the protocol's list.", fix="field:excuse"),)
    )
    return (*listed, *missing_in_reason(facts.reason))


@dataclass(frozen=True, slots=True)
class ExtraFacts:
    """One search beyond the protocol, said ahead.

    ``method`` is the name that was sent; ``places`` are those that can be named, ``offered`` the ways of
    looking that the law lets be offered, ``own`` the candidate's names and handles.
    """

    query: str
    place: str
    method: str
    reason: str
    places: tuple[str, ...]
    offered: tuple[AccessMode, ...]
    protected: WordList
    own: tuple[str, ...]


@cites(Clause.HAMDEN_D_4, Clause.HAMDEN_D_5)
def missing_to_ask_extra(facts: ExtraFacts) -> tuple[Unmet, ...]:
    """Say why a search beyond the protocol cannot be asked for; R-12 and R-13 hold beyond it too."""
    unknown = missing_for_name(facts.method)
    if unknown:
        return unknown
    unmet = []
    if blank(facts.query):
        unmet.append(Unmet(None, "Enter what you would search for."))
    if facts.place not in facts.places:
        unmet.append(Unmet(None, "Choose where you would search."))
    return (
        *unmet,
        *(missing_in_text(facts.query) or missing_for_query(facts.query, facts.protected, facts.own)),
        *missing_for_law(Method(facts.method), facts.offered),
        *missing_in_reason(facts.reason),
        *missing_in_ground(facts.reason, "reason"),
    )


@cites(Clause.HAMDEN_D_5)
def missing_to_use(reference: str, step: str, used_by: str) -> tuple[Unmet, ...]:
    """Say why an approved request does not cover one more search: it covered ``used_by`` (R-15)."""
    if not used_by:
        return ()
    words = f"Request {reference} is used already, by search {used_by}. Ask for another extra search."
    return (Unmet(Clause.HAMDEN_D_5, words, fix=f"step:{step}:ask", ref="R-15"),)


@dataclass(frozen=True, slots=True)
class RulingFacts:
    """A ruling that somebody is about to make on a request; ``excuse`` tells it from an extra search.

    ``closed`` says that its step is ended by now.
    """

    step: str
    ruler: UUID
    asked_by: UUID
    approve: bool
    reason: str
    excuse: bool
    closed: bool
    stage: Stage
    correcting: bool = False


@cites(Clause.HAMDEN_D_5)
def missing_to_rule_on(facts: RulingFacts) -> tuple[Unmet, ...]:
    """Say why this ruling is not made: whoever asks does not rule, and a yes needs something left to do."""
    if facts.stage in UNREAD:
        words = "This application is over, so nothing more is searched, and the request needs no answer."
        return (Unmet(Clause.HAMDEN_D_5, words),)
    unmet = missing_to_approve(facts.ruler, facts.asked_by) or missing_in_reason(facts.reason)
    if unmet or not facts.approve:
        return unmet  # whoever says no may say that a choice of access is no reason
    if not facts.excuse and (ground := missing_in_ground(facts.reason, "reason")):
        return ground
    begin = missing_to_begin(facts.stage, affidavit_filed=True)  # nothing was asked for before it
    begin = begin or missing_to_search_on(correcting=facts.correcting)
    if begin or not (facts.excuse and facts.closed):
        return begin
    words = f"Step {facts.step} was closed meanwhile, so it needs no excuse. Do not approve this request."
    return (Unmet(Clause.HAMDEN_D_5, words),)


@cites(Clause.HAMDEN_D_5)
def missing_in_reason(reason: str) -> tuple[Unmet, ...]:
    """Say what a reason to differ, or to rule on differing, lacks."""
    short = Unmet(Clause.HAMDEN_D_5, "Write the reason in a few words.", fix="field:reason")
    return (*((short,) if too_short(reason) else ()), *missing_in_text(reason))
