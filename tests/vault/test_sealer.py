"""A sealed cell opens in its own place, in its own version, and nowhere else."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, LargeBinary, MetaData, Table

from tracker.db import Record
from tracker.vault.chest import KeyChest
from tracker.vault.format import FIELD_OVERHEAD, Slot, unpack_field
from tracker.vault.inventory import SealedColumns, sealed_slots
from tracker.vault.keyring import Keyring
from tracker.vault.providers import EnvKeys
from tracker.vault.sealer import Sealer
from tracker.vault.store import FileStore
from tracker.vault.trouble import UnknownSlot, Unopenable

KEK = "k0a1b2c3d"
NOTE = Slot("evidence_notes", "text")
ROW = uuid.UUID(int=7)


def _chest() -> KeyChest:
    return KeyChest(Keyring(EnvKeys({f"TRACKER_KEY_{KEK.upper()}": "5a" * 32})), 8)


@pytest.fixture(scope="module")
def chest() -> KeyChest:
    """Data keys under one master key."""
    return _chest()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> FileStore:
    """A store that these tests do not look into."""
    return FileStore(tmp_path_factory.mktemp("store"))


def _sealer(chest: KeyChest, files: FileStore, holder: int = 1, domain: str = "case") -> Sealer:
    return Sealer((chest.new_key(domain, uuid.UUID(int=holder), 1, KEK),), chest, files)


@pytest.fixture(scope="module")
def sealer(chest: KeyChest, files: FileStore) -> Sealer:
    """The sealer of one case."""
    return _sealer(chest, files)


@given(text=st.text())
def test_what_was_sealed_is_what_opens(sealer: Sealer, text: str) -> None:
    sealed = sealer.seal(NOTE, ROW, 1, text)
    assert sealer.open_text(NOTE, ROW, 1, sealed) == text
    assert len(sealed) == len(text.encode()) + FIELD_OVERHEAD == len(text.encode()) + 32


def test_equal_texts_never_give_equal_bytes(sealer: Sealer) -> None:
    assert len({sealer.seal(NOTE, ROW, 1, "the same") for _ in range(1000)}) == 1000


def test_a_structure_is_always_written_the_same_way(sealer: Sealer) -> None:
    sealed = sealer.seal_json(NOTE, ROW, 1, {"b": [1, None, True], "a": "ü"})
    assert sealer.open(NOTE, ROW, 1, sealed) == '{"a":"ü","b":[1,null,true]}'.encode()
    assert sealer.open_json(NOTE, ROW, 1, sealed) == {"a": "ü", "b": [1, None, True]}


@dataclass(frozen=True, slots=True)
class _Cell:
    sealer: Sealer
    slot: Slot
    row: uuid.UUID
    version: int
    sealed: bytes

    def open(self, sealed: bytes) -> bytes:
        return self.sealer.open(self.slot, self.row, self.version, sealed)


def _cells(chest: KeyChest, files: FileStore) -> Iterator[_Cell]:
    """Seal one text of one length in every kind of place that a cell can be moved to."""
    sealers = [_sealer(chest, files, 1), _sealer(chest, files, 2), _sealer(chest, files, 1, "board")]
    slots = [NOTE, Slot("evidence_notes", "other"), Slot("findings", "text")]
    for sealer, slot, row, version in itertools.product(sealers, slots, (1, 2), (1, 2)):
        row_id = uuid.UUID(int=row)
        yield _Cell(sealer, slot, row_id, version, sealer.seal(slot, row_id, version, "same length"))


def test_no_cell_opens_in_the_place_of_another(chest: KeyChest, files: FileStore) -> None:
    cells = list(_cells(chest, files))
    refused = 0
    for one, other in itertools.permutations(cells, 2):
        with pytest.raises(Unopenable, match=str(one.slot)):
            one.open(other.sealed)
        refused += 1
    assert refused == 36 * 35
    assert all(cell.open(cell.sealed) == b"same length" for cell in cells)


def test_no_bit_can_change(sealer: Sealer) -> None:
    sealed = sealer.seal(NOTE, ROW, 1, "every bit counts")
    for place in range(8 * len(sealed)):
        changed = bytearray(sealed)
        changed[place // 8] ^= 1 << place % 8
        with pytest.raises(Unopenable):
            sealer.open(NOTE, ROW, 1, bytes(changed))


@given(cut=st.integers(min_value=0, max_value=47))
def test_no_byte_can_be_cut_off(sealer: Sealer, cut: int) -> None:
    sealed = sealer.seal(NOTE, ROW, 1, "sixteen letters!")
    with pytest.raises(Unopenable):
        sealer.open(NOTE, ROW, 1, sealed[:cut])
    with pytest.raises(Unopenable):
        sealer.open(NOTE, ROW, 1, sealed + b"\0")


@given(garbage=st.binary(max_size=80))
def test_garbage_is_refused_in_words(sealer: Sealer, garbage: bytes) -> None:
    with pytest.raises(Unopenable, match=r"evidence_notes\.text of row .* does not open"):
        sealer.open(NOTE, ROW, 1, garbage)


def test_a_refusal_says_nothing_of_the_text(sealer: Sealer) -> None:
    sealed = bytearray(sealer.seal(NOTE, ROW, 1, "heron"))
    sealed[-1] ^= 1
    with pytest.raises(Unopenable) as refusal:
        sealer.open(NOTE, ROW, 1, bytes(sealed))
    assert "heron" not in repr(refusal.value)


def test_a_new_key_version_seals_and_the_old_one_still_opens(chest: KeyChest, files: FileStore) -> None:
    holder = uuid.UUID(int=3)
    first = chest.new_key("case", holder, 1, KEK)
    before = Sealer((first,), chest, files).seal(NOTE, ROW, 1, "before")
    both = Sealer((first, chest.new_key("case", holder, 2, KEK)), chest, files)
    after = both.seal(NOTE, ROW, 2, "after")
    assert (unpack_field(before).dek_version, unpack_field(after).dek_version) == (1, 2)
    assert both.open_text(NOTE, ROW, 1, before) == "before"
    assert both.open_text(NOTE, ROW, 2, after) == "after"
    with pytest.raises(Unopenable, match="key version 2"):
        Sealer((first,), chest, files).open(NOTE, ROW, 2, after)


def test_only_so_many_keys_are_remembered(files: FileStore) -> None:
    chest = _chest()
    sealers = [_sealer(chest, files, holder) for holder in range(20)]
    sealed = [sealer.seal(NOTE, ROW, 1, "kept") for sealer in sealers]
    assert len(chest) == 8
    opened = [sealer.open(NOTE, ROW, 1, cell) for sealer, cell in zip(sealers, sealed, strict=True)]
    assert opened == [b"kept"] * 20
    assert len(chest) == 8


def test_many_threads_share_one_chest(files: FileStore) -> None:
    chest = _chest()
    sealers = [_sealer(chest, files, holder) for holder in range(16)]

    def work(number: int) -> bool:
        sealer, text = sealers[number % 16], f"text {number}"
        return sealer.open_text(NOTE, ROW, 1, sealer.seal(NOTE, ROW, 1, text)) == text

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(2000)))
    assert len(chest) <= 8


def test_nothing_is_sealed_for_a_place_that_is_not_in_the_inventory(chest: KeyChest, tmp_path: Path) -> None:
    metadata = MetaData()
    known = SealedColumns(metadata)
    key = chest.new_key("case", uuid.UUID(int=1), 1, KEK)
    sealer = Sealer((key,), chest, FileStore(tmp_path), known)
    sealed = Column("text", LargeBinary, info={"sealed": True})
    Table("evidence_notes", metadata, sealed, Column("title", LargeBinary))
    assert sealer.open(NOTE, ROW, 1, sealer.seal(NOTE, ROW, 1, "kept")) == b"kept"
    for slot in (Slot("evidence_notes", "title"), Slot("evidence_notes", "none"), Slot("none", "text")):
        with pytest.raises(UnknownSlot, match=str(slot)):
            sealer.seal(slot, ROW, 1, "lost")
    assert sealed_slots(metadata) == (NOTE,)


def test_the_inventory_lists_the_records_sealed_columns() -> None:
    slots = sealed_slots(Record.metadata)
    assert list(slots) == sorted(slots)
    assert all(slot in SealedColumns(Record.metadata) for slot in slots)


def test_a_slot_has_plain_names() -> None:
    with pytest.raises(ValueError, match="table and a column"):
        Slot("a|b", "c")
