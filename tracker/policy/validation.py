"""The ten checks of a finding (Hamden D.6): each Yes, No or Cannot tell, with the ground.

Four of them the system makes from what is on record; nobody can tick those. No, Cannot tell and a missing
answer all keep a finding from the board.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from uuid import UUID

from tracker.policy.answers import Unmet
from tracker.policy.casework import CheckFacts, FindingFacts
from tracker.policy.checks import BY_SECOND_READER, BY_SYSTEM, CHECKS, CheckDefinition, definition
from tracker.policy.clauses import Clause, cites
from tracker.policy.corroborating import asked_on_record
from tracker.policy.finding import missing_to_withhold
from tracker.policy.identity import missing_identity
from tracker.policy.posting import missing_in_time
from tracker.policy.sanitising import missing_for_screening
from tracker.policy.second_looks import missing_to_agree
from tracker.policy.separation import missing_to_rule
from tracker.policy.vocabulary import Check, CheckAnswer, Direction, Stage
from tracker.policy.wording import blank, counted, in_order


@cites(Clause.HAMDEN_D_6, Clause.HAMPTON_C_3_C)
def automatic_answers(finding: FindingFacts) -> tuple[CheckFacts, ...]:
    """Return the answers to the four checks that the system makes, from what is on record now."""
    return (
        _made(Check.CAPTURE_INTACT, *_capture_intact(finding)),
        _made(Check.METHOD_LAWFUL, *_method_lawful(finding)),
        _made(Check.JOB_RELATED, *_job_related(finding)),
        _made(Check.PROTECTED_REMOVED, *_protected_removed(finding)),
    )


def _made(check: Check, answer: CheckAnswer, ground: str) -> CheckFacts:
    return CheckFacts(check, answer, ground, answered_by=None, by_system=True)


def _capture_intact(finding: FindingFacts) -> tuple[CheckAnswer, str]:
    """Judge link and capture apart: the reason why one is missing says nothing about the other."""
    if any(capture.intact is False for capture in finding.captures):
        return CheckAnswer.NO, "A capture no longer matches the fingerprint it had when it was received."
    if any(capture.intact is None for capture in finding.captures):
        return CheckAnswer.CANNOT_TELL, "A capture has not been verified yet."
    if blank(finding.source_link) and blank(finding.no_source_reason):
        return CheckAnswer.CANNOT_TELL, "The source link is not given, and no reason why."
    if finding.captures:
        there = counted(len(finding.captures), "capture")
        return CheckAnswer.YES, f"{there} verified against the fingerprint at receipt."
    if blank(finding.no_capture_reason):
        return CheckAnswer.CANNOT_TELL, "No capture, and no reason why there is none."
    return CheckAnswer.YES, f"No capture, with a reason: {finding.no_capture_reason.strip()}"


def _method_lawful(finding: FindingFacts) -> tuple[CheckAnswer, str]:
    live = [search for search in finding.searches if not search.voided]
    if not live:
        return CheckAnswer.CANNOT_TELL, "No logged search leads to this finding."
    if not finding.methods_allowed:
        return CheckAnswer.NO, "A search behind this finding used a method, or access, that is not allowed."
    names = ", ".join(search.reference for search in live)
    return CheckAnswer.YES, f"Found by {names}, with allowed methods and access."


def _job_related(finding: FindingFacts) -> tuple[CheckAnswer, str]:
    if blank(finding.dimension) or blank(finding.job_reason):
        return CheckAnswer.NO, "No job dimension, or no reason why it matters."
    if not finding.dimension_known:
        return CheckAnswer.NO, "The job dimension is not on the agency's list."
    return CheckAnswer.YES, "A job dimension is chosen, with a reason."


def _protected_removed(finding: FindingFacts) -> tuple[CheckAnswer, str]:
    if not finding.screened:
        return CheckAnswer.CANNOT_TELL, "This wording has not been screened."
    left = missing_for_screening(finding)
    if left:
        return CheckAnswer.NO, f"{counted(len(left), 'suggestion is', 'suggestions are')} not settled."
    return CheckAnswer.YES, "Screened, and every suggestion settled."


@cites(Clause.HAMDEN_D_6)
def all_answers(finding: FindingFacts) -> dict[Check, CheckFacts]:
    """Return the answer to each check that has one; for the system's checks, only the system's own."""
    answers = {
        given.check: given
        for given in finding.checks
        if given.check not in BY_SYSTEM and not given.by_system and given.answered_by is not None
    }
    second = answers.get(Check.SECOND_READER)
    if second is not None and second.answered_by in _first_side(finding):
        del answers[Check.SECOND_READER]
    answers |= {made.check: made for made in automatic_answers(finding)}
    if ground := asked_on_record(finding.asked, finding.direction, finding.attribution):
        answers[Check.CORROBORATED] = _made(Check.CORROBORATED, CheckAnswer.YES, ground)
    return dict(sorted(answers.items()))


def _first_side(finding: FindingFacts) -> frozenset[UUID]:
    """Return who is no second reader of a finding: who searched, wrote, or has or had its case."""
    searchers = frozenset(search.searcher_id for search in finding.searches)
    return searchers | {finding.author_id} | finding.worked


@cites(Clause.HAMDEN_D_6)
def missing_to_answer(
    given: CheckFacts, *, second_reading: bool = False, on_record: bool = False
) -> tuple[Unmet, ...]:
    """Say why this answer cannot be saved: it is somebody else's to give, or has no ground.

    ``second_reading`` says that the second reader gives it, in the second reading; ``on_record`` that the
    record answers this check of this finding now.
    """
    name = definition(given.check).name
    if given.check in BY_SYSTEM or on_record:
        words = f"Check {given.check}, '{name}', is made by the system. It changes when the record does."
        return (Unmet(Clause.HAMDEN_D_6, words),)
    if given.check in BY_SECOND_READER and not second_reading:
        words = f"Check {given.check}, '{name}', is answered by a supervisor who did not search."
        return (Unmet(Clause.HAMDEN_D_6, words),)
    if blank(given.ground):
        return (Unmet(Clause.HAMDEN_D_6, f"Write how you know, for check {given.check}, '{name}'."),)
    return ()


@cites(Clause.HAMDEN_D_6, Clause.HAMPTON_A_10)
def missing_in_reading(
    reference: str, *, answered: bool, ground: str, withhold: bool, reason: str
) -> tuple[Unmet, ...]:
    """Say what the second reader's form lacks, all at once: answer or ground, and the reason to withhold."""
    unmet = []
    if not (answered or withhold) and blank(ground):
        words = f"Answer check {Check.SECOND_READER}. Only what is withheld is ruled on without it."
        unmet.append(Unmet(Clause.HAMDEN_D_6, words, fix="field:answer"))
    if answered and blank(ground):
        words = f"Write how you know, for check {Check.SECOND_READER}."
        unmet.append(Unmet(Clause.HAMDEN_D_6, words, fix="field:ground"))
    if not answered and not blank(ground):
        words = "You wrote how you know. Say what you know, too: Yes, No or Cannot tell."
        unmet.append(Unmet(Clause.HAMDEN_D_6, words, fix="field:answer"))
    held_back = missing_to_withhold(reference, reason) if withhold else ()
    return (*unmet, *(replace(one, fix="field:reason") for one in held_back))


