"""What the board is handed of the vault: it seals and opens the board's own copies, and nothing else.

Its methods take plain names instead of slots, so that the board can describe it as a protocol of its own
without importing the vault.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence

from sqlalchemy.orm import Session

from tracker.vault.format import Slot
from tracker.vault.sealer import Sealer
from tracker.vault.trouble import NoKey

Cell = tuple[uuid.UUID, str, str, uuid.UUID, int, bytes]
"""A sealed cell of the board: case id, table, column, row id, row version, sealed bytes."""


class BoardSealer:
    """Seals and opens released copies under the key that each case has for its board."""

    __slots__ = ("__create", "__find")

    def __init__(
        self,
        find: Callable[[Session, Iterable[uuid.UUID]], Mapping[uuid.UUID, Sealer]],
        create: Callable[[Session, uuid.UUID], Sealer],
    ) -> None:
        """Take what finds the board keys of cases, and what makes a case's first one."""
        self.__find = find
        self.__create = create

    def seal(
        self,
        session: Session,
        case_id: uuid.UUID,
        *,
        table: str,
        column: str,
        row_id: uuid.UUID,
        row_version: int,
        text: str | bytes,
    ) -> bytes:
        """Seal a released text for one cell; the case's board key is made at its first release."""
        sealer = self.__find(session, [case_id]).get(case_id) or self.__create(session, case_id)
        return sealer.seal(Slot(table, column), row_id, row_version, text)

    def open(
        self,
        session: Session,
        case_id: uuid.UUID,
        *,
        table: str,
        column: str,
        row_id: uuid.UUID,
        row_version: int,
        sealed: bytes,
    ) -> bytes:
        """Open one released cell; raises as a sealer does."""
        return self.open_many(session, [(case_id, table, column, row_id, row_version, sealed)])[0]

    def open_many(self, session: Session, cells: Sequence[Cell]) -> list[bytes]:
        """Open many released cells of any number of cases, with one statement for their keys."""
        sealers = self.__find(session, {case_id for case_id, *_ in cells})
        opened = []
        for case_id, table, column, row_id, row_version, sealed in cells:
            if case_id not in sealers:
                raise NoKey("board", case_id)
            opened.append(sealers[case_id].open(Slot(table, column), row_id, row_version, sealed))
        return opened
