"""The walls of the ledger: lines follow one another, their columns agree with them, the head grows."""

from __future__ import annotations

from migrations.walls import FORGET, Operations, Wall, always, append_only, lift, run

COPIES = (("idx", "idx"), ("at", "t"), ("event", "event"), ("actor", "actor"), ("case_id", "case"))
"""Columns of an entry, and the members of its body that they copy."""

NEXT = "a line of the ledger comes right after the last one"
AGREES = "the columns of a line agree with its body"
GROWS = "the head of the ledger grows by one line at a time"
BEGINS = "the ledger has one head, and it began empty"


def _member(column: str, member: str) -> str:
    """Return SQL for a member as the canonical body writes it.

    SQLite lets no JSON function into a trigger while ``trusted_schema`` is off, so the text is looked for.
    """
    if column == "idx":
        return f"'\"{member}\":' || NEW.{column} || ','"
    return f"'\"{member}\":' || coalesce('\"' || NEW.{column} || '\"', 'null')"


_SQLITE = (
    Wall(
        "ledger_entries", "next", "INSERT", NEXT, "NEW.idx IS NOT (SELECT size FROM ledger_head WHERE id = 1)"
    ),
    Wall(
        "ledger_entries",
        "copies",
        "INSERT",
        AGREES,
        " OR ".join(f"instr(NEW.body, {_member(column, member)}) = 0" for column, member in COPIES),
    ),
    Wall(
        "ledger_head",
        "grows",
        "UPDATE",
        GROWS,
        "NEW.id IS NOT OLD.id OR NEW.size IS NOT OLD.size + 1 OR length(NEW.peaks) % 32 <> 0 "
        "OR NOT EXISTS (SELECT 1 FROM ledger_entries WHERE idx = OLD.size)",
    ),
    Wall(
        "ledger_head",
        "begins",
        "INSERT",
        BEGINS,
        "NEW.size <> 0 OR length(NEW.peaks) <> 0 OR EXISTS (SELECT 1 FROM ledger_head)",
    ),
    Wall("ledger_head", "delete", "DELETE", BEGINS),
)

_DISAGREES = " OR ".join(
    f"NEW.{column}::text IS DISTINCT FROM said->>'{member}'" for column, member in COPIES
)

_POSTGRESQL = (
    f"""
CREATE FUNCTION wall_ledger_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE said json := NEW.body::json;
BEGIN
  IF NEW.idx IS DISTINCT FROM (SELECT size FROM ledger_head WHERE id = 1) THEN
    RAISE EXCEPTION '{NEXT}' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.leaf <> sha256('\\x00'::bytea || convert_to(NEW.body, 'UTF8'))
     OR {_DISAGREES} THEN
    RAISE EXCEPTION '{AGREES}' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$
""",
    f"""
CREATE FUNCTION wall_ledger_head() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.size <> 0 OR length(NEW.peaks) <> 0 OR EXISTS (SELECT FROM ledger_head) THEN
      RAISE EXCEPTION '{BEGINS}' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF TG_OP <> 'UPDATE' THEN
    RAISE EXCEPTION '{BEGINS}' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.id <> OLD.id OR NEW.size <> OLD.size + 1 OR length(NEW.peaks) % 32 <> 0
     OR NOT EXISTS (SELECT FROM ledger_entries WHERE idx = OLD.size) THEN
    RAISE EXCEPTION '{GROWS}' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$
""",
    "CREATE TRIGGER wall_ledger_entries_next BEFORE INSERT ON ledger_entries "
    "FOR EACH ROW EXECUTE FUNCTION wall_ledger_entry()",
    always("ledger_entries", "wall_ledger_entries_next"),
    "CREATE TRIGGER wall_ledger_head_grows BEFORE INSERT OR UPDATE OR DELETE ON ledger_head "
    "FOR EACH ROW EXECUTE FUNCTION wall_ledger_head()",
    always("ledger_head", "wall_ledger_head_grows"),
    "CREATE TRIGGER wall_ledger_head_truncate BEFORE TRUNCATE ON ledger_head "
    "FOR EACH STATEMENT EXECUTE FUNCTION wall_ledger_head()",
    always("ledger_head", "wall_ledger_head_truncate"),
)


def raise_ledger_walls(op: Operations) -> None:
    """Put up the walls of the three ledger tables, just created, and begin the head at no lines."""
    append_only(op, "ledger_entries")
    append_only(op, "ledger_checkpoints")
    connection = op.get_bind()
    sqlite = connection.dialect.name == "sqlite"
    for wall in _SQLITE if sqlite else ():
        run(connection, wall.ddl("sqlite"))
    run(connection, () if sqlite else _POSTGRESQL)
    empty = "x''" if sqlite else "''::bytea"
    run(connection, (f"INSERT INTO ledger_head (id, size, peaks) VALUES (1, 0, {empty})",))


def lift_ledger_walls(op: Operations) -> None:
    """Take the ledger's walls away, before its tables are dropped."""
    for table in ("ledger_entries", "ledger_head", "ledger_checkpoints"):
        lift(op, table)
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        run(connection, ("DROP FUNCTION wall_ledger_entry()", "DROP FUNCTION wall_ledger_head()", FORGET))
