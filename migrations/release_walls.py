"""The walls of release: who searched does not release, and the editions of a packet follow one another."""

from __future__ import annotations

from migrations.walls import FORGET, Operations, Wall, always, lift, run

SEARCHED = "somebody who searched in a case does not release it"
FOLLOWS = "the editions of a packet follow one another, from 1"

_SEARCHED = (
    "EXISTS (SELECT 1 FROM access_entries WHERE case_id = NEW.case_id AND person_id = NEW.released_by "
    "AND thing = 'searched')"
)
_FOLLOWS = "NEW.edition <> coalesce((SELECT max(edition) FROM packets WHERE case_id = NEW.case_id), 0) + 1"

_SQLITE = (
    Wall("releases", "searched", "INSERT", SEARCHED, _SEARCHED),
    Wall("packets", "follows", "INSERT", FOLLOWS, _FOLLOWS),
)


def _function(name: str, condition: str, sentence: str) -> str:
    return f"""
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF {condition} THEN
    RAISE EXCEPTION '{sentence}' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$
"""


_POSTGRESQL = (
    _function("wall_release_searched", _SEARCHED, SEARCHED),
    _function("wall_packet_follows", _FOLLOWS, FOLLOWS),
    "CREATE TRIGGER wall_releases_searched BEFORE INSERT ON releases "
    "FOR EACH ROW EXECUTE FUNCTION wall_release_searched()",
    always("releases", "wall_releases_searched"),
    "CREATE TRIGGER wall_packets_follows BEFORE INSERT ON packets "
    "FOR EACH ROW EXECUTE FUNCTION wall_packet_follows()",
    always("packets", "wall_packets_follows"),
)


def raise_release_walls(op: Operations) -> None:
    """Put up the walls that look into more than one row."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        for wall in _SQLITE:
            run(connection, wall.ddl("sqlite"))
    else:
        run(connection, _POSTGRESQL)


def lift_release_walls(op: Operations) -> None:
    """Take them away, before the tables of release are dropped; the packets' other walls stay."""
    lift(op, "releases")
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        run(connection, ("DROP TRIGGER wall_packets_follows",))
        return
    run(
        connection,
        (
            "DROP TRIGGER wall_packets_follows ON packets",
            "DROP FUNCTION wall_release_searched()",
            "DROP FUNCTION wall_packet_follows()",
            FORGET,
        ),
    )
