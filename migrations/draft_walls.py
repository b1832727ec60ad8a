"""The walls around drafts of protocols: counsel who drew nothing up approves, and only that is published."""

from __future__ import annotations

from migrations.separation_walls import Rule

_OVER = (
    "EXISTS (SELECT 1 FROM protocol_editions WHERE protocol_editions.draft_id = NEW.draft_id) OR "
    "EXISTS (SELECT 1 FROM protocol_draft_acts other WHERE other.draft_id = NEW.draft_id "
    "AND other.act = 'set-aside')"
)
_LAST_ACT = (
    "SELECT last.act FROM protocol_draft_acts last WHERE last.draft_id = NEW.draft_id "
    "AND last.number = (SELECT max(other.number) FROM protocol_draft_acts other "
    "WHERE other.draft_id = NEW.draft_id)"
)
_APPROVED = (
    "EXISTS (SELECT 1 FROM protocol_draft_acts act JOIN protocol_wordings said "
    "ON said.draft_id = act.draft_id AND said.number = act.wording "
    "WHERE act.draft_id = NEW.draft_id AND act.act = 'approved' AND said.content = NEW.content "
    "AND act.number = (SELECT max(other.number) FROM protocol_draft_acts other "
    "WHERE other.draft_id = NEW.draft_id) "
    "AND said.number = (SELECT max(other.number) FROM protocol_wordings other "
    "WHERE other.draft_id = NEW.draft_id))"
)
_IN_TURN = "NEW.number <> 1 + (SELECT coalesce(max(other.number), 0) FROM {table} other WHERE {same})"

RULES = (
    Rule(
        "protocol_drafts",
        "in_turn",
        ("INSERT",),
        "drafts of a protocol are numbered one after the other",
        _IN_TURN.format(table="protocol_drafts", same="other.protocol = NEW.protocol"),
    ),
    Rule(
        "protocol_wordings",
        "in_turn",
        ("INSERT",),
        "wordings of a draft are numbered one after the other",
        _IN_TURN.format(table="protocol_wordings", same="other.draft_id = NEW.draft_id"),
    ),
    Rule(
        "protocol_wordings",
        "not_over",
        ("INSERT",),
        "a draft that is published, set aside or with counsel is not worded otherwise",
        f"{_OVER} OR coalesce(({_LAST_ACT}), '') = 'sent'",
    ),
    Rule(
        "protocol_draft_acts",
        "in_turn",
        ("INSERT",),
        "acts on a draft are numbered one after the other",
        _IN_TURN.format(table="protocol_draft_acts", same="other.draft_id = NEW.draft_id"),
    ),
    Rule(
        "protocol_draft_acts",
        "not_over",
        ("INSERT",),
        "nothing is done with a draft that is published or set aside",
        _OVER,
    ),
    Rule(
        "protocol_draft_acts",
        "by_counsel",
        ("INSERT",),
        "a draft is ruled on by an auditor or counsel who drew nothing of it up",
        "NEW.act IN ('approved', 'returned') AND ("
        "NOT EXISTS (SELECT 1 FROM role_grants WHERE role_grants.person_id = NEW.done_by "
        "AND role_grants.role = 'auditor' AND role_grants.ended_at IS NULL) "
        "OR EXISTS (SELECT 1 FROM protocol_wordings WHERE protocol_wordings.draft_id = NEW.draft_id "
        "AND protocol_wordings.saved_by = NEW.done_by) "
        f"OR coalesce(({_LAST_ACT}), '') <> 'sent')",
    ),
    Rule(
        "protocol_editions",
        "approved",
        ("INSERT",),
        "what is published is the very wording that counsel approved",
        f"NOT {_APPROVED}",
    ),
)
"""All of them, each in the words with which it refuses."""
