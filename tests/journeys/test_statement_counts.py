"""Every page takes as many statements for hundreds of rows as for ten, whoever looks at it.

The candidate's own pages show one affidavit; ``tests/affidavits`` counts them with a thousand accounts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection, Select, select, text

from migrations.author_walls import WRITTEN
from tests.factories.around import past_the_application
from tests.journeys.house import (
    address_of,
    answer_ties,
    browser_of,
    browsers_of,
    draw_up,
    methods_of,
    roles_of,
    rules_of,
)
from tests.journeys.multiplied import TABLES, Copier, below
from tests.journeys.sample_cases import (
    ANSWERED,
    CLARIFIED,
    COPIED,
    IN_CASE,
    MET,
    OF_CASE,
    RELEASED,
    RETURNED,
    REVIEWED,
    SEARCHED,
    places_of,
    stage_for,
)
from tests.vault.counting import statements
from tests.walls import lifted, past_authors
from tracker.db import db, unit_of_work
from tracker.demo.cast import STAFF
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.actors import SYSTEM, Role
from tracker.policy.legal import SigningMethod
from tracker.vault.format import Domain

FEW, MANY = 10, 250
"""The second is more than the lists that are read on by a link show at once."""
SHUT: Mapping[tuple[str, str], str] = {
    ("candidate", "/password"): "candidates have none",
    ("investigator", "/desk/away"): "leads on to the page of one's own days away",
    ("investigator", "/team/away/<person>"): "shows nobody the days away of a colleague",
    **{
        (role, "/people/<person>/exposure"): "shows nobody what a colleague has opened"
        for role in ("board-member", "hr-administrator", "investigator", "it")
    },
    ("candidate", "/keys"): "candidates have no lists to move through",
    **{
        (role, f"/admin/retention/batches/<batch>{page}"): "nothing is past due in eight weeks, so no batch"
        for role in ("auditor", "chief", "hr-administrator")
        for page in ("", "/certificate")
    },
    ("hr-administrator", "/admin/candidates/<case>/notary/scan"): "leads on where a scan is here already",
}
"""Every page, but the candidates' own, that shows nothing to whoever looks at it here, and why."""


@pytest.mark.sqlite
def test_pages_take_as_many_statements_for_hundreds_of_rows_as_for_ten(grown: Flask) -> None:
    browsers, places = browsers_of(grown), places_of(grown)
    answer_ties(browsers, places)
    draw_up(browsers)
    begun = browsers[Role.SUPERVISOR].post(f"/review/{places[REVIEWED]['case']}/begin")
    assert begun.status_code == 303
    _multiply(grown, places, FEW)
    few = _counts(grown, browsers, places)
    _multiply(grown, places, MANY - FEW)
    many = _counts(grown, browsers, places)
    shut = {page for page, (status, _) in few.items() if status != 200 and not page[1].startswith("/a/")}
    assert shut == set(SHUT)
    assert {page: (few[page], many[page]) for page in few if few[page] != many[page]} == {}


def _counts(
    app: Flask, browsers: Mapping[Role, FlaskClient], places: Mapping[str, Mapping[str, Any]]
) -> dict[tuple[str, str], tuple[int, int]]:
    found = {}
    searching = {each.name: browser_of(app, each.slug) for each in STAFF if Role.INVESTIGATOR in each.roles}
    with app.app_context():
        engine = db.engine
    for rule in rules_of(app):
        for role in (roles_of(app, rule) or ()) if "GET" in methods_of(rule) else ():
            stage = stage_for(role, rule.endpoint)
            address = address_of(app, rule, places[stage])
            browser = browsers[role]
            if role is Role.INVESTIGATOR:
                browser = searching.get(places[stage]["searcher"], browser)
            with statements(engine) as seen:
                answer = browser.get(address)
            found[role.value, rule.rule] = (answer.status_code, len(seen))
    return found


