"""The vault: what is known of master keys, and the wrapped data keys."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and put their walls up."""
    op.create_table(
        "data_keys",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("holder_id", sa.Uuid(), nullable=False),
        sa.Column("domain", sa.String(length=16), nullable=False),
        sa.Column("dek_version", sa.Integer(), nullable=False),
        sa.Column("kek_id", sa.String(length=32), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(length=60), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "domain in ('case', 'candidate', 'system', 'board')", name=op.f("ck_data_keys_domain")
        ),
        sa.CheckConstraint("dek_version between 1 and 65535", name=op.f("ck_data_keys_dek_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_keys")),
        sa.UniqueConstraint(
            "holder_id", "domain", "dek_version", name=op.f("uq_data_keys_holder_id_domain_dek_version")
        ),
    )
    op.create_index(op.f("ix_data_keys_kek_id"), "data_keys", ["kek_id"], unique=False)
    op.create_table(
        "keyring",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kek_id", sa.String(length=32), nullable=False),
        sa.Column("alg", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kcv", sa.LargeBinary(length=8), nullable=False),
        sa.CheckConstraint(
            "state in ('pending', 'primary', 'decrypt-only', 'retired', 'destroyed')",
            name=op.f("ck_keyring_state"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keyring")),
        sa.UniqueConstraint("kek_id", name=op.f("uq_keyring_kek_id")),
    )
    op.create_index(
        "uq_keyring_primary",
        "keyring",
        ["alg"],
        unique=True,
        sqlite_where=sa.text("alg = 'AES-256-GCM' and state = 'primary'"),
        postgresql_where=sa.text("alg = 'AES-256-GCM' and state = 'primary'"),
    )


def downgrade() -> None:
    """Take the walls down and drop the tables."""
    op.drop_table("keyring")
    op.drop_table("data_keys")
