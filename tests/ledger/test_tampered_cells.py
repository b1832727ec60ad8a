"""Each cell of a department at work counts, and each line, on either database."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Table, inspect, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.factories.cases import assigned, case_of, declared, investigator
from tests.factories.requisitions import opened
from tests.ledger.conftest import Around
from tests.people import People
from tracker.accounts.models import Person
from tracker.cases.models import Assignment, Candidate, Case, ConflictDeclaration
from tracker.db import Record
from tracker.ledger.report import Verdict
from tracker.ledger.verify import Witness, verify
from tracker.requisitions.models import BoardSeat

ROWS: tuple[type[Record], ...] = (Assignment, BoardSeat, Candidate, Case, ConflictDeclaration, Person)


def _altered(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, bytes):
        return bytes([value[0] ^ 1]) + value[1:]
    if isinstance(value, int):
        return value + 1
    if isinstance(value, datetime):
        return value + timedelta(microseconds=1)
    return f"{value[:-1]}{'0' if value[-1] != '0' else '1'}" if isinstance(value, str) else None


def _cells(around: Around, table: Table) -> list[tuple[str, Any, Any, Any]]:
    """Return column, id, value and another value, of each cell of the first row that can be told apart."""
    row = around.connection.execute(select(table).limit(1)).mappings().one()
    around.connection.rollback()
    changed = [(name, row["id"], value, _altered(value)) for name, value in row.items() if name != "id"]
    return [cell for cell in changed if cell[3] is not None and cell[2] != ""]


def _put(around: Around, table: Table, column: str, row_id: Any, value: Any) -> bool:
    """Change a cell past the application; False where a condition of the schema refuses the value."""
    try:
        around.connection.execute(update(table).where(table.c.id == row_id).values({column: value}))
        around.connection.commit()
    except IntegrityError:
        around.connection.rollback()
        return False
    return True


def test_each_changed_cell_is_found_and_named(
    session: Session, people: People, around: Around, witness: Witness
) -> None:
    case = assigned(people, case_of(people, opened(people), email="marisol@example.org"))
    declared(case, investigator(people))
    around.tamper("UPDATE ledger_head SET size = size")
    assert verify(session, witness, deep=True).verdict is Verdict.SOUND
    tried = 0
    for row in ROWS:
        table = inspect(row).local_table
        assert isinstance(table, Table)
        for column, row_id, before, after in _cells(around, table):
            if not _put(around, table, column, row_id, after):
                continue
            report = verify(session, witness, deep=True)
            assert _put(around, table, column, row_id, before)
            assert report.verdict is Verdict.BROKEN, f"{table.name}.{column} was changed unseen"
            assert any(table.name in problem.sentence for problem in report.problems), report.problems
            tried += 1
    assert tried > 25
    assert verify(session, witness, deep=True).verdict is Verdict.SOUND


def test_each_changed_line_is_found_and_named(
    session: Session, people: People, around: Around, witness: Witness
) -> None:
    case_of(people, opened(people))
    around.tamper("UPDATE ledger_head SET size = size")
    for idx, body in around.run("SELECT idx, body FROM ledger_entries ORDER BY idx"):
        changed = (
            body.replace('"v":1', '"v":2') if idx % 2 else body.replace('"outcome":"ok"', '"outcome":"oh"')
        )
        around.run("UPDATE ledger_entries SET body = :body WHERE idx = :idx", body=changed, idx=idx)
        report = verify(session, witness)
        around.run("UPDATE ledger_entries SET body = :body WHERE idx = :idx", body=body, idx=idx)
        assert (report.verdict, report.first_bad) == (Verdict.BROKEN, idx)
    assert verify(session, witness).verdict is Verdict.SOUND
