"""Every migration goes up and down, the newest is the one on file, and the tables are those of the models."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask_alembic import Alembic
from sqlalchemy import inspect

from migrations.walls import standing
from tracker.db import Record, db
from tracker.settings import ROOT

VERSIONS = ROOT / "migrations" / "versions"


@pytest.fixture
def migrations(app: Flask) -> Iterator[Alembic]:
    """The migrations of an empty, migrated database."""
    with app.app_context():
        yield app.extensions["alembic"]


def test_the_newest_migration_is_the_one_on_file(migrations: Alembic) -> None:
    heads = [revision.revision for revision in migrations.heads()]
    assert heads == [(VERSIONS / "HEAD").read_text("utf-8").strip()]


def test_the_database_is_what_the_models_say(migrations: Alembic) -> None:
    assert migrations.compare_metadata() == []


def test_every_migration_goes_down_and_up_again(migrations: Alembic) -> None:
    tables = {table.name for table in Record.metadata.sorted_tables}
    walls = {table: standing(db.session.connection(), table) for table in tables}
    db.session.rollback()
    migrations.downgrade("base")
    left = set(inspect(db.engine).get_table_names()) - {"alembic_version"}
    assert not left & tables
    migrations.upgrade()
    assert {table: standing(db.session.connection(), table) for table in tables} == walls
