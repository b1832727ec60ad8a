"""Every migration goes up and down, the newest is the one on file, and the tables are those of the models."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from flask import Flask
from flask_alembic import Alembic
from sqlalchemy import inspect, text

from migrations.walls import standing
from tracker import health_checks
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


def test_the_walls_on_file_are_those_that_stand_and_a_missing_one_is_named(
    migrations: Alembic, app: Flask
) -> None:
    """WALLS_ON_FILE=write adds the walls of a new version to the file, once for each database."""
    dialect = db.engine.dialect.name
    names = sorted(db.session.execute(text(health_checks.STANDING[dialect])).scalars())
    kept = health_checks.WALLS.read_text("utf-8").splitlines() if health_checks.WALLS.exists() else []
    found = sorted(
        [line for line in kept if not line.startswith(dialect)] + [f"{dialect} {n}" for n in names]
    )
    if os.environ.get("WALLS_ON_FILE") == "write":
        health_checks.WALLS.write_text("".join(f"{line}\n" for line in found), "utf-8")
        return
    assert kept == found
    drop = "DROP TRIGGER wall_releases_searched"
    db.session.rollback()
    with db.engine.begin() as connection:
        connection.execute(text(drop + (" ON releases" if dialect == "postgresql" else "")))
    (walls,) = (one for one in health_checks.run(app, ledger=False) if one.name == "walls")
    assert not walls.well
    assert "wall_releases_searched" in walls.sentence
