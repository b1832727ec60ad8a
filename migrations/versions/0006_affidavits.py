"""Rows of the affidavit in the making, the filed affidavits, the accounts they declare, and access grants."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.walls import append_only, frozen_columns, lift, never_deleted, set_once

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

GIVEN = ("case_id", "declared_account_id", "investigator_id", "mode", "granted_at", "ends_at")
"""What a grant says; only stopping it is left."""


def upgrade() -> None:
    """Make the tables and put their walls up."""
    op.create_table(
        "affidavit_drafts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("answers", sa.LargeBinary(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_affidavit_drafts_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_affidavit_drafts")),
        sa.UniqueConstraint("case_id", name=op.f("uq_affidavit_drafts_case_id")),
    )
    op.create_table(
        "affidavits",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("answers", sa.LargeBinary(), nullable=False),
        sa.Column("signed_name", sa.LargeBinary(), nullable=False),
        sa.Column("signed_place", sa.LargeBinary(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("declaration", sa.String(), nullable=False),
        sa.Column("profile", sa.String(), nullable=False),
        sa.Column("profile_version", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_affidavits_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_affidavits")),
        sa.UniqueConstraint("case_id", "edition", name=op.f("uq_affidavits_case_id_edition")),
        sa.UniqueConstraint("reference", name=op.f("uq_affidavits_reference")),
    )
    op.create_index(op.f("ix_affidavits_fingerprint"), "affidavits", ["fingerprint"], unique=False)
    op.create_table(
        "declared_accounts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("affidavit_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("handle", sa.LargeBinary(), nullable=True),
        sa.Column("details", sa.LargeBinary(), nullable=False),
        sa.Column("account_index", sa.LargeBinary(), nullable=True),
        sa.Column("former", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["affidavit_id"], ["affidavits.id"], name=op.f("fk_declared_accounts_affidavit_id_affidavits")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_declared_accounts_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declared_accounts")),
        sa.UniqueConstraint("affidavit_id", "number", name=op.f("uq_declared_accounts_affidavit_id_number")),
    )
    op.create_index(
        op.f("ix_declared_accounts_account_index"), "declared_accounts", ["account_index"], unique=False
    )
    op.create_index(op.f("ix_declared_accounts_case_id"), "declared_accounts", ["case_id"], unique=False)
    op.create_table(
        "access_grants",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("declared_account_id", sa.Uuid(), nullable=False),
        sa.Column("investigator_id", sa.Uuid(), nullable=True),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_access_grants_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["declared_account_id"],
            ["declared_accounts.id"],
            name=op.f("fk_access_grants_declared_account_id_declared_accounts"),
        ),
        sa.ForeignKeyConstraint(
            ["investigator_id"], ["people.id"], name=op.f("fk_access_grants_investigator_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_grants")),
    )
    op.create_index(
        "ix_access_grants_case_investigator", "access_grants", ["case_id", "investigator_id"], unique=False
    )
    op.create_index(
        op.f("ix_access_grants_declared_account_id"), "access_grants", ["declared_account_id"], unique=False
    )
    op.create_table(
        "grant_uses",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("grant_id", sa.Uuid(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["grant_id"], ["access_grants.id"], name=op.f("fk_grant_uses_grant_id_access_grants")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_uses")),
    )
    op.create_index(op.f("ix_grant_uses_grant_id"), "grant_uses", ["grant_id"], unique=False)
    never_deleted(op, "affidavit_drafts")
    append_only(op, "affidavits")
    append_only(op, "declared_accounts")
    never_deleted(op, "access_grants")
    frozen_columns(op, "access_grants", GIVEN)
    set_once(op, "access_grants", ["stopped_at"])
    append_only(op, "grant_uses")


def downgrade() -> None:
    """Take the walls down and drop the tables."""
    lift(op, "affidavit_drafts")
    lift(op, "affidavits")
    lift(op, "declared_accounts")
    lift(op, "access_grants")
    lift(op, "grant_uses")
    op.drop_table("grant_uses")
    op.drop_table("access_grants")
    op.drop_table("declared_accounts")
    op.drop_table("affidavits")
    op.drop_table("affidavit_drafts")
