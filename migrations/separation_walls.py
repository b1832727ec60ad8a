"""The walls of separation: nobody both searches for and decides on a candidate (Hamden D.2).

Besides, no two roles meet in one person that may not, and no requisition opens without a protocol (D.1).

A rule in the application says each of these first, in words; these hold against whoever goes around it. On
PostgreSQL the person's row is locked while they are judged, so that two acts at a time see each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from migrations.walls import FORGET, Operations, Wall, always, run

TOGETHER = (("investigator", "supervisor"), ("board-member", "chief"), ("hr-administrator", "it"))
"""The roles that one person may hold together, as tracker.policy.separation has them."""

_EXCEPTED = (
    "EXISTS (SELECT 1 FROM deviations WHERE clause = 'Hamden D.2' "
    "AND deviations.person_id = NEW.person_id AND deviations.requisition_id = {requisition})"
)
_SEATED = (
    "EXISTS (SELECT 1 FROM board_seats JOIN cases there ON there.requisition_id = board_seats.requisition_id "
    "JOIN cases here ON here.candidate_id = there.candidate_id "
    "WHERE here.id = NEW.case_id AND board_seats.person_id = NEW.person_id)"
)
_EXPOSED = (
    "EXISTS (SELECT 1 FROM access_entries JOIN cases there ON there.id = access_entries.case_id "
    "JOIN cases here ON here.candidate_id = there.candidate_id "
    "WHERE here.requisition_id = NEW.requisition_id AND access_entries.person_id = NEW.person_id "
    "AND access_entries.raw)"
)
_TOGETHER = " OR ".join(f"(other.role IN {pair} AND NEW.role IN {pair})" for pair in TOGETHER)
_MEETING = (
    "NEW.ended_at IS NULL AND EXISTS (SELECT 1 FROM role_grants other WHERE other.person_id = NEW.person_id "
    f"AND other.ended_at IS NULL AND other.role <> NEW.role AND NOT ({_TOGETHER}))"
)
_OPEN = (
    "EXISTS (SELECT 1 FROM requisitions WHERE requisitions.id = NEW.requisition_id "
    "AND requisitions.opened_at IS NOT NULL AND requisitions.closed_at IS NULL)"
)
_WITHOUT_PROTOCOL = "NEW.opened_at IS NOT NULL AND NEW.protocol_digest IS NULL"


@dataclass(frozen=True, slots=True)
class Rule:
    """A wall that asks other tables; ``about_person`` where two acts on one person must not cross.

    ``person`` is the column that names that person.
    """

    table: str
    name: str
    acts: tuple[str, ...]
    sentence: str
    when: str
    about_person: bool = False
    person: str = "person_id"

    @property
    def trigger(self) -> str:
        """Return the trigger's name on PostgreSQL; on SQLite, each act adds its own."""
        return f"wall_{self.table}_{self.name}"

    def ddl(self, dialect: str) -> tuple[str, ...]:
        """Return the statements that put the wall up."""
        if dialect == "sqlite":
            walls = (Wall(self.table, self._named(act), act, self.sentence, self.when) for act in self.acts)
            return tuple(statement for wall in walls for statement in wall.ddl("sqlite"))
        lock = f"PERFORM 1 FROM people WHERE people.id = NEW.{self.person} FOR NO KEY UPDATE;"
        return (
            f"CREATE FUNCTION {self.trigger}() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n"
            f"  {lock if self.about_person else ''}\n"
            f"  IF {self.when} THEN\n"
            f"    RAISE EXCEPTION '{self.sentence}' USING ERRCODE = 'restrict_violation';\n"
            "  END IF;\n  RETURN NEW;\nEND $$",
            f"CREATE TRIGGER {self.trigger} BEFORE {' OR '.join(self.acts)} ON {self.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {self.trigger}()",
            always(self.table, self.trigger),
        )

    def undo(self, dialect: str) -> tuple[str, ...]:
        """Return the statements that take it away."""
        if dialect == "sqlite":
            return tuple(f"DROP TRIGGER wall_{self.table}_{self._named(act)}" for act in self.acts)
        return (f"DROP TRIGGER {self.trigger} ON {self.table}", f"DROP FUNCTION {self.trigger}()")

    def _named(self, act: str) -> str:
        return self.name if act == "INSERT" else f"{self.name}_{act.lower()}"


RULES = (
    Rule(
        "access_entries",
        "decider",
        ("INSERT",),
        "nobody who sits or sat on a board that decides on a candidate opens raw material of that candidate",
        f"NEW.raw AND {_SEATED} AND NOT "
        + _EXCEPTED.format(requisition="(SELECT requisition_id FROM cases WHERE id = NEW.case_id)"),
        about_person=True,
    ),
    Rule(
        "board_seats",
        "searcher",
        ("INSERT",),
        "nobody who opened raw material of a candidate gets a seat on a board that decides on them",
        _EXPOSED,
        about_person=True,
    ),
    Rule(
        "role_grants",
        "separation",
        ("INSERT", "UPDATE"),
        "these two roles may not meet in one person",
        _MEETING,
        about_person=True,
    ),
    Rule(
        "requisitions",
        "protocol",
        ("INSERT", "UPDATE"),
        "a requisition does not open without a published protocol",
        _WITHOUT_PROTOCOL,
    ),
    Rule(
        "cases",
        "open",
        ("INSERT",),
        "a case is opened only in an open requisition",
        f"NOT {_OPEN}",
    ),
)
"""The walls, each in the words with which it refuses."""


def raise_separation_walls(op: Operations) -> None:
    """Put them up."""
    _each(op.get_bind(), (rule.ddl(op.get_bind().dialect.name) for rule in RULES))


def lift_separation_walls(op: Operations) -> None:
    """Take them away."""
    _each(op.get_bind(), (rule.undo(op.get_bind().dialect.name) for rule in RULES))


def lift_one(op: Operations, table: str, name: str) -> None:
    """Take away one wall of a table that keeps its others: ``frozen_title``, ``once_closed_at``."""
    connection, trigger = op.get_bind(), f"wall_{table}_{name}"
    sqlite = connection.dialect.name == "sqlite"
    run(connection, (f"DROP TRIGGER {trigger}" if sqlite else f"DROP TRIGGER {trigger} ON {table}",))
    if not sqlite:
        run(connection, (FORGET,))


def _each(connection: Connection, statements: Iterable[tuple[str, ...]]) -> None:
    for some in statements:
        run(connection, some)
