"""The wall of sessions: an account is looked at by a grant that names it, the way and the investigator."""

from __future__ import annotations

from migrations.walls import FORGET, Operations, Wall, always, lift, run

BY_GRANT = "an account is looked at only by a grant of it that held when the session began"

_BY_GRANT = (
    "NOT EXISTS (SELECT 1 FROM access_grants JOIN together_records ON together_records.id = NEW.record_id "
    "WHERE access_grants.id = NEW.grant_id "
    "AND access_grants.declared_account_id = NEW.declared_account_id "
    "AND access_grants.case_id = together_records.case_id "
    "AND access_grants.mode = together_records.mode "
    "AND access_grants.investigator_id = together_records.recorded_by "
    "AND access_grants.granted_at <= together_records.started_at "
    "AND access_grants.ends_at > together_records.started_at "
    "AND (access_grants.stopped_at IS NULL OR access_grants.stopped_at > together_records.started_at))"
)

_POSTGRESQL = (
    f"""
CREATE FUNCTION wall_together_by_grant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF {_BY_GRANT} THEN
    RAISE EXCEPTION '{BY_GRANT}' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$
""",
    "CREATE TRIGGER wall_together_accounts_by_grant BEFORE INSERT ON together_accounts "
    "FOR EACH ROW EXECUTE FUNCTION wall_together_by_grant()",
    always("together_accounts", "wall_together_accounts_by_grant"),
)


def raise_together_walls(op: Operations) -> None:
    """Put up the wall that looks into other tables."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        run(connection, Wall("together_accounts", "by_grant", "INSERT", BY_GRANT, _BY_GRANT).ddl("sqlite"))
    else:
        run(connection, _POSTGRESQL)


def lift_together_walls(op: Operations) -> None:
    """Take it away, before its table is dropped."""
    lift(op, "together_accounts")
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        run(connection, ("DROP FUNCTION wall_together_by_grant()", FORGET))
