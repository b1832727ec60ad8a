"""A case that was disposed of is told of in words, on every page, to whoever asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text

from tests.journeys.doors import in_case
from tests.journeys.house import address_of, browsers_of, methods_of, roles_of, rules_of
from tracker.accounts.models import Person, RoleGrant
from tracker.cases.queries import case_facts
from tracker.cases.service import close_case
from tracker.clock import FixedClock
from tracker.db import clock_of, db, unit_of_work
from tracker.findings.keepers import files_check, holders_check
from tracker.findings.rounds import go_round
from tracker.policy.actors import SYSTEM, Actor, Role
from tracker.records.disposing import approve_batch, propose_batch
from tracker.records.queries import hold_lines
from tracker.records.service import lift_hold, propose_lift

pytestmark = pytest.mark.sqlite

DECIDED = (
    "SELECT c.reference FROM cases c JOIN captures k ON k.case_id = c.id "
    "JOIN decisions d ON d.case_id = c.id WHERE c.stage = 'decided' ORDER BY c.reference"
)


@pytest.fixture(scope="module")
def disposed(grown: Flask) -> Iterator[str]:
    """A decided case with everything in it, closed, kept its time, and disposed of."""
    with grown.app_context():
        info = db.sessionmaker.kw["info"]
        reference = str(db.session.scalar(text(DECIDED)))
        keeper, head, counsel = (_working_as(role) for role in (Role.HR_ADMIN, Role.CHIEF, Role.AUDITOR))
        for hold in hold_lines(db.session):
            with unit_of_work(counsel) as work:
                propose_lift(work, hold.reference, reason="The claim was withdrawn by letter")
            with unit_of_work(keeper) as work:
                lift_hold(work, hold.reference)
        with unit_of_work(keeper) as work:
            close_case(work, case_facts(db.session, SYSTEM, case=reference))
        later = FixedClock(clock_of(db.session).now() + timedelta(days=800))
        db.sessionmaker.configure(info={**info, "clock": later})
    with grown.app_context():
        with unit_of_work(keeper) as work:
            batch = propose_batch(work, [reference]).reference
        with unit_of_work(head) as work:
            approve_batch(work, batch, authority="RC-075 no. 26-31")
    yield reference
    with grown.app_context():
        db.sessionmaker.configure(info=info)


def _working_as(role: Role) -> Actor:
    found = select(Person.id, Person.name).join(RoleGrant, RoleGrant.person_id == Person.id)
    row = db.session.execute(found.where(RoleGrant.role == role.value)).first()
    assert row is not None
    return Actor(row.id, role, row.name)


def test_every_page_says_so_in_words(grown: Flask, disposed: str) -> None:
    browsers, odd, told, codes = browsers_of(grown), [], 0, []
    with grown.app_context():
        parts = in_case(db.session, disposed)
        parts["requisition"] = db.session.scalar(text("SELECT min(reference) FROM requisitions"))
        parts["person"] = db.session.scalar(
            text("SELECT reference FROM people WHERE name LIKE '%Luis Ortega'")
        )
        parts["hold"] = db.session.scalar(text("SELECT min(reference) FROM holds"))
        parts["batch"] = db.session.scalar(text("SELECT min(reference) FROM disposal_batches"))
        db.session.rollback()
    for rule in rules_of(grown):
        if not rule.arguments and "GET" not in methods_of(rule):
            continue
        for role in roles_of(grown, rule) or frozenset(browsers):
            for method in methods_of(rule) if rule.arguments else ("GET",):
                address = address_of(grown, rule, parts)
                answer = browsers[role].open(address, method=method)
                told += answer.status_code == 410
                codes.append((method, answer.status_code, answer.headers.get("Location", "")[:12]))
                if answer.status_code >= 500:
                    odd.append(f"{role} {method} {rule.rule}: {answer.status_code}")
    assert not odd
    assert told > 30, Counter(codes)
    page = browsers[Role.AUDITOR].get(f"/audit/cases/{disposed}")
    assert page.status_code == 410
    assert "were then disposed of" in page.text
    certificate = browsers[Role.HR_ADMIN].get(f"/admin/retention/batches/{parts['batch']}/certificate")
    assert certificate.status_code == 200
    assert disposed in certificate.text


def test_the_rounds_and_checks_miss_nothing_of_it(grown: Flask, disposed: str) -> None:
    with grown.app_context():
        assert files_check(db.session).well, files_check(db.session).sentence
        assert holders_check(db.session).well, holders_check(db.session).sentence
        assert go_round().failed == 0
