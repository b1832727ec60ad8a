"""Writing: a search and a capture, each beside the part of the work that cannot be left out."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import count
from pathlib import Path
from secrets import token_bytes

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask.testing import FlaskClient

from bench.installation import Installation, first_link
from bench.rounds import Pair
from tests.factories.files import large_png
from tests.pages.findings import CAPTURE
from tests.pages.protocol import filled_in

CAPTURE_BYTES = 12_000_000
PIECE = 1 << 20


def acts(house: Installation) -> Iterator[Pair]:
    """Yield what an investigator does daily: logging a search, adding a capture."""
    dana, folder = house.browser("dana-ruiz"), house.settings.data
    search = first_link(dana, "/desk", r"/cases/[^/]+/steps/\d+") + "/search"
    yield Pair(
        "log a search (form and post)", _log(dana, search), "one durable SQLite commit", _commit(folder)
    )
    case = search.split("/steps/")[0]
    yield Pair(
        "add a capture of 12 MB", _add(dana, case), "SHA-256, AES-256-GCM and fsync", _seal(folder), rounds=8
    )


def _log(browser: FlaskClient, address: str) -> Callable[[], object]:
    numbers = count(1)

    def log() -> None:
        html = browser.get(address).get_data(as_text=True)
        values = filled_in(html, address) | {"query": f"measured {next(numbers)}", "result": "nothing-found"}
        answer = browser.post(address, data=values | {"then": "stay"})
        assert answer.status_code == 303, answer.get_data(as_text=True)[-3000:]

    return log


def _commit(folder: Path) -> Callable[[], object]:
    connection = sqlite3.connect(folder / "limit.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE searches (id INTEGER PRIMARY KEY, body BLOB)")
    body = token_bytes(800)

    def commit() -> None:
        connection.execute("INSERT INTO searches (body) VALUES (?)", (body,))

    return commit


def _add(browser: FlaskClient, case: str) -> Callable[[], object]:
    address, numbers = f"{case}/captures/new", count(1)

    def add() -> None:
        number = next(numbers)
        values = filled_in(browser.get(address).get_data(as_text=True), address) | CAPTURE
        picture = (BytesIO(large_png(CAPTURE_BYTES, f"picture {number}")), f"picture-{number}.png")
        answer = browser.post(address, data=values | {"files": [picture]}, content_type="multipart/form-data")
        assert answer.status_code == 303, answer.get_data(as_text=True)[-3000:]

    return add


def _seal(folder: Path) -> Callable[[], object]:
    data, key = large_png(CAPTURE_BYTES), AESGCM(token_bytes(32))

    def seal() -> None:
        digest = hashlib.sha256()
        with (folder / "limit.sealed").open("wb") as file:
            for start in range(0, len(data), PIECE):
                piece = data[start : start + PIECE]
                digest.update(piece)
                file.write(key.encrypt(token_bytes(12), piece, None))
            file.flush()
            os.fsync(file.fileno())

    return seal
