"""The signed list of what was disposed of: added to alone, and each note told of that was touched."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.ledger.destroyed import LIST, add_batch, read_list
from tracker.ledger.notes import Signer

SIGNER = Signer("example.gov/tracker", bytes(range(32)))
OTHER = Signer("example.gov/tracker", bytes(32))


def batch(number: int) -> dict[str, Any]:
    """Return what is said of a batch of one case."""
    keys = [["case", str(UUID(int=number)), 1]]
    return {"batch": f"Z-{number:06d}", "cases": [{"reference": f"C-26-{number:05d}", "keys": keys}]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a list of three batches."""
    for number in range(3):
        add_batch(tmp_path / "there", SIGNER, batch(number))
    return tmp_path / "there"


def test_what_was_added_is_read_in_order(folder: Path) -> None:
    found = read_list(folder, [SIGNER.verifier], SIGNER.name)
    assert found.fault == ""
    assert [dict(one) for one in found.batches] == [batch(number) for number in range(3)]
    assert found.keys == {("case", UUID(int=number), 1) for number in range(3)}
    assert read_list(folder / "nowhere", [SIGNER.verifier], SIGNER.name).batches == ()


def test_a_note_that_is_taken_out_or_moved_is_told_of(folder: Path) -> None:
    path = folder / LIST
    content = path.read_bytes()
    first = content.index(b"\n\n", content.index(b"\n\n") + 2) + 2
    for changed in (content[first:], content[first:] + content[:first], content[:-40]):
        path.write_bytes(changed)
        found = read_list(folder, [SIGNER.verifier], SIGNER.name)
        assert "cannot be relied on" in found.fault
        assert len(found.batches) < 3


def test_another_key_signs_nothing_here(folder: Path) -> None:
    add_batch(folder, OTHER, batch(9))
    found = read_list(folder, [SIGNER.verifier], SIGNER.name)
    assert found.fault.startswith("note 4 of")
    assert len(found.batches) == 3


@given(st.data())
def test_no_changed_byte_goes_unnoticed(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("list")
    for number in range(2):
        add_batch(folder, SIGNER, batch(number))
    content = bytearray((folder / LIST).read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    (folder / LIST).write_bytes(content)
    found = read_list(folder, [SIGNER.verifier], SIGNER.name)
    assert found.fault
