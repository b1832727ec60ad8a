"""A hold and a disposal at once: whoever comes second is told so, and what is held keeps its keys."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from threading import Event as Signal
from types import ModuleType
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories.requisitions import hr
from tests.pages.filled import send, text_of
from tests.people import People
from tests.records.test_disposal import approving, as_it_is, chief, keys_of, proposing, two_closed
from tests.records.test_holds import WORDS, counsel, placed
from tracker.cases.queries import facts_of
from tracker.clock import FixedClock
from tracker.db import db
from tracker.policy.actors import SYSTEM
from tracker.policy.answers import Refused
from tracker.policy.facts import CaseFacts, RequisitionFacts
from tracker.records import disposing, service
from tracker.records.queries import gone_before, hold_lines, holds_standing
from tracker.requisitions.models import Requisition
from tracker.requisitions.queries import requisition_facts

HELD = pytest.mark.parametrize("whole", [False, True], ids=["case", "requisition"])


class Halted:
    """One act, stopped on its way inside its transaction, and another that comes meanwhile."""

    def __init__(self, app: Flask, monkeypatch: pytest.MonkeyPatch, room: ModuleType, step: str) -> None:
        """Stop whoever first comes to a step of a module until somebody lets them go."""
        self._app, self._there, self._goes = app, Signal(), Signal()
        before: Callable[..., Any] = getattr(room, step)

        def stopped(*given: Any, **named: Any) -> Any:
            self._there.set()
            assert self._goes.wait(20)
            return before(*given, **named)

        monkeypatch.setattr(room, step, stopped)

    def both(self, first: Callable[[], Any], second: Callable[[], Any]) -> tuple[Future[Any], Future[Any]]:
        """Begin the first act, begin the second while it is under way, and let both end."""
        with ThreadPoolExecutor(2) as pool:
            one = pool.submit(self._inside, first)
            assert self._there.wait(20)
            other = pool.submit(self._inside, second)
            with pytest.raises(NotYet):
                other.result(0.3)
            self._goes.set()
        return one, other

    def _inside(self, act: Callable[[], Any]) -> Any:
        with self._app.app_context():
            return act()


def round_of(session: Session, case: CaseFacts) -> RequisitionFacts:
    """Return the requisition of a case."""
    reference = session.scalars(select(Requisition.reference).where(Requisition.id == case.requisition_id))
    return requisition_facts(session, SYSTEM, requisition=reference.one())


@HELD
@pytest.mark.clause("Hamden A.7")
def test_a_hold_that_comes_while_a_batch_is_approved_is_told_that_the_case_is_gone(
    app: Flask,
    session: Session,
    people: People,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
    whole: bool,
) -> None:
    case, other = two_closed(people, clock)
    requisition = round_of(session, case)
    batch, head, voss = proposing(hr(people), case), chief(people), counsel(people)
    session.rollback()
    halted = Halted(app, monkeypatch, disposing, "forget_accounts")
    approved, held = halted.both(
        lambda: approving(head, batch), lambda: placed(voss, requisition if whole else case)
    )
    approved.result()
    session.rollback()
    assert facts_of(session, case.case_id).disposed
    assert keys_of(session, case.case_id) == []
    if not whole:
        with pytest.raises(Refused, match=f"Case {case.reference} was disposed of. Nothing of it is left"):
            held.result()
        assert hold_lines(session) == ()
        return
    assert holds_standing(session, {other.case_id}), "the others are held from now on"
    (line,) = hold_lines(session)
    assert gone_before(session, line.hold_id) == (case.reference,)


@HELD
@pytest.mark.clause("Hamden A.7")
def test_a_batch_that_is_approved_while_a_hold_is_placed_leaves_the_case_out(
    app: Flask,
    session: Session,
    people: People,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
    whole: bool,
) -> None:
    case, other = two_closed(people, clock)
    requisition = round_of(session, case)
    batch, head, voss = proposing(hr(people), case, other), chief(people), counsel(people)
    before = keys_of(session, case.case_id)
    session.rollback()
    halted = Halted(app, monkeypatch, service, "record")
    held, approved = halted.both(
        lambda: placed(voss, requisition if whole else case), lambda: approving(head, batch)
    )
    assert held.result()
    assert keys_of(session, case.case_id) == before != []
    if whole:
        with pytest.raises(Refused, match=r"on hold \(matter 26-114\)"):
            approved.result()
        return
    approved.result()
    view = as_it_is(session, batch)
    assert [item.now.reference for item in view.disposed] == [other.reference]
    assert [item.why for item in view.left_out] == [
        "This case is on hold (matter 26-114). It cannot be disposed of."
    ]


@pytest.mark.clause("Hamden A.7")
def test_whoever_holds_what_is_gone_is_told_and_loses_nothing_typed(
    people: People, clock: FixedClock
) -> None:
    with people.app.app_context():
        case, _ = two_closed(people, clock)
        approving(chief(people), proposing(hr(people), case))
        db.session.rollback()
        whole = round_of(db.session, case).reference
    voss = people.browser(counsel(people))
    typed = {"matter": "26-114", "issuer": "City Attorney", "issued_on": "2026-03-02", "reason": WORDS.reason}
    page = send(voss, "/audit/holds/new", held=case.reference, **typed)
    assert page.status_code == 409
    assert f"Case {case.reference} was disposed of." in page.text
    assert WORDS.reason in page.text
    page = voss.get(send(voss, "/audit/holds/new", held=whole, **typed).headers["Location"])
    assert f"so that it keeps nothing of them: {case.reference}." in text_of(page)
