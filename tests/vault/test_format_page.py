"""docs/FORMAT.md is true: its example is what the code makes, and a stranger's decoder reads it."""

from __future__ import annotations

import re
import uuid
from pathlib import Path

import pytest

from tests.vault import decoder
from tracker.vault import chest, sealer
from tracker.vault.blind_index import BlindIndex
from tracker.vault.format import Slot, file_context, file_header
from tracker.vault.keyring import Keyring
from tracker.vault.primitives import hkdf_sha512
from tracker.vault.providers import EnvKeys
from tracker.vault.store import FileStore

PAGE = Path(__file__).parents[2] / "docs" / "FORMAT.md"

GIVEN = {
    "kek_id": "k0a1b2c3d",
    "master_key": bytes(range(32)).hex(),
    "data_key": bytes(range(32, 64)).hex(),
    "blind_root": bytes(range(64, 96)).hex(),
    "domain": "case",
    "holder_id": "6f0c1d7e-52a3-4b0e-9d5a-0b6a4f3c2e11",
    "dek_version": "1",
    "wrap_nonce": "a0a1a2a3a4a5a6a7a8a9aaab",
    "table": "evidence_notes",
    "column": "text",
    "row_id": "0d9a6c1b-7f44-4c8e-8a57-3f2b1e0d9c8b",
    "row_version": "3",
    "field_nonce": "b0b1b2b3b4b5b6b7b8b9babb",
    "text": "A grey heron stood by the river.",
    "file_id": "2b1e8f0a-64d2-4f0b-b7c9-5e4d3c2b1a09",
    "file_salt": "c0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7",
    "file_content": "A capture of a page.",
}


def _page() -> dict[str, str]:
    """Read the worked example from the page."""
    block = PAGE.read_text("utf-8").split("```")[1]
    return dict(re.findall(r"^(\w+) += (.+)$", block, re.MULTILINE))


def _made(store: FileStore, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Make the example with the product's code, with the given values where random ones would be."""
    draws = iter(bytes.fromhex(GIVEN[name]) for name in ("data_key", "wrap_nonce", "field_nonce"))
    for module in (chest, sealer):
        monkeypatch.setattr(module, "random_bytes", lambda _count: next(draws))
    ring = Keyring(EnvKeys({f"TRACKER_KEY_{GIVEN['kek_id'].upper()}": GIVEN["master_key"]}))
    holder, file_id = uuid.UUID(GIVEN["holder_id"]), uuid.UUID(GIVEN["file_id"])
    keys = chest.KeyChest(ring, 1)
    key = keys.new_key(GIVEN["domain"], holder, 1, GIVEN["kek_id"])
    sealing = sealer.Sealer((key,), keys, store)
    cell = sealing.seal(
        Slot(GIVEN["table"], GIVEN["column"]),
        uuid.UUID(GIVEN["row_id"]),
        int(GIVEN["row_version"]),
        GIVEN["text"],
    )
    data_key = bytes.fromhex(GIVEN["data_key"])
    # The library draws the salt itself, so the decoder's inverse makes the file, and the product opens it.
    file = file_header(1) + decoder.seal_stream(
        hkdf_sha512(data_key, b"file"),
        file_context(file_id, holder, 1),
        bytes.fromhex(GIVEN["file_salt"]),
        GIVEN["file_content"].encode(),
    )
    store.path(file_id).parent.mkdir(parents=True)
    store.path(file_id).write_bytes(file)
    assert b"".join(sealing.open_file(file_id)).decode() == GIVEN["file_content"]
    index = BlindIndex({1: bytes.fromhex(GIVEN["blind_root"])})
    return {
        "kcv": ring.check_value(GIVEN["kek_id"]).hex(),
        "wrapped": key.wrapped.hex(),
        "cell": cell.hex(),
        "file": file.hex(),
        "blind_index": index.index(GIVEN["table"], GIVEN["column"], GIVEN["text"]).hex(),
    }


def test_the_example_is_what_the_code_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = GIVEN | _made(FileStore(tmp_path), monkeypatch)
    lines = "\n".join(f"{name:<12} = {value}" for name, value in wanted.items())
    assert _page() == wanted, f"the example in docs/FORMAT.md should read:\n{lines}"


def test_a_decoder_written_from_the_page_reads_the_example() -> None:
    page = _page()
    master_key, wrapped = bytes.fromhex(page["master_key"]), bytes.fromhex(page["wrapped"])
    holder, cell = page["holder_id"], bytes.fromhex(page["cell"])
    assert decoder.check_value(master_key, page["kek_id"]).hex() == page["kcv"]
    data_key = decoder.unwrap(
        master_key, page["kek_id"], page["domain"], holder, int(page["dek_version"]), wrapped
    )
    assert data_key.hex() == page["data_key"]
    text = decoder.open_cell(
        data_key, page["table"], page["column"], page["row_id"], int(page["row_version"]), holder, cell
    )
    assert text.decode() == page["text"]
    content = decoder.open_file(data_key, page["file_id"], holder, bytes.fromhex(page["file"]))
    assert content.decode() == page["file_content"]
    index = decoder.blind_index(
        bytes.fromhex(page["blind_root"]), page["table"], page["column"], page["text"]
    )
    assert index.hex() == page["blind_index"]


def test_the_page_counts_the_bytes_of_a_files_context() -> None:
    (told,) = re.findall(r"\((\d+) bytes, no lengths\)", PAGE.read_text("utf-8"))
    assert int(told) == len(file_context(uuid.UUID(int=1), uuid.UUID(int=2), 1))
