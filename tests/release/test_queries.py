"""What the pages on the way to the board read, in a fixed number of statements."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests.factories.release import Reviewed
from tests.vault.counting import statements
from tracker.board.models import Packet
from tracker.board.queries import Altered
from tracker.cases.models import Case
from tracker.clock import FixedClock, agency_day
from tracker.db import clock_of, db, unit_of_work
from tracker.findings.linking import link_captures
from tracker.policy.answers import NotFound
from tracker.policy.facts import CaseFacts
from tracker.policy.vocabulary import CheckAnswer
from tracker.policy.wording import day
from tracker.protocol.case_top import case_top
from tracker.release import review_service
from tracker.release.correction_pages import correction_page
from tracker.release.queries import preview_page, submit_page
from tracker.release.queue import queue_of
from tracker.release.returned import returned_page
from tracker.release.review_pages import decide_page, reading_page, review_page
from tracker.release.standing import Asked
from tracker.validation.service import Said

Page = Callable[[Session, Reviewed, CaseFacts], object]


def preview(session: Session, unit: Reviewed, case: CaseFacts) -> object:
    """Open the preview."""
    return preview_page(session, unit.dana, case)


def submit(session: Session, unit: Reviewed, case: CaseFacts) -> object:
    """Open the list of what is left."""
    return submit_page(session, unit.dana, case, clock_of(session).now())


def review(session: Session, unit: Reviewed, case: CaseFacts) -> object:
    """Open the review."""
    return review_page(session, unit.supervisor, case, clock_of(session).now())


def reading(session: Session, unit: Reviewed, case: CaseFacts) -> object:
    """Open one finding for the second reading."""
    return reading_page(session, unit.supervisor, case, unit.finding_references(case)[0])


def decide(session: Session, unit: Reviewed, case: CaseFacts) -> object:
    """Open the decision."""
    return decide_page(session, unit.supervisor, case, clock_of(session).now())


def counted(session: Session, page: Page, unit: Reviewed, case: CaseFacts) -> int:
    """Return how many statements a page takes."""
    session.rollback()
    with statements(db.engine) as seen:
        assert page(session, unit, case)
    return len(seen)


class TestStatements:
    def test_on_the_investigators_side_they_do_not_grow(self, session: Session, unit: Reviewed) -> None:
        case = unit.searched()
        for _ in range(2):
            unit.validated(case)
        few = [counted(session, page, unit, unit.now(case)) for page in (preview, submit)]
        for _ in range(58):
            unit.finding(case, captures=[unit.capture(case)] if _ < 20 else ())
        assert [counted(session, page, unit, unit.now(case)) for page in (preview, submit)] == few

    def test_on_the_reviewers_side_they_do_not_grow(self, session: Session, unit: Reviewed) -> None:
        pages = (review, reading, decide)
        few, _ = unit.ready(findings=2)
        unit.rule(few, unit.finding_references(few)[0], withhold=False)
        many = unit.searched("Andre Whitfield")
        for number in range(60):
            finding = unit.finding(many, captures=[unit.capture(many)] if number < 20 else ())
            with unit_of_work(unit.dana) as work:
                review_service.withhold_finding(
                    work, unit.now(many), finding=finding, withhold=True, reason="It is not for the board."
                )
        unit.verify(many)
        unit.begin(unit.submit(many))
        # What has answers and screens takes one statement more for the key than what has none.
        finding = unit.finding_references(many)[0]
        unit.read(many, finding)
        unit.look(many, unit.supervisor)
        shown = unit.now(many)
        assert len(review_page(session, unit.supervisor, shown, clock_of(session).now()).findings) == 60
        grown = [counted(session, page, unit, shown) - counted(session, page, unit, few) for page in pages]
        assert all(more <= 0 for more in grown)

    def test_the_queue_takes_as_many_at_any_length(self, session: Session, unit: Reviewed) -> None:
        def count() -> int:
            session.rollback()
            with statements(db.engine) as seen:
                queue_of(session, unit.supervisor.person_id, clock_of(session).now())
            return len(seen)

        unit.submit(unit.searched())
        few = count()
        for number in range(5):
            unit.submit(unit.searched(f"Candidate {number}"))
        assert count() == few
        assert len(queue_of(session, unit.supervisor.person_id, clock_of(session).now()).waiting) == 6


class TestQueue:
    def test_the_oldest_comes_first(self, session: Session, unit: Reviewed, clock: FixedClock) -> None:
        first = unit.submit(unit.searched("Andre Whitfield"))
        clock.advance(timedelta(hours=41))
        second = unit.submit(unit.searched("Lina Castellanos"))
        queue = queue_of(session, unit.supervisor.person_id, clock_of(session).now())
        assert [one.reference for one in queue.waiting] == [first.reference, second.reference]
        assert [one.waiting for one in queue.waiting] == ["41 hours", "less than an hour"]
        clock.advance(timedelta(hours=8))
        queue = queue_of(session, unit.supervisor.person_id, clock_of(session).now())
        assert [one.waiting for one in queue.waiting] == ["2 days", "8 hours"]
        assert queue.waiting[0].candidate == "Andre Whitfield"
        assert queue.next is queue.waiting[0]

    def test_own_searches_and_opened_reviews_are_not_next(self, session: Session, unit: Reviewed) -> None:
        own = unit.submit(unit.searched("Andre Whitfield"))
        unit.searched_too(own, unit.supervisor)
        unit.begin(unit.submit(unit.searched("Lina Castellanos")), unit.brown)
        queue = queue_of(session, unit.supervisor.person_id, clock_of(session).now())
        assert queue.next is None
        assert {one.state[0] for one in queue.waiting} == {"For someone else", "In review"}

    def test_recalled_and_released_cases_do_not_wait(self, session: Session, unit: Reviewed) -> None:
        case, _ = unit.ready(findings=0)
        unit.release(case)
        queue = queue_of(session, unit.supervisor.person_id, clock_of(session).now())
        assert queue.waiting == ()
        assert [one.reference for one in queue.released] == [case.reference]

    def test_what_came_again_says_so(self, session: Session, unit: Reviewed) -> None:
        case = unit.begin(unit.submit(unit.searched()))
        with unit_of_work(unit.supervisor) as work:
            review_service.return_case(work, case, asked=[Asked("", "Step 12 looks short.")])
        unit.submit(case)
        queue = queue_of(session, unit.supervisor.person_id, clock_of(session).now())
        assert queue.waiting[0].state == ("Submitted again: nothing changed", "waiting")

    def test_what_came_again_says_with_how_many_changes(
        self, session: Session, unit: Reviewed, clock: FixedClock
    ) -> None:
        case, (finding,) = unit.ready()
        with unit_of_work(unit.supervisor) as work:
            review_service.return_case(work, case, asked=[Asked(finding, "Say in which town.")])
        clock.advance(timedelta(minutes=5))
        unit.revise(case, finding, relevance="Another reason why it matters.")
        unit.screen(case, finding)
        unit.check(case, finding)
        unit.capture(case)
        unit.verify(case)
        unit.submit(case)
        (waiting,) = queue_of(session, unit.supervisor.person_id, clock_of(session).now()).waiting
        assert waiting.state == ("Submitted again: 2 changes", "waiting"), "the finding, and the capture"

    def test_a_long_queue_is_read_in_pages(self, session: Session, unit: Reviewed, clock: FixedClock) -> None:
        cases = []
        for name in ("Andre Whitfield", "Lina Castellanos", "Marisol Peña"):
            cases.append(unit.submit(unit.searched(name)).reference)
            clock.advance(timedelta(hours=1))
        person, now = unit.supervisor.person_id, clock_of(session).now()
        first = queue_of(session, person, now, most=2)
        assert [one.reference for one in first.waiting] == cases[:2]
        assert (first.first, first.after) == (True, cases[1])
        second = queue_of(session, person, now, after=first.after, most=2)
        assert [one.reference for one in second.waiting] == cases[2:]
        assert (second.first, second.after) == (False, "")
        assert queue_of(session, person, now, after="C-26-NOONE").first

    def test_an_empty_queue_says_what_is_due_next(self, session: Session, unit: Reviewed) -> None:
        one = unit.searched("Andre Whitfield")
        unit.searched("Lina Castellanos")
        due = agency_day(session.get_one(Case, one.case_id).due_at)
        queue = queue_of(session, unit.supervisor.person_id, clock_of(session).now())
        assert queue.due_next == f"2 due {due:%A}, {day(due)}."


class TestPages:
    def test_changes_since_the_return_stand_beside_the_asks(
        self, session: Session, unit: Reviewed, clock: FixedClock
    ) -> None:
        case, (finding,) = unit.ready()
        with unit_of_work(unit.supervisor) as work:
            asked = [Asked(finding, "Say in which town."), Asked("", "Step 12 looks short.")]
            review_service.return_case(work, case, asked=asked)
        page = returned_page(session, unit.dana, unit.now(case))
        assert [one.done for one in page.back.items] == [(), ()]
        assert page.left
        clock.advance(timedelta(minutes=5))
        capture = unit.capture(case)
        with unit_of_work(unit.dana) as work:
            link_captures(work, unit.now(case), finding=finding, captures=(capture,))
        unit.check(case, finding, Said(CheckAnswer.YES, "The post itself shows its date."))
        linked, answered, *others = returned_page(session, unit.dana, unit.now(case)).back.items[0].done
        assert linked == f"Dana Ruiz linked capture {capture} to finding {finding}"
        checks = (
            rf"Dana Ruiz answered check 1 on finding {finding}, version 1: yes; and \d more checks likewise"
        )
        assert re.fullmatch(checks, answered), "one line for checks answered alike"
        assert not others
        unit.revise(case, finding, relevance="Another reason why it matters.")
        page = returned_page(session, unit.dana, unit.now(case))
        assert f"Dana Ruiz wrote version 2 of finding {finding}" in page.back.items[0].done[-1]
        assert page.left, "what was done is not yet an answer"
        whole = page.back.items[1]
        (added,) = whole.done
        assert added.startswith(f"Dana Ruiz added capture {capture}"), (
            "the rest stands under the finding, once"
        )
        assert whole.elsewhere
        assert page.back.returned.by == "Lt. Ama Okafor"

    def test_the_bar_says_overdue_until_nothing_is_left_to_do(
        self, session: Session, unit: Reviewed, clock: FixedClock
    ) -> None:
        case, _ = unit.ready(findings=0)
        assert case_top(session, unit.dana, case).overdue == 0
        clock.advance(timedelta(days=60))
        late = case_top(session, unit.dana, case)
        assert (late.overdue > 0, late.over) == (True, False)
        clock.advance(timedelta(days=-60))
        unit.release(case)
        clock.advance(timedelta(days=60))
        session.rollback()
        after = case_top(session, unit.dana, unit.now(case))
        assert (after.overdue, after.over) == (0, True)

    def test_before_the_first_return_there_is_no_page(self, session: Session, unit: Reviewed) -> None:
        with pytest.raises(NotFound):
            returned_page(session, unit.dana, unit.searched())

    def test_a_review_stands_beside_the_other_cases_and_names_none(
        self, session: Session, unit: Reviewed
    ) -> None:
        others = [unit.searched(name).reference for name in ("Andre Whitfield", "Lina Castellanos")]
        case = unit.begin(unit.submit(unit.searched()))
        now = clock_of(session).now()
        searched = review_page(session, unit.supervisor, case, now).searched
        assert searched is not None
        assert searched.unlike == ()
        assert searched.sentence == f"All {len(searched.steps)} steps are as with the others."
        assert all(one.others == len(others) for one in searched.steps)
        assert not any(other in repr(searched) for other in others)

    def test_a_review_shows_nothing_until_it_is_opened(self, session: Session, unit: Reviewed) -> None:
        case = unit.searched()
        unit.validated(case)
        unit.submit(case)
        page = review_page(session, unit.supervisor, unit.now(case), clock_of(session).now())
        assert (page.opened, page.findings, page.gate) == (False, (), None)

    def test_what_was_not_handed_in_has_no_review(self, session: Session, unit: Reviewed) -> None:
        case = unit.searched()
        with pytest.raises(NotFound):
            review_page(session, unit.supervisor, case, clock_of(session).now())
        with pytest.raises(NotFound):
            decide_page(session, unit.supervisor, case, clock_of(session).now())
        with pytest.raises(NotFound):
            correction_page(session, unit.supervisor, case)

    def test_a_page_altered_after_release_is_not_shown(
        self, session: Session, unit: Reviewed, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        case, _ = unit.ready(findings=0)
        unit.release(case)
        assert "No job-related findings" in correction_page(session, unit.supervisor, unit.now(case)).page
        assert session.query(Packet).count() == 1
        monkeypatch.setattr("tracker.release.became.hashlib.sha256", lambda _: _Other())
        with pytest.raises(Altered):
            correction_page(session, unit.supervisor, unit.now(case))


class _Other:
    """The digest of something else."""

    def hexdigest(self) -> str:
        return "0" * 64
