"""The board opens what was released to it, and could open nothing else."""

from __future__ import annotations

import uuid
from functools import partial

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests.vault.conftest import Begin
from tests.vault.counting import statements
from tracker.vault.board_sealer import BoardSealer, Cell
from tracker.vault.format import Domain, Slot
from tracker.vault.trouble import NoKey, Unopenable
from tracker.vault.vault import Vault

ROW = uuid.UUID(int=7)
NOTE = Slot("evidence_notes", "text")


def _seal(board: BoardSealer, session: Session, case: uuid.UUID, text: str) -> bytes:
    return board.seal(session, case, table="packets", column="page", row_id=ROW, row_version=1, text=text)


def test_the_first_release_makes_the_boards_key(vault: Vault, begin: Begin) -> None:
    case, board = uuid.uuid4(), vault.board_sealer()
    with begin() as session:
        vault.create_key(session, case, Domain.CASE)
        sealed = [_seal(board, session, case, text) for text in ("first", "second")]
    with begin() as session:
        opened = board.open_many(session, [(case, "packets", "page", ROW, 1, cell) for cell in sealed])
        assert opened == [b"first", b"second"]
        assert len(vault.domain(session, Domain.BOARD, case).keys) == 1


def test_raw_material_does_not_open(vault: Vault, begin: Begin) -> None:
    case, board = uuid.uuid4(), vault.board_sealer()
    with begin() as session:
        raw = vault.create_key(session, case, Domain.CASE).seal(NOTE, ROW, 1, "canary")
        open_raw = partial(board.open, table=NOTE.table, column=NOTE.column, row_id=ROW, row_version=1)
        with pytest.raises(NoKey):
            open_raw(session, case, sealed=raw)
        _seal(board, session, case, "page")
        with pytest.raises(Unopenable):
            open_raw(session, case, sealed=raw)


@pytest.mark.parametrize("cases", [1, 10, 200])
def test_a_docket_costs_one_statement(vault: Vault, engine: Engine, begin: Begin, cases: int) -> None:
    board = vault.board_sealer()
    cells: list[Cell] = []
    with begin() as session:
        for case in (uuid.uuid4() for _ in range(cases)):
            cells.append((case, "packets", "page", ROW, 1, _seal(board, session, case, str(case))))
    with begin() as session, statements(engine) as seen:
        assert board.open_many(session, cells) == [str(cell[0]).encode() for cell in cells]
        assert board.open_many(session, []) == []
    assert len(seen) <= 2


def test_it_offers_nothing_but_sealing_and_opening(vault: Vault) -> None:
    offered = {name for name in dir(vault.board_sealer()) if not name.startswith("_")}
    assert offered == {"seal", "open", "open_many"}
