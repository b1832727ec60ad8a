"""Migrations with the sample data in them: what stands on both sides of a step is the same on both sides."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_alembic import Alembic
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError

from migrations.walls import standing
from tests import postgres
from tests.migrations.test_migrations import VERSIONS
from tracker.app import create_app
from tracker.db import db
from tracker.settings import Settings, load_settings

MOST, ROWS = 40, 10_000
BEGUN = {"ledger_head", "mail_rounds"}
"""Tables whose migration gives them their first row."""
OF_CANDIDATES = {
    *("sign_codes", "pending_statements", "statement_ends", "signed_scans", "scan_checks"),
    *("paper_copies", "paper_pages", "paper_comparisons", "clarifications", "clarification_ends"),
    *("answer_requests", "concern_answers", "answer_files", "together_records", "candidate_questions"),
}
"""Tables of what candidates sign, hand in and answer: each has rows to lose."""
Rows = list[dict[str, Any]]
"""The rows of a table, by their columns, in no order."""


@pytest.fixture
def moved(demo_app: Flask, tmp_path: Path, dialect: str, worker: str) -> Iterator[Flask]:
    """An installation with a copy of the sample data, whose tables may be taken away."""
    before: Settings = demo_app.extensions["settings"]
    with demo_app.app_context():
        db.session.close()
        db.engine.dispose()
    shutil.copytree(before.instance, tmp_path / "instance")
    url = postgres.create(f"moved_{worker}", f"demo_{worker}") if dialect == "postgresql" else ""
    app = create_app(load_settings(environment="demo", instance=tmp_path / "instance", database_url=url))
    with app.app_context():
        yield app
        db.session.close()
        db.engine.dispose()


def _rows() -> dict[str, Rows]:
    """Return every row of every table."""
    with db.engine.connect() as connection:
        names = set(inspect(connection).get_table_names()) - {"alembic_version"}
        return {
            name: [dict(row) for row in connection.execute(text(f"SELECT * FROM {name}")).mappings()]
            for name in names
        }


def _in(columns: Collection[str], rows: Rows) -> list[str]:
    """Return rows as words, in these columns only, in one order."""
    return sorted(repr([row[column] for column in columns]) for row in rows)


def _walls(tables: Collection[str]) -> dict[str, tuple[str, ...]]:
    with db.engine.connect() as connection:
        return {table: standing(connection, table) for table in tables}


def _refuses_to_delete(table: str) -> bool:
    with db.engine.connect() as connection:
        try:
            connection.execute(text(f"DELETE FROM {table}"))
        except IntegrityError as error:
            return "foreign key" not in str(error).lower()
        finally:
            connection.rollback()
    return False


def test_rows_outlast_every_step_down_and_up(moved: Flask) -> None:
    """One step down and up again from each height, and then down for good: what each keeps, all keep."""
    migrations: Alembic = moved.extensions["alembic"]
    above = _rows()
    filled = {table for table, rows in above.items() if rows}
    assert len(filled) > MOST
    assert not OF_CANDIDATES - filled
    compared = refused = 0
    for step in range(1, len(list(VERSIONS.glob("0*.py"))) + 1):
        walls = _walls(above)
        migrations.downgrade()
        below = _rows()
        migrations.upgrade(1)
        again = _rows()
        where = f"step {step} down and up again"
        assert set(again) == set(above), where
        assert _walls(again) == walls, where
        kept = {table for table in filled if below.get(table)}
        for table in kept:
            columns = sorted(set(above[table][0]) & set(below[table][0]))
            assert _in(columns, below[table]) == _in(columns, above[table]), f"{table}, {where}"
            assert _in(columns, again[table]) == _in(columns, above[table]), f"{table}, {where}"
            compared += len(above[table])
            if f"wall_{table}_delete" in walls[table]:
                assert _refuses_to_delete(table), f"{table}, {where}"
                refused += 1
        lost = filled - kept
        assert not lost & set(below), f"emptied by {where}: {lost}"
        assert not any(again[table] for table in lost - BEGUN), where
        migrations.downgrade()
        above, filled = below, kept
    assert not filled
    assert compared > ROWS
    assert refused > MOST
