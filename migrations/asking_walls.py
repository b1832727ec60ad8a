"""Walls that look at other rows: before a row is added, the database asks whether another stands against it.

SQLite lets a trigger's own condition hold a query; PostgreSQL wants a function for it, which goes with its
wall.
"""

from __future__ import annotations

from dataclasses import dataclass

from migrations.walls import Operations, always, run


@dataclass(frozen=True, slots=True)
class AskingWall:
    """No row is added to the table where ``stands_against``, SQL over ``NEW`` and other tables, holds."""

    table: str
    name: str
    sentence: str
    stands_against: str

    @property
    def trigger(self) -> str:
        """Return the name of the trigger, which is also the name of PostgreSQL's function."""
        return f"wall_{self.table}_{self.name}"

    def ddl(self, dialect: str) -> tuple[str, ...]:
        """Return the statements that put the wall up."""
        words = self.sentence.replace("'", "''")
        if dialect == "sqlite":
            return (
                f"CREATE TRIGGER {self.trigger} BEFORE INSERT ON {self.table} FOR EACH ROW "
                f"WHEN ({self.stands_against}) BEGIN SELECT RAISE(ABORT, '{words}'); END",
            )
        return (
            f"CREATE FUNCTION {self.trigger}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {self.stands_against} THEN RAISE EXCEPTION '{words}' USING ERRCODE = 'restrict_violation'; "
            "END IF; RETURN NEW; END $$",
            f"CREATE TRIGGER {self.trigger} BEFORE INSERT ON {self.table} FOR EACH ROW "
            f"EXECUTE FUNCTION {self.trigger}()",
            always(self.table, self.trigger),
        )


def put_up(op: Operations, *walls: AskingWall) -> None:
    """Put the walls up, on tables that are there."""
    connection = op.get_bind()
    for wall in walls:
        run(connection, wall.ddl(connection.dialect.name))


def forget(op: Operations, *walls: AskingWall) -> None:
    """Take away the functions of walls that were lifted with their tables' others."""
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        for wall in walls:
            run(connection, (f"DROP FUNCTION {wall.trigger}()",))
