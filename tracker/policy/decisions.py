"""What a board must have done before its decision is recorded."""

from __future__ import annotations

from uuid import UUID

from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.facts import DecisionFacts
from tracker.policy.vocabulary import Outcome
from tracker.policy.wording import blank, counted, listed

NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
"""Small counts at the start of a sentence."""


def still_to_read(facts: DecisionFacts) -> frozenset[UUID]:
    """Return the seated members who have neither read this packet nor stepped out."""
    return facts.seated - facts.acknowledged - taking_no_part(facts)


def taking_no_part(facts: DecisionFacts) -> frozenset[UUID]:
    """Return the members who stepped out, or who saw raw material and so take no part."""
    return facts.stepped_out | facts.exposed


@cites(Clause.HAMDEN_D_2)
def missing_to_decide(facts: DecisionFacts) -> tuple[Unmet, ...]:
    """Say what is left before the decision is recorded; empty means it can be."""
    if facts.already_decided:
        return (
            Unmet(
                None, "The decision on this packet is recorded already.", fix=f"decision:{facts.reference}"
            ),
        )
    return (*_members(facts), *_outcome(facts), *_outside(facts))


def _members(facts: DecisionFacts) -> list[Unmet]:
    unmet = []
    left = still_to_read(facts)
    if left:
        names = ", ".join(sorted(facts.names.get(person, "a member") for person in left))
        number = NUMBERS[len(left)] if len(left) < len(NUMBERS) else str(len(left))
        members = "member has" if len(left) == 1 else "members have"
        they = "that member does" if len(left) == 1 else "they do"
        words = f"{number} {members} not read or stepped out: {names}. Record the decision after {they}."
        unmet.append(Unmet(Clause.HAMDEN_D_2, words, fix=f"packet:{facts.reference}", ref="R-26"))
    if not facts.seated - taking_no_part(facts):
        words = "Every member has stepped out, so nobody is left to decide. Seat somebody else first."
        unmet.append(Unmet(Clause.HAMDEN_D_2, words, fix="requisition:board"))
    if facts.recorded_by is not None and facts.recorded_by in taking_no_part(facts):
        words = "You take no part in this decision, so somebody else records it."
        unmet.append(Unmet(Clause.HAMDEN_D_2, words, ref="R-23"))
    if facts.recorded_by is not None and facts.recorded_by not in facts.seated:
        unmet.append(Unmet(Clause.HAMDEN_D_2, "Only a member of this board records its decision."))
    if not facts.packet_current:
        words = "This page was corrected after it was read. Read the corrected page first."
        unmet.append(Unmet(Clause.HAMPTON_C_3_D, words, fix=f"packet:{facts.reference}"))
    return unmet


@cites(Clause.HAMPTON_C_3_D)
def decided_on_superseded(decided_edition: int, newest_edition: int) -> bool:
    """Say whether a decision was made on a page that was corrected afterwards, and so needs another look."""
    return decided_edition < newest_edition


@cites(Clause.HAMDEN_D_6)
def _outcome(facts: DecisionFacts) -> list[Unmet]:
    if facts.outcome is None:
        return [Unmet(None, "Choose what the board decided.")]
    unmet = []
    if facts.outcome is Outcome.NOT_CONTINUE and not facts.grounds:
        unmet.append(Unmet(Clause.HAMDEN_D_6, "Choose at least one job-related ground."))
    unknown = [ground for ground in facts.grounds if ground not in facts.known_grounds]
    if unknown:
        words = f"{counted(len(unknown), 'ground is', 'grounds are')} not on the agency's job-related list."
        unmet.append(Unmet(Clause.HAMDEN_D_6, words))
    return unmet


def _outside(facts: DecisionFacts) -> list[Unmet]:
    if facts.outside_information is None:
        return [Unmet(Clause.HAMDEN_D_6, "Say whether anything outside this packet informed the decision.")]
    if facts.outside_information and blank(facts.outside_explanation):
        return [Unmet(Clause.HAMDEN_D_6, "Write what informed the decision besides the packet.")]
    return []


def who_decided(facts: DecisionFacts) -> str:
    """Return the names of those who took part, as the decision record prints them."""
    return listed(facts.names.get(person, "a member") for person in facts.seated - taking_no_part(facts))
