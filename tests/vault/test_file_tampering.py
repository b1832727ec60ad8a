"""Whatever is done to a sealed file behind the product's back is noticed."""

from __future__ import annotations

import hashlib
import uuid

import pytest

from tests.vault.conftest import CHUNK, FILE, KEK
from tests.vault.sealing import seal_file
from tracker.policy.captures import FileState
from tracker.vault.primitives import random_bytes
from tracker.vault.sealer import Sealer
from tracker.vault.store import FileStore
from tracker.vault.trouble import Unopenable

PREAMBLE = 4 + 56


@pytest.mark.parametrize("chunks", [0, 1, 2, 3])
def test_a_file_cut_at_a_chunk_is_refused(sealer: Sealer, store: FileStore, chunks: int) -> None:
    sealed = seal_file(sealer, FILE, [random_bytes(3 * CHUNK)])
    whole = store.path(FILE).read_bytes()
    cut = whole[: PREAMBLE + chunks * (CHUNK + 16)]
    assert len(cut) < len(whole)
    store.path(FILE).write_bytes(cut)
    with pytest.raises(Unopenable, match=str(FILE)):
        b"".join(sealer.open_file(FILE))
    assert sealer.verify_file(FILE, sealed.sha256) is FileState.CHANGED


def test_no_byte_of_a_file_can_change(sealer: Sealer, store: FileStore) -> None:
    sealed = seal_file(sealer, FILE, [random_bytes(CHUNK + 50)])
    whole = store.path(FILE).read_bytes()
    places = [*range(PREAMBLE + 20), *range(PREAMBLE + 20, len(whole), 997), len(whole) - 1]
    for place in places:
        changed = bytearray(whole)
        changed[place] ^= 1 << place % 8
        store.path(FILE).write_bytes(changed)
        assert sealer.verify_file(FILE, sealed.sha256) is FileState.CHANGED, place
    store.path(FILE).write_bytes(whole + b"\0")
    assert sealer.verify_file(FILE, sealed.sha256) is FileState.CHANGED
    store.path(FILE).write_bytes(whole)
    assert sealer.verify_file(FILE, sealed.sha256) is FileState.INTACT


def test_files_cannot_change_places(sealer: Sealer, store: FileStore) -> None:
    other_case = Sealer((sealer.chest.new_key("case", uuid.UUID(int=2), 1, KEK),), sealer.chest, store)
    one, other, foreign = uuid.UUID(int=11), uuid.UUID(int=12), uuid.UUID(int=13)
    for owner, file_id in ((sealer, one), (sealer, other), (other_case, foreign)):
        seal_file(owner, file_id, [b"the same length"])
    for file_id in (other, foreign):
        store.path(one).write_bytes(store.path(file_id).read_bytes())
        assert sealer.verify_file(one, hashlib.sha256(b"the same length").hexdigest()) is FileState.CHANGED


def test_another_content_is_told_from_the_recorded_one(sealer: Sealer, store: FileStore) -> None:
    seal_file(sealer, FILE, [b"content"])
    assert sealer.verify_file(FILE, hashlib.sha256(b"other").hexdigest()) is FileState.CHANGED
    store.discard(FILE)
    assert sealer.verify_file(FILE, hashlib.sha256(b"content").hexdigest()) is FileState.MISSING
    store.discard(FILE)
