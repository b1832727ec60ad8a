"""Codes have rows of their own, which several links take; who asks for a new link; a candidate's language."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.walls import append_only, frozen_columns, lift, never_deleted, set_once

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and add the columns, empty.

    Links from before keep their code where it is: a row that changed here would no longer be the one that
    the ledger tells of. Such a code gets its row when it is next tried, which is an act that is recorded.
    """
    op.create_table(
        "invitation_codes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("bound_to", sa.LargeBinary(), nullable=True),
        sa.Column("tries_left", sa.Integer(), nullable=False),
        sa.Column("issued_by", sa.Uuid(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_invitation_codes_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation_codes")),
    )
    op.create_index(op.f("ix_invitation_codes_case_id"), "invitation_codes", ["case_id"], unique=False)
    op.create_table(
        "link_requests",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("asked_from", sa.String(), nullable=False),
        sa.Column("sent", sa.Boolean(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_link_requests_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_requests")),
    )
    op.create_index(op.f("ix_link_requests_case_id"), "link_requests", ["case_id"], unique=False)
    op.add_column(
        "invitations",
        sa.Column(
            "code_id",
            sa.Uuid(),
            sa.ForeignKey("invitation_codes.id", name=op.f("fk_invitations_code_id_invitation_codes")),
            nullable=True,
        ),
        inline_references=True,
    )
    op.create_index(op.f("ix_invitations_code_id"), "invitations", ["code_id"], unique=False)
    op.add_column("invitations", sa.Column("channel", sa.String(), nullable=True))
    op.add_column("candidates", sa.Column("language", sa.String(), nullable=True))
    never_deleted(op, "invitation_codes")
    frozen_columns(op, "invitation_codes", ("case_id", "code_hash", "bound_to", "issued_by", "issued_at"))
    set_once(op, "invitation_codes", ["stopped_at"])
    set_once(op, "invitations", ["code_id"])
    frozen_columns(op, "invitations", ("channel",))
    append_only(op, "link_requests")


def downgrade() -> None:
    """Take the tables and columns away; links made since take no code any more."""
    connection = op.get_bind()
    sqlite = connection.dialect.name == "sqlite"
    for name in ("once_code_id", "frozen_channel"):
        op.execute(f"DROP TRIGGER wall_invitations_{name}" + ("" if sqlite else " ON invitations"))
    lift(op, "link_requests")
    lift(op, "invitation_codes")
    op.drop_column("candidates", "language")
    op.drop_column("invitations", "channel")
    op.drop_index(op.f("ix_invitations_code_id"), "invitations")
    op.drop_column("invitations", "code_id")
    op.drop_table("link_requests")
    op.drop_table("invitation_codes")
