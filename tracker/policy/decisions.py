"""What a board must have done before its decision is recorded."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.closing import WHO_STILL_READS
from tracker.policy.declining import missing_in_ground
from tracker.policy.facts import DecisionFacts, PacketFacts
from tracker.policy.relied import missing_in_links, missing_to_attest
from tracker.policy.vocabulary import Outcome
from tracker.policy.wording import counted, too_short

NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
"""Small counts at the start of a sentence."""
TOLD_OF_CORRECTION = "It took the place of a packet that was not right. Only this one counts: read it anew."
"""What a board is told of a correction; why it was made stays in the file (Hampton C.3.d)."""


@cites(Clause.HAMPTON_D_1)
def missing_to_open(facts: PacketFacts) -> tuple[Unmet, ...]:
    """Say why a packet is not read any more: nobody needs it for their part of the work."""
    if not facts.closed:
        return ()
    words = f"This packet is closed, because the candidate withdrew or the case is closed. {WHO_STILL_READS}"
    return (Unmet(Clause.HAMPTON_D_1, words),)


@cites(Clause.HAMPTON_D_1, Clause.HAMPTON_C_3_D)
def missing_to_read(facts: PacketFacts, person: UUID) -> tuple[Unmet, ...]:
    """Say why a member does not read a packet: it is closed, or was corrected before they opened it.

    Who opened it before the correction still can, to see what changed.
    """
    closed = missing_to_open(facts)
    if closed or not facts.corrected_by or person in facts.opened_by:
        return closed
    words = (
        "This is an earlier packet of the candidate, which was corrected before you opened it. It stays "
        "closed to you: read the packet that counts."
    )
    return (Unmet(Clause.HAMPTON_C_3_D, words, fix=_place(facts.corrected_by)),)


@cites(Clause.HAMPTON_C_3_D)
def missing_to_publish(newest_edition: int, *, corrects: bool) -> tuple[Unmet, ...]:
    """Say why a page cannot be put before the board; ``newest_edition`` is 0 while it has none."""
    rule = Clause.HAMPTON_C_3_D
    if newest_edition and not corrects:
        words = "The board has a page of this candidate already. Correct it, and say why."
        return (Unmet(rule, words),)
    if corrects and not newest_edition:
        return (Unmet(rule, "The board has no page of this candidate yet, so there is none to correct."),)
    return ()


@cites(Clause.HAMPTON_C_3_D)
def missing_to_acknowledge(reference: str, *, opened: bool, current: bool) -> tuple[Unmet, ...]:
    """Say why a member cannot confirm that they have read this page."""
    if not current:
        return (_corrected(reference),)
    if not opened:
        return (Unmet(None, "Open the packet first, then confirm that you have read it.", _place(reference)),)
    return ()


def _corrected(reference: str) -> Unmet:
    words = "This packet was corrected after it was released. Read the corrected packet first."
    return Unmet(Clause.HAMPTON_C_3_D, words, fix=_place(reference))


def _place(reference: str) -> str:
    return f"packet:{reference}"


def still_to_read(facts: DecisionFacts) -> frozenset[UUID]:
    """Return the seated members who have neither read this packet nor stepped out."""
    return facts.seated - facts.acknowledged - taking_no_part(facts)


def taking_no_part(facts: DecisionFacts | PacketFacts) -> frozenset[UUID]:
    """Return who takes no part: whoever stepped out, declared a tie, or saw raw material."""
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
    return (
        *_members(facts),
        *missing_in_verdict(
            facts.outcome,
            facts.grounds,
            facts.known_grounds,
            outside=facts.outside_information,
            explanation=facts.outside_explanation,
        ),
        *missing_in_links(
            facts.outcome,
            facts.grounds,
            facts.links,
            facts.findings,
            outside=facts.outside_information,
            names=facts.ground_names,
        ),
        *missing_to_attest(no_own_search=facts.no_own_search),
    )


@cites(Clause.HAMDEN_D_6)
def missing_in_verdict(
    outcome: Outcome | None,
    grounds: Collection[str],
    known_grounds: Collection[str],
    *,
    outside: bool | None,
    explanation: str,
) -> tuple[Unmet, ...]:
    """Say what is left to choose or to write in the form of a decision, each beside its field."""
    return (*_outcome(outcome, grounds, known_grounds), *_outside(outside, explanation))


@cites(Clause.HAMDEN_D_2)
def missing_to_meet(reference: str, left: frozenset[UUID], names: Mapping[UUID, str]) -> tuple[Unmet, ...]:
    """Say which members have still to read a packet before the chair is asked for a decision (R-26)."""
    if not left:
        return ()
    known = ", ".join(sorted(names.get(person, "a member") for person in left))
    number = NUMBERS[len(left)] if len(left) < len(NUMBERS) else str(len(left))
    members = "member has" if len(left) == 1 else "members have"
    they = "that member does" if len(left) == 1 else "they do"
    words = f"{number} {members} not read or stepped out: {known}. Record the decision after {they}."
    return (Unmet(Clause.HAMDEN_D_2, words, fix=_place(reference), ref="R-26"),)


def _members(facts: DecisionFacts) -> list[Unmet]:
    unmet = list(missing_to_meet(facts.reference, still_to_read(facts), facts.names))
    if not facts.seated - taking_no_part(facts):
        words = "Every member has stepped out, so nobody is left to decide. HR can seat somebody else."
        unmet.append(Unmet(Clause.HAMDEN_D_2, words))
    if facts.recorded_by is not None and facts.recorded_by in taking_no_part(facts):
        words = "You take no part in this decision, so somebody else records it."
        unmet.append(Unmet(Clause.HAMDEN_D_2, words, ref="R-23"))
    if facts.recorded_by is not None and facts.recorded_by not in facts.seated:
        unmet.append(Unmet(Clause.HAMDEN_D_2, "Only a member of this board records its decision."))
    if not facts.packet_current:
        unmet.append(_corrected(facts.reference))
    return unmet


@cites(Clause.HAMPTON_C_3_D)
def decided_on_superseded(decided_edition: int, newest_edition: int) -> bool:
    """Say whether a decision was made on a page that was corrected afterwards, and so needs another look."""
    return decided_edition < newest_edition


@cites(Clause.HAMPTON_C_3_D)
def missing_to_uphold(*, superseded: bool, upheld: bool, reason: str) -> tuple[Unmet, ...]:
    """Say why the Chief does not record that a decision stands; otherwise the board decides anew.

    ``superseded`` says that its page was corrected since, ``upheld`` that a reason is on record for the page
    that counts.
    """
    rule = Clause.HAMPTON_C_3_D
    if not superseded:
        return (Unmet(rule, "The decision was made on the page that counts, so nothing is to be upheld."),)
    if upheld:
        return (Unmet(rule, "Why this decision stands is on record already."),)
    if too_short(reason):
        words = "Write why the decision stands though its page was corrected, in a few words."
        return (Unmet(rule, words, fix="field:reason"),)
    return missing_in_ground(reason, "reason")


def _outcome(
    outcome: Outcome | None, grounds: Collection[str], known_grounds: Collection[str]
) -> list[Unmet]:
    if outcome is None:
        return [Unmet(None, "Choose what the board decided.", "field:outcome")]
    unmet = []
    if outcome is Outcome.NOT_CONTINUE and not grounds:
        unmet.append(Unmet(Clause.HAMDEN_D_6, "Choose at least one job-related ground.", "field:grounds"))
    unknown = [ground for ground in grounds if ground not in known_grounds]
    if unknown:
        words = f"{counted(len(unknown), 'ground is', 'grounds are')} not on the agency's job-related list."
        unmet.append(Unmet(Clause.HAMDEN_D_6, words, fix="field:grounds"))
    return unmet


def _outside(outside: bool | None, explanation: str) -> list[Unmet]:
    if outside is None:
        words = "Say whether anything outside this packet informed the decision."
        return [Unmet(Clause.HAMDEN_D_6, words, fix="field:outside")]
    if outside and too_short(explanation):
        words = "Write what informed the decision besides the packet."
        return [Unmet(Clause.HAMDEN_D_6, words, fix="field:explanation")]
    return list(missing_in_ground(explanation, "explanation")) if outside else []
