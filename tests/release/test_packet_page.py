"""The page that the board reads: the same bytes for the same facts, the same shape for everyone."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.factories.release import Reviewed
from tests.people import People
from tests.policy.work import finding
from tracker.answering.words import NOT_ASKED_YET
from tracker.db import unit_of_work
from tracker.policy.actors import Role
from tracker.policy.clauses import Clause
from tracker.policy.relied import published_findings
from tracker.policy.vocabulary import Check, Direction
from tracker.release.material import material_of
from tracker.release.packet_page import PacketView, page_finding, render, words_of
from tracker.requisitions.service import record_deviation

NAMES = {"reliability": "Reliability"}
VIEW = PacketView("C-26-7KQ4M", "Social media review", 1, 24, 25, ())


def view(*statements: str) -> PacketView:
    """Return what a page with these statements is made of."""
    made = tuple(page_finding(finding(statement=words), "May 4, 2025", NAMES) for words in statements)
    return replace(VIEW, findings=made)


class TestBytes:
    def test_the_same_facts_make_the_same_bytes(self) -> None:
        first, second = render(view("One.", "Two.")), render(view("One.", "Two."))
        assert first == second
        assert first.fingerprint == hashlib.sha256(first.content).hexdigest()

    @given(st.text(max_size=60), st.text(max_size=60))
    def test_another_wording_is_another_fingerprint(self, one: str, other: str) -> None:
        pages = render(view(one)), render(view(other))
        assert (pages[0].fingerprint == pages[1].fingerprint) == (one == other)

    @given(st.lists(st.sampled_from(["One.", "<h3>Finding 7</h3>", "Finding 9"]), max_size=4))
    def test_findings_are_numbered_and_nobodys_words_add_one(self, statements: list[str]) -> None:
        numbers = tuple(one.number for one in published_findings(render(view(*statements)).text))
        assert numbers == tuple(range(1, len(statements) + 1))

    @given(st.text(alphabet="<>&\"'/=scriptonabc {}%#-\n", max_size=80))
    def test_whatever_is_written_stays_text(self, words: str) -> None:
        page = render(view(words))
        document = html5lib.parseFragment(page.text, namespaceHTMLElements=False)
        tags = {element.tag for element in document.iter() if isinstance(element.tag, str)}
        assert tags <= {
            "DOCUMENT_FRAGMENT",
            "article",
            "h1",
            "h2",
            "h3",
            "p",
            "section",
            "dl",
            "div",
            "dt",
            "dd",
        }
        assert all(set(element.attrib) <= {"class"} for element in document.iter())

    def test_words_are_those_that_are_read(self) -> None:
        assert list(words_of("<p class='a b'>One&nbsp;two</p><p>three &amp; four</p>")) == [
            "One",
            "two",
            "three",
            "&",
            "four",
        ]
        assert render(VIEW).words < 100
        assert render(view("One two three.")).words > render(view("One two.")).words


class TestShape:
    def test_every_page_has_the_same_parts_in_the_same_order(self) -> None:
        for page in (render(VIEW), render(view("One.")), render(view("One.", "Two."))):
            parts = ["Internet review done.", "What was done", "Findings"]
            places = [page.text.index(part) for part in parts]
            assert places == sorted(places)

    def test_each_finding_says_six_things(self) -> None:
        page = render(view("The candidate organized a food drive."))
        labels = ("What", "When", "Direction", "Bears on", "How sure", "Candidate’s answer")
        assert [page.text.count(f"<dt>{label}</dt>") for label in labels] == [1] * 6
        assert "May 4, 2025" in page.text
        assert "Speaks for the candidate" in page.text

    def test_a_day_that_nobody_knows_is_said_so(self) -> None:
        made = page_finding(finding(), "", NAMES)
        assert made.when == "The day is not known"

    def test_the_comment_and_the_reason_never_travel(self) -> None:
        facts = finding(
            observed="OBSERVED-CANARY", job_reason="REASON-CANARY", source_link="https://l.example"
        )
        page = render(replace(VIEW, findings=(page_finding(facts, "", NAMES),)))
        for word in ("OBSERVED-CANARY", "REASON-CANARY", "l.example", facts.reference):
            assert word not in page.text

    @pytest.mark.clause("Hamden D.6")
    def test_checks_that_are_open_are_not_said_to_be_passed(self) -> None:
        passed = page_finding(finding(), "", NAMES)
        assert passed.sure.startswith("Passed all ten checks")
        nine = tuple(one for one in finding().checks if one.check is not Check.SECOND_READER)
        beside = page_finding(finding(checks=nine), "", NAMES)
        assert beside == passed, "the page in review is the page that is released"
        left = page_finding(finding(checks=()), "", NAMES)
        assert left.sure == "Not all ten checks are answered Yes yet."

    @pytest.mark.clause("Hamden D.6")
    @pytest.mark.parametrize(
        ("identifiers", "declared", "said"),
        [
            (2, False, "2 independent identifiers tie the account to the candidate."),
            (1, True, "The candidate declared this account."),
            (0, True, "The candidate declared this account."),
        ],
    )
    def test_what_ties_the_account_is_what_it_passed_on(
        self, identifiers: int, declared: bool, said: str
    ) -> None:
        made = page_finding(finding(identifiers=identifiers, declared=declared), "", NAMES)
        assert made.sure == f"Passed all ten checks, the last by a second reader. {said}"

    def test_steps_that_are_open_are_not_said_to_be_done(self) -> None:
        assert "24 steps, each done, or excused" in render(VIEW).text
        left = render(replace(VIEW, open_steps=3)).text
        assert "24 steps, 3 of them still open." in left
        assert "Internet review not finished." in left

    def test_a_concern_keeps_a_place_for_the_answer(self) -> None:
        made = page_finding(finding(direction=Direction.CONCERN), "", NAMES, NOT_ASKED_YET)
        assert made.answer == "The candidate has not been asked yet."


def test_none_found_and_none_releasable_are_the_same_page(session: Session, unit: Reviewed) -> None:
    nothing = unit.searched("Andre Whitfield")
    withheld = unit.searched("Lina Castellanos")
    found = unit.validated(withheld)
    unit.begin(unit.submit(withheld))
    unit.rule(withheld, found, "The account belongs to somebody of the same name.")
    pages = [material_of(session, unit.now(case)).page.content for case in (nothing, withheld)]
    assert pages[0].replace(nothing.reference.encode(), withheld.reference.encode()) == pages[1]


def test_work_beyond_the_protocol_does_not_show(session: Session, unit: Reviewed) -> None:
    case = unit.searched()
    before = material_of(session, case).page
    unit.searched_too(case, unit.dana)  # once more at a place that was searched already
    assert material_of(session, unit.now(case)).page == before


def test_looking_twice_shows_the_same(session: Session, unit: Reviewed) -> None:
    case, _ = unit.ready(findings=2)
    first = material_of(session, case).page
    session.rollback()
    assert material_of(session, unit.now(case)).page == first


def test_a_deviation_shows_on_the_page_and_opens_the_gate_again(
    session: Session, unit: Reviewed, people: People
) -> None:
    case, _ = unit.ready()
    before = material_of(session, case).page
    assert "A designated searcher, who takes no part" in before.text
    chief = people.make("Chief Avery Stone", Role.CHIEF)
    other = people.make("Luis Vega", Role.INVESTIGATOR)
    for clause, person in ((Clause.HAMDEN_D_3, other), (Clause.HAMDEN_D_3, unit.dana)):
        assert material_of(session, unit.now(case)).page == before, "it is not about who worked here"
        with unit_of_work(chief) as work:
            record_deviation(
                work,
                unit.requisition,
                clause=clause.key,
                person_id=person.person_id,
                reason="Her course was moved to May.",
                compensating_control="Two supervisors read her searches.",
            )
    after = material_of(session, unit.now(case)).page
    assert after.fingerprint != before.fingerprint
    assert "A searcher, who takes no part" in after.text
    assert "a deviation from General Order 004-011 D.3: somebody who worked here may search" in after.text
    assert "course" not in after.text
    assert (
        render(replace(VIEW, deviated=frozenset({Clause.HAMDEN_D_2}))).text.count(
            "D.2: somebody who worked here may sit"
        )
        == 1
    )
    assert "for the whole agency: duties are by case" in render(replace(VIEW, by_case=True)).text
