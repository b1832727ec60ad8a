"""What the owner of a database can do: tear the walls down, and change something past the product."""

from __future__ import annotations

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, text

from migrations.walls import lift
from tracker.db import Record
from tracker.settings import Settings


def tamper(settings: Settings, statement: str) -> None:
    """Change something past the application, as only the owner of the database can."""
    engine = create_engine(settings.database)
    with engine.begin() as connection:
        op = Operations(MigrationContext.configure(connection))
        for table in Record.metadata.tables:
            lift(op, table)
        connection.execute(text(statement))
    engine.dispose()