@cites(Clause.HAMDEN_D_6)
def missing_to_read_second(
    reader: UUID,
    authors: Container[UUID],
    searchers: frozenset[UUID],
    stage: Stage,
    *,
    assigned: frozenset[UUID],
) -> tuple[Unmet, ...]:
    """Say why this person does not read this finding a second time, or not now."""
    unmet = missing_to_rule(reader, authors, searchers, assigned=assigned)
    if unmet or stage is Stage.REVIEW:
        return unmet
    words = "This case is not in review now, so nobody reads it a second time."
    return (Unmet(Clause.HAMDEN_D_6, words),)


@cites(Clause.HAMDEN_D_6, Clause.HAMPTON_C_1)
def missing_for_validation(finding: FindingFacts, *, second_reading: bool = True) -> tuple[Unmet, ...]:
    """Say which checks keep a finding from the board (R-20).

    ``second_reading`` is False before review, when the second person has not had a turn yet.
    """
    left = _left(finding, second_reading=second_reading)
    agreed = missing_to_agree(finding, all_answers(finding)) if second_reading else ()
    return (
        *(unmet for _, _, unmet in left),
        *agreed,
        *missing_identity(finding),
        *missing_in_time(finding.reference, finding.posted),
    )


def missing_for_gate(finding: FindingFacts, *, second_reading: bool) -> tuple[Unmet, ...]:
    """Say the same in fewer sentences: one for all the searcher's checks that nobody answered yet."""
    left = _left(finding, second_reading=second_reading)
    numbers = [str(int(one.check)) for one, given, _ in left if _unanswered(one, given)]
    others = (unmet for one, given, unmet in left if not _unanswered(one, given))
    if len(numbers) < 2:
        return missing_for_validation(finding, second_reading=second_reading)
    words = f"Finding {finding.reference} cannot be released. Checks {in_order(numbers)} have no answer yet."
    fix = f"finding:{finding.reference}:validate"
    open_ = Unmet(Clause.HAMDEN_D_6, words, fix=fix, ref="R-20")
    agreed = missing_to_agree(finding, all_answers(finding)) if second_reading else ()
    return (
        open_,
        *others,
        *agreed,
        *missing_identity(finding),
        *missing_in_time(finding.reference, finding.posted),
    )


def _unanswered(one: CheckDefinition, given: CheckFacts | None) -> bool:
    return given is None and not one.by_second_reader


def _left(
    finding: FindingFacts, *, second_reading: bool
) -> tuple[tuple[CheckDefinition, CheckFacts | None, Unmet], ...]:
    """Return the checks that are not Yes on a ground, each with its answer and with what is said of it."""
    answers = all_answers(finding)
    left = []
    for one in CHECKS:
        given = answers.get(one.check)
        if one.by_second_reader and not second_reading:
            continue
        if given is not None and given.answer is CheckAnswer.YES and not blank(given.ground):
            continue
        words = f"Finding {finding.reference} cannot be released. Check {one.check}, '{one.name}', "
        words += f"{_second_state(finding, given) if one.by_second_reader else _state(given)}."
        if given is not None and one.by_system and given.ground:
            words += f" {given.ground}"
        place = "read" if one.by_second_reader else "validate"
        place = "screen" if one.check is Check.PROTECTED_REMOVED else place
        fix = f"finding:{finding.reference}:{place}"
        left.append((one, given, Unmet(Clause.HAMDEN_D_6, words, fix=fix, ref="R-20")))
    return tuple(left)


def _second_state(finding: FindingFacts, given: CheckFacts | None) -> str:
    theirs = any(one.check is Check.SECOND_READER for one in finding.checks)
    if given is None and theirs:
        return "was answered by somebody who worked on the case, so that answer does not count"
    return _state(given)


def _state(given: CheckFacts | None) -> str:
    if given is None:
        return "has no answer yet"
    if given.answer is CheckAnswer.YES:
        return "has no ground written down"
    return "is marked No" if given.answer is CheckAnswer.NO else "is marked Cannot tell"


def asked_first(finding: FindingFacts) -> bool:
    """Say whether the candidate is asked before anyone who decides reads this."""
    return finding.direction is Direction.CONCERN
