"""Files are sealed as they stream by, whole or not at all, and any change of them is noticed."""

from __future__ import annotations

import errno
import gc
import hashlib
import os
import signal
import subprocess
import sys
import textwrap
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.vault import decoder
from tests.vault.conftest import CASE, CHUNK, FILE, KEK
from tests.vault.sealing import seal_file
from tracker.policy.captures import FileState
from tracker.vault.primitives import random_bytes
from tracker.vault.sealer import Sealer
from tracker.vault.store import FileStore
from tracker.vault.trouble import FileExists, FileMissing


def _left(store: FileStore) -> list[Path]:
    """Return every file below the store."""
    return [path for path in store.path(FILE).parent.parent.rglob("*") if path.is_file()]


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 5 * CHUNK, 300_000])
def test_what_was_sealed_is_what_opens(sealer: Sealer, store: FileStore, size: int) -> None:
    plain = random_bytes(size)
    sealed = seal_file(sealer, FILE, [plain[:100], plain[100:]])
    on_disk = store.path(FILE).read_bytes()
    assert (sealed.size, sealed.sha256) == (size, hashlib.sha256(plain).hexdigest())
    assert sealed.sealed_sha256 == hashlib.sha256(on_disk).hexdigest() == store.digest(FILE)
    with sealer.open_file(FILE) as pieces:
        assert pieces.size == size
        assert b"".join(pieces) == plain
    assert sealer.verify_file(FILE, sealed.sha256) is FileState.INTACT
    assert list(store.ids()) == [FILE]
    assert _left(store) == [store.path(FILE)]
    assert store.path(FILE).stat().st_mode & 0o077 == 0


def test_an_independent_decoder_reads_it(sealer: Sealer, store: FileStore) -> None:
    plain = random_bytes(40_000)
    seal_file(sealer, FILE, [plain])
    key = sealer.keys[0]
    data_key = decoder.unwrap(bytes.fromhex("5a" * 32), KEK, "case", str(CASE), 1, key.wrapped)
    assert decoder.open_file(data_key, str(FILE), str(CASE), store.path(FILE).read_bytes()) == plain


def test_nothing_in_clear_reaches_the_disk(sealer: Sealer, store: FileStore) -> None:
    with sealer.file_sealer(FILE) as pushed:
        for _ in range(10_000):
            pushed.write(b"canary-heron-")
        pushed.close()
    assert b"canary" not in store.path(FILE).read_bytes()


def test_a_file_is_written_once(sealer: Sealer, store: FileStore) -> None:
    late = sealer.file_sealer(FILE)
    late.write(b"late")
    seal_file(sealer, FILE, [b"first"])
    with pytest.raises(FileExists, match="was written before"):
        seal_file(sealer, FILE, [b"second"])
    with pytest.raises(FileExists, match="was written before"):
        late.close()
    assert b"".join(sealer.open_file(FILE)) == b"first"
    assert _left(store) == [store.path(FILE)]


def test_a_file_that_was_given_up_leaves_nothing(sealer: Sealer, store: FileStore) -> None:
    given_up = sealer.file_sealer(FILE)
    given_up.write(b"x" * 100_000)
    given_up.abort()
    with pytest.raises(ValueError, match="given up before"):
        given_up.close()
    with sealer.file_sealer(FILE) as left:
        left.write(b"x")
    dropped = sealer.file_sealer(FILE)
    dropped.write(b"x")
    del dropped
    gc.collect()
    assert _left(store) == []
    with pytest.raises(FileMissing):
        sealer.open_file(FILE)


def test_a_source_that_breaks_leaves_nothing(sealer: Sealer, store: FileStore) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"x" * 100_000
        raise ConnectionError

    with pytest.raises(ConnectionError):
        seal_file(sealer, FILE, pieces())
    assert _left(store) == []


@pytest.mark.parametrize("call", ["fsync", "link"])
def test_a_full_disk_leaves_nothing(
    sealer: Sealer, store: FileStore, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def full(*_args: object, **_more: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    pushed = sealer.file_sealer(FILE)
    pushed.write(b"x" * 100_000)
    monkeypatch.setattr(os, call, full)
    with pytest.raises(OSError, match="No space"):
        pushed.close()
    assert _left(store) == []


def test_a_killed_process_leaves_no_file_and_its_rest_is_swept(tmp_path: Path) -> None:
    program = f"""
        import sys, uuid
        from pathlib import Path
        from tests.vault.conftest import CASE, FILE, KEK
        from tracker.vault.chest import KeyChest
        from tracker.vault.keyring import Keyring
        from tracker.vault.providers import EnvKeys
        from tracker.vault.sealer import Sealer
        from tracker.vault.store import FileStore
        chest = KeyChest(Keyring(EnvKeys({{"TRACKER_KEY_" + KEK.upper(): "5a" * 32}})), 8)
        sealer = Sealer((chest.new_key("case", CASE, 1, KEK),), chest, FileStore(Path({str(tmp_path)!r})))
        pushed = sealer.file_sealer(FILE)
        pushed.write(bytes(1_000_000))
        print("written", flush=True)
        sys.stdin.read()
    """
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"written\n"
        alive = FileStore(tmp_path)  # a second process starts: it leaves alone what is being written
        assert len(list((tmp_path / "partial").iterdir())) == 1
        process.send_signal(signal.SIGKILL)
    assert list(alive.ids()) == []
    assert len(list((tmp_path / "partial").iterdir())) == 1
    FileStore(tmp_path)
    assert list((tmp_path / "partial").iterdir()) == []


def test_a_large_upload_is_never_held(sealer: Sealer) -> None:
    piece, megabytes = random_bytes(64 * 1024), 64
    digest = hashlib.sha256()
    tracemalloc.start()
    try:
        with sealer.file_sealer(FILE) as pushed:
            for _ in range(megabytes * 16):
                pushed.write(piece)
            sealed = pushed.close()
        for part in sealer.open_file(FILE):
            digest.update(part)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert sealed.size == megabytes << 20
    assert digest.hexdigest() == sealed.sha256
    assert peak < 4 << 20


def test_one_large_write_is_sealed_in_pieces(sealer: Sealer) -> None:
    plain = bytes(32 << 20)
    tracemalloc.start()
    try:
        seal_file(sealer, FILE, [plain])
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 4 << 20


def test_nobody_has_to_read_to_the_end(sealer: Sealer) -> None:
    seal_file(sealer, FILE, [bytes(1 << 20)])
    opened = sealer.open_file(FILE)
    assert next(opened)
    opened.close()
    assert list(opened) == []
    sealer.open_file(FILE)  # dropped at once, unread
    gc.collect()
