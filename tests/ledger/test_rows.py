"""A row's digest is the same when it was just written and when it is read back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

import pytest
from sqlalchemy import Boolean, Column, Integer, MetaData, Table, select
from sqlalchemy.orm import Session

from tests.ledger.conftest import check, person
from tracker.accounts.models import Designation, RoleGrant, SignInSession
from tracker.db import Record, unit_of_work
from tracker.ledger.canonical import Uncanonical, canonical
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.ledger.rows import ledgered_tables, live_row, row_digest, written_row
from tracker.policy.actors import SYSTEM

EASTERN = timezone(timedelta(hours=-5))
MOMENT = datetime(2026, 3, 9, 12, 0, 0, 123456, tzinfo=EASTERN)


class Kind(StrEnum):
    """A code."""

    FLINT = "flint"


def test_the_documented_form() -> None:
    columns = {
        "id": UUID(int=1),
        "at": MOMENT,
        "day": date(2026, 3, 9),
        "sealed": b"\x00\xff",
        "kind": Kind.FLINT,
        "open": True,
        "count": 3,
        "list": ["a", {"b": None}],
        "nothing": None,
    }
    text = canonical(
        [
            "row",
            1,
            "stones",
            {
                "id": "00000000-0000-0000-0000-000000000001",
                "at": "2026-03-09T17:00:00.123456Z",
                "day": "2026-03-09",
                "sealed": "sha256:" + sha256(b"\x00\xff").hexdigest(),
                "kind": "flint",
                "open": True,
                "count": 3,
                "list": ["a", {"b": None}],
            },
        ]
    )
    assert row_digest("stones", columns) == sha256(text).hexdigest()


def test_an_empty_column_added_later_changes_no_digest() -> None:
    assert row_digest("stones", {"id": "1", "note": None}) == row_digest("stones", {"id": "1"})


@pytest.mark.parametrize("change", [{"id": "2"}, {"note": ""}, {"note": "x"}, {"more": False}])
def test_any_other_change_does(change: dict[str, object]) -> None:
    assert row_digest("stones", {"id": "1", "note": None} | change) != row_digest("stones", {"id": "1"})


def test_another_table_is_another_digest() -> None:
    assert row_digest("stones", {"id": "1"}) != row_digest("pebbles", {"id": "1"})


def test_fractions_have_no_digest() -> None:
    with pytest.raises(Uncanonical):
        row_digest("stones", {"weight": 0.5})


def test_a_truth_kept_as_a_number_is_a_truth() -> None:
    table = Table("t", MetaData(), Column("id", Integer), Column("version", Integer), Column("open", Boolean))
    assert live_row(table, {"id": 1, "version": 1, "open": 1}) == live_row(
        table, {"id": 1, "version": 1, "open": True}
    )


def test_a_row_needs_a_version() -> None:
    table = Table("t", MetaData(), Column("id", Integer), Column("version", Integer))
    with pytest.raises(Uncanonical):
        live_row(table, {"id": 1, "version": "1"})


def rows() -> list[Record]:
    """Return rows with every type of column that the records use."""
    someone, chief = person("Zoë O’Neil 😀"), person("Chief Avery Stone")
    day = date(2026, 3, 9)
    office = RoleGrant(person_id=chief.id, role="chief", granted_by=SYSTEM.person_id, granted_at=MOMENT)
    designation = Designation(
        person_id=someone.id,
        designated_by=chief.id,
        designated_at=MOMENT,
        starts_on=day,
        ends_on=date(2027, 3, 9),
        vetted_on=day,
        trained_on=day,
        confidentiality_signed_on=day,
    )
    signed_in = SignInSession(
        digest=b"\x00" * 32,
        subject_id=someone.id,
        role="it",
        case_id=None,
        proofs="password",
        proved_at=MOMENT,
        started_at=MOMENT,
        ends_at=datetime(2026, 3, 9, 20, tzinfo=UTC),
    )
    return [someone, chief, office, designation, signed_in, check(2**31 - 1, sound=False)]


def test_just_written_is_as_read_back(session: Session) -> None:
    made = rows()
    with unit_of_work(SYSTEM) as work:
        for row in made:
            work.add(row)
            work.session.flush()
        record(work, Event.CAPTURES_SWEPT, count=1)
    written = {row.id: written_row(row) for row in made}
    session.rollback()
    session.expunge_all()
    for row in made:
        table = type(row).__table__
        live = session.execute(select(table).where(table.c.id == row.id)).one()
        assert isinstance(table, Table)
        assert live_row(table, dict(live._mapping)) == written[row.id]
        again = session.get_one(type(row), row.id)
        assert written_row(again) == written[row.id]


def test_every_record_is_ledgered_but_the_few_that_say_otherwise() -> None:
    kinds = {mapper.class_.__tablename__: mapper.class_ for mapper in Record.registry.mappers}
    names = {table.name for table in ledgered_tables()}
    assert {"people", "role_grants", "designations", "ledger_checks"} <= names
    assert {name for name, kind in kinds.items() if not kind.__ledgered__} == kinds.keys() - names
    assert not names & {"ledger_entries", "ledger_head", "ledger_checkpoints"}
