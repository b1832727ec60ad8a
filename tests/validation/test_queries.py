"""Findings as the rules judge them, made of what is on record, in a fixed number of statements."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.factories.release import Reviewed
from tests.factories.validation import YES, finding_facts
from tests.vault.counting import statements
from tracker.db import clock_of, db, unit_of_work
from tracker.findings.capture_queries import capture_of
from tracker.findings.finding_pages import finding_page
from tracker.findings.linking import link_capture
from tracker.policy.answers import Refused
from tracker.policy.facts import CaseFacts
from tracker.policy.validation import all_answers, automatic_answers, missing_for_validation
from tracker.policy.vocabulary import Attribution, Check, CheckAnswer
from tracker.protocol.voiding import void_search
from tracker.validation.check_page import checks_page
from tracker.validation.screen_page import pieces_of, screen_page
from tracker.validation.screening import looked_at
from tracker.vault.vault import vault_of


def spoil(case: CaseFacts, reference: str) -> None:
    """Change one byte of a sealed file, as a thief or a bad disk would."""
    row = capture_of(db.session, case.case_id, reference)
    path = vault_of(db.session).files.path(row.file_id)
    path.chmod(0o600)
    sealed = bytearray(path.read_bytes())
    sealed[-1] ^= 1
    path.write_bytes(bytes(sealed))


def test_a_checked_and_screened_finding_lacks_only_the_second_reader(
    session: Session, unit: Reviewed, case: CaseFacts
) -> None:
    unit.validated(case)
    (facts,) = finding_facts(session, case.case_id)
    assert missing_for_validation(facts, second_reading=False) == ()
    (unmet,) = missing_for_validation(facts)
    assert "second reader" in unmet.sentence


@pytest.mark.clause("Hamden D.6")
def test_the_findings_own_page_calls_verified_what_ten_checks_hold(session: Session, unit: Reviewed) -> None:
    case, (finding,) = unit.ready()
    assert finding_page(session, unit.supervisor, case, finding).verified
    view = checks_page(session, unit.supervisor, case, finding, clock_of(session).now())
    assert view.verified


@pytest.mark.clause("Hampton C.3.c")
def test_a_reason_for_no_link_says_nothing_of_the_capture(
    session: Session, unit: Reviewed, case: CaseFacts
) -> None:
    unit.finding(case, source_link="", no_source_reason="It has no address.")
    unit.finding(case, no_capture_reason="The page is gone since.")
    made = sorted(
        (
            next(one for one in automatic_answers(facts) if one.check is Check.CAPTURE_INTACT)
            for facts in finding_facts(session, case.case_id)
        ),
        key=lambda one: one.answer,
    )
    assert [one.answer for one in made] == [CheckAnswer.CANNOT_TELL, CheckAnswer.YES]
    assert made[1].ground == "No capture, with a reason: The page is gone since."


def test_a_spoiled_capture_answers_no_as_soon_as_it_is_looked_at(
    session: Session, unit: Reviewed, case: CaseFacts
) -> None:
    reference = unit.capture(case)
    finding = unit.finding(case, captures=[reference])
    spoil(case, reference)
    view = checks_page(session, unit.dana, case, finding, clock_of(session).now())
    line = view.lines[Check.CAPTURE_INTACT - 1]
    assert (line.answer, line.by_system) == ("no", True)
    assert "no longer matches" in line.ground


def test_the_gate_learns_of_it_when_it_is_verified(session: Session, unit: Reviewed, case: CaseFacts) -> None:
    reference = unit.capture(case)
    unit.finding(case, captures=[reference])
    assert finding_facts(session, case.case_id)[0].captures[0].intact is None
    unit.verify(case)
    assert finding_facts(session, case.case_id)[0].captures[0].intact is True
    spoil(case, reference)
    unit.verify(case)
    assert finding_facts(session, case.case_id)[0].captures[0].intact is False


def test_a_search_entered_in_error_carries_no_finding(
    session: Session, unit: Reviewed, case: CaseFacts
) -> None:
    finding = unit.validated(case)
    with unit_of_work(unit.dana) as work:
        void_search(work, case, search=unit.source(case), reason="It was logged in the wrong case.")
    (facts,) = finding_facts(session, case.case_id)
    sentences = " ".join(one.sentence for one in missing_for_validation(facts, second_reading=False))
    assert "Check 6, 'lawful method', is marked Cannot tell" in sentences
    assert finding in sentences


def test_a_tag_needs_a_second_source(session: Session, unit: Reviewed, case: CaseFacts) -> None:
    first = unit.capture(case)
    tagged = unit.finding(case, captures=[first], attribution=Attribution.TAGGED)
    unit.screen(case, tagged)
    unit.check(case, tagged)
    unit.verify(case)
    (facts,) = finding_facts(session, case.case_id)
    assert any("somebody else's act" in one.sentence for one in missing_for_validation(facts))
    second = unit.capture(case, source_link="https://other.example/post/9")
    unit.revise(case, tagged, attribution=Attribution.TAGGED)
    with unit_of_work(unit.dana) as work:
        link_capture(work, case, finding=tagged, capture=second)
    unit.screen(case, tagged)
    unit.check(case, tagged)
    unit.verify(case)
    (facts,) = finding_facts(session, case.case_id)
    assert missing_for_validation(facts, second_reading=False) == ()


def test_a_searchers_reading_never_counts_as_the_second(
    session: Session, unit: Reviewed, case: CaseFacts
) -> None:
    finding = unit.validated(case)
    unit.begin(unit.submit(case))
    unit.read(case, finding)
    assert Check.SECOND_READER in all_answers(finding_facts(session, case.case_id)[0])
    unit.searched_too(case, unit.brown)
    with pytest.raises(Refused) as refused:
        unit.read(case, finding, person=unit.brown)
    assert refused.value.unmet[0].ref == "R-18"
    with pytest.raises(IntegrityError, match="nobody who reviewed or released a case searches in it"):
        unit.searched_too(case, unit.supervisor)
    answers = all_answers(finding_facts(session, case.case_id)[0])
    assert answers[Check.SECOND_READER].answered_by == unit.supervisor.person_id


def test_a_further_version_needs_its_checks_again(session: Session, unit: Reviewed, case: CaseFacts) -> None:
    finding = unit.validated(case)
    unit.revise(case, finding, relevance="Another reason why it matters.")
    (facts,) = finding_facts(session, case.case_id)
    assert facts.checks == ()
    assert not facts.screened


@pytest.mark.sqlite
def test_statements_do_not_grow_with_findings(session: Session, unit: Reviewed, case: CaseFacts) -> None:
    def count() -> int:
        session.rollback()
        with statements(db.engine) as seen:
            assert finding_facts(session, case.case_id)
        return len(seen)

    for _ in range(2):
        unit.validated(case)
    few = count()
    for number in range(58):
        unit.finding(case, statement=f"In May 2025 the candidate organized food drive {number}.")
    assert len(finding_facts(session, case.case_id)) == 60
    assert count() == few


@pytest.mark.sqlite
def test_pages_take_as_many_statements_at_sixty_findings(
    session: Session, unit: Reviewed, case: CaseFacts
) -> None:
    finding = unit.validated(case)
    unit.validated(case)

    def count(page: str) -> int:
        session.rollback()
        with statements(db.engine) as seen:
            if page == "checks":
                checks_page(session, unit.dana, case, finding, clock_of(session).now())
            else:
                screen_page(session, unit.dana, case, finding)
        return len(seen)

    few = count("checks"), count("screen")
    for _ in range(58):
        unit.finding(case)
    assert (count("checks"), count("screen")) == few


def test_pieces_put_together_are_the_wording() -> None:
    wording = "After church on 3/4/2025 the candidate wrote to @somebody at 12 Elm Street, obviously."
    found = looked_at(wording, ())
    pieces = pieces_of(wording, found)
    assert "".join(piece.text for piece in pieces) == wording
    assert {number for piece in pieces for number in piece.marks} == set(range(1, len(found) + 1))
    assert pieces_of("", ()) == ()


def test_the_answers_page_shows_the_newest_answer(session: Session, unit: Reviewed, case: CaseFacts) -> None:
    finding = unit.validated(case)
    unit.check(case, finding, YES)
    view = checks_page(session, unit.dana, case, finding, clock_of(session).now())
    assert view.answered == 9
    assert view.lines[9].answer == ""
    assert view.lines[0].by == "Dana Ruiz"
    assert view.lines[0].answer == CheckAnswer.YES
