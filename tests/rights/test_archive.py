"""The ZIP of one's own file: sent piece by piece, dated, one at a time, and only what was sealed."""

from __future__ import annotations

import io
import re
import tracemalloc
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.affidavits.conftest import Site
from tests.people import Browser
from tracker.db import db
from tracker.engines import alone
from tracker.rights.archive import File, file_of, streamed, with_manifest
from tracker.vault.trouble import Unopenable

MADE_AT = datetime(2026, 3, 9, 16, 0, 6, tzinfo=UTC)
PIECE = b"x" * 65536


def opened(files: tuple[File, ...]) -> zipfile.ZipFile:
    """Return the ZIP of files, opened."""
    return zipfile.ZipFile(io.BytesIO(b"".join(streamed(files, MADE_AT))))


def test_each_file_bears_its_own_date_and_the_list_names_each() -> None:
    signed = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)
    files = with_manifest((file_of("b.txt", "", b"two", signed), file_of("a.txt", "", b"one")))
    with opened(files) as archive:
        assert archive.namelist() == ["SHA256SUMS", "a.txt", "b.txt"]
        assert archive.getinfo("b.txt").date_time == (2026, 3, 2, 10, 30, 0)
        assert archive.getinfo("a.txt").date_time == (2026, 3, 9, 12, 0, 6)
        assert archive.testzip() is None
        listed = archive.read("SHA256SUMS").decode()
    assert re.findall(r"^([0-9a-f]{64})  (\S+)$", listed, re.MULTILINE) == [
        (one.digest, one.name) for one in files[1:]
    ]


def test_a_large_file_is_never_held_as_a_whole() -> None:
    count = 400

    def pieces() -> Iterator[bytes]:
        yield from (PIECE for _ in range(count))

    digest = file_of("", "", PIECE * count).digest
    tracemalloc.start()
    sent = sum(len(one) for one in streamed((File("large.pdf", "", digest, pieces),), MADE_AT))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sent > count * len(PIECE)
    assert most < 2 * 1024 * 1024


def test_what_is_not_what_was_received_breaks_off() -> None:
    with pytest.raises(Unopenable, match=r"a\.txt"):
        list(streamed((File("a.txt", "", "0" * 64, lambda: (b"one",)),), MADE_AT))


def test_one_copy_is_sent_at_a_time(site: Site, phone: Browser) -> None:
    engine = site.read(lambda _: db.engine)
    with alone(engine, f"own-file-{site.case.reference}") as free:
        assert free
        for path, words in (
            ("/a/copy/take", "Your file is on its way already."),
            ("/es/a/copy/take", "Su expediente ya está en camino."),
        ):
            page = phone.post(path)
            assert page.status_code == 409
            assert words in page.text
    first = phone.post("/a/copy/take")
    assert first.status_code == 200
    assert phone.post("/a/copy/take").status_code == 409, "while the first is not read to its end"
    first.close()
    assert phone.post("/a/copy/take").data.startswith(b"PK")


def test_whoever_breaks_off_can_take_it_again(phone: Browser) -> None:
    broken = phone.post("/a/copy/take")
    next(iter(broken.response))
    broken.close()
    assert phone.post("/a/copy/take").data.startswith(b"PK")
