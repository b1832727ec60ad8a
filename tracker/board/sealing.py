"""How the board seals and opens its own copies, without being able to open anything else.

The application hands the board a sealer for its own keys only; the board describes what it needs of it here
and never imports the vault.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, cast
from uuid import UUID

from sqlalchemy.orm import Session

Cell = tuple[UUID, str, str, UUID, int, bytes]
"""Case id, table, column, row id, row version, sealed bytes."""


class BoardSealer(Protocol):
    """Seals and opens cells of the board's own tables."""

    def seal(
        self,
        session: Session,
        case_id: UUID,
        *,
        table: str,
        column: str,
        row_id: UUID,
        row_version: int,
        text: str | bytes,
    ) -> bytes:
        """Seal a text for one cell."""
        ...

    def open_many(self, session: Session, cells: Sequence[Cell]) -> list[bytes]:
        """Open cells of any number of cases."""
        ...


def sealer_of(session: Session) -> BoardSealer:
    """Return the sealer that the application gave to its sessions."""
    return cast(BoardSealer, session.info["board_sealer"])