def _multiply(app: Flask, places: Mapping[str, Mapping[str, Any]], times: int) -> None:
    with app.app_context():
        with unit_of_work(SYSTEM) as work:
            for _ in range(times):
                record(work, Event.DEMO_LOADED, candidates=times)
        with past_the_application(app.extensions["settings"]) as connection:
            if connection.dialect.name == "postgresql":  # a trigger's plan for few rows is slow for many
                connection.execute(text("SET plan_cache_mode = force_custom_plan"))
            with _past_authors(connection):
                copier = Copier(db.session, connection)
                for stage in (SEARCHED, REVIEWED):
                    _in_case_many(copier, places[stage]["case"], IN_CASE, times)
                _in_case_many(copier, places[RELEASED]["case"], ("findings", "preview_approvals"), times)
                _in_case_many(copier, places[MET]["case"], ("together_sessions",), times)
                _in_case_many(copier, places[COPIED]["case"], ("copy_requests",), times)
                _in_case_many(copier, places[CLARIFIED]["case"], ("clarifications",), times)
                _in_case_many(copier, places[ANSWERED]["case"], ("candidate_questions",), times)
                _in_case_many(copier, places[RETURNED]["case"], ("submissions",), times)
                _people(copier, times)
                _rounds(copier, times)
                _cases(copier, times)
            connection.commit()


@contextmanager
def _past_authors(connection: Connection) -> Iterator[None]:
    """Let rows be copied into cases in which nobody wrote them, and roles that no two people gave."""
    with ExitStack() as walls:
        walls.enter_context(lifted(connection, "role_grants", "by_two"))
        for written in WRITTEN:
            walls.enter_context(past_authors(connection, written.table))
        yield


def _in_case_many(copier: Copier, reference: str, tables: Iterable[str], times: int) -> None:
    cases = TABLES["cases"]
    row = copier.session.execute(select(cases).where(cases.c.reference == reference)).one()
    holders = {row.id: [row.id] * times, row.candidate_id: [row.candidate_id] * times}
    for table in tables:
        first = (
            select(TABLES[table].c.id).where(TABLES[table].c.case_id == row.id).order_by(TABLES[table].c.id)
        )
        root = copier.session.execute(first).scalars().first()
        if root is not None:
            rows = below(copier.session, table, root, IN_CASE[table], 20)
            copier.copy(rows, times, holders=holders)


def _people(copier: Copier, times: int) -> None:
    people = TABLES["people"]
    for name in ("%Dana Ruiz", "%Okafor", "%Grace Tan"):
        person = _first(copier, select(people.c.id).where(people.c.name.like(name)))
        rows = below(copier.session, "people", person, ("role_grants", "designations"), 3)
        copier.copy(rows, times // 3 + 1, holders={})


def _rounds(copier: Copier, times: int) -> None:
    table = TABLES["requisitions"]
    first = _first(copier, select(table.c.id).order_by(table.c.created_at))
    rows = below(copier.session, "requisitions", first, ("board_seats", "deviations", "duties_accepted"), 5)
    copier.copy(rows, times, holders={})


def _cases(copier: Copier, times: int) -> None:
    cases, filed = TABLES["cases"], TABLES["affidavits"]
    sworn = select(filed.c.case_id).where(filed.c.declaration == SigningMethod.OATH)  # each asks for its oath
    oldest = select(cases).where(cases.c.id.not_in(sworn)).order_by(cases.c.opened_at).limit(24)
    originals = copier.session.execute(oldest).all()
    shares = [times // len(originals) + (place < times % len(originals)) for place in range(len(originals))]
    people, ids = ([[uuid4() for _ in range(share)] for share in shares] for _ in "12")
    copier.prepare(
        {one: (Domain.CANDIDATE,) for some in people for one in some}
        | {one: (Domain.CASE, Domain.BOARD) for some in ids for one in some}
    )
    for row, share, theirs, those in zip(originals, shares, people, ids, strict=True):
        candidate = below(copier.session, "candidates", row.candidate_id, (), 1)
        whole = below(copier.session, "cases", row.id, OF_CASE, 2)
        if share:
            copier.copy([*candidate, *whole], share, holders={row.id: those, row.candidate_id: theirs})


def _first(copier: Copier, query: Select[UUID]) -> UUID:
    return copier.session.scalars(query.limit(1)).one()
