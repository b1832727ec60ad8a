"""Nobody both searches and decides; what a row was made with stays; requisitions open with a protocol."""

from __future__ import annotations

from alembic import op

from migrations.separation_walls import lift_one, lift_separation_walls, raise_separation_walls
from migrations.walls import frozen_columns, set_once

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

FROZEN = {
    "people": ("reference", "created_at"),
    "role_grants": ("person_id", "role", "granted_by", "granted_at"),
    "designations": (
        "person_id",
        "designated_by",
        "designated_at",
        "starts_on",
        "ends_on",
        "vetted_on",
        "trained_on",
        "confidentiality_signed_on",
    ),
    "requisitions": ("reference", "created_by", "created_at"),
    "board_seats": ("requisition_id", "person_id", "seated_by", "seated_at"),
    "candidates": ("reference", "created_by", "created_at"),
    "cases": ("reference", "requisition_id", "candidate_id", "opened_by", "opened_at"),
    "assignments": ("case_id", "person_id", "assigned_by", "assigned_at"),
    "invitations": ("case_id", "token_digest", "code_hash", "issued_by", "issued_at", "expires_at"),
}
"""Columns that keep the value their row was made with."""

BOUND_ONCE_OPEN = (
    "title",
    "position_class",
    "incumbents",
    "profile",
    "profile_version",
    "profile_digest",
    "protocol",
    "protocol_version",
    "protocol_digest",
    "opened_by",
)
"""What a requisition is bound to from its opening on (Hamden D.1, D.5)."""


def upgrade() -> None:
    """Put the walls up."""
    raise_separation_walls(op)
    for table, columns in FROZEN.items():
        frozen_columns(op, table, columns)
    frozen_columns(op, "requisitions", BOUND_ONCE_OPEN, once="opened_at")
    set_once(op, "requisitions", ["closed_at"])


def downgrade() -> None:
    """Take them away."""
    lift_one(op, "requisitions", "once_closed_at")
    lift_one(op, "requisitions", f"frozen_{BOUND_ONCE_OPEN[0]}")
    for table, columns in FROZEN.items():
        lift_one(op, table, f"frozen_{columns[0]}")
    lift_separation_walls(op)
