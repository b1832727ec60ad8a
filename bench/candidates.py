"""A list of 10,000 candidates: looked at and added whole, beside one of a tenth; time, and memory it takes.

``python -m bench.candidates`` fills an installation of its own. The memory is the most that the process had.
"""

from __future__ import annotations

import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from flask import Flask

from tests.factories.requisitions import hr, opened
from tests.pages.filled import form_on, values_of
from tests.people import Browser, People
from tracker.app import build, create_app
from tracker.db import db
from tracker.first_run import set_up
from tracker.settings import load_settings

FEW, MANY = 1_000, 10_000


def a_list(rows: int, word: str) -> bytes:
    """Return a list of so many candidates."""
    lines = (
        f"Candidate {word} {number},{word}{number}@example.org,203 555 {number % 10000:04},"
        for number in range(rows)
    )
    return "\n".join(("name,e-mail,telephone,language", *lines)).encode()


@contextmanager
def house() -> Iterator[tuple[Flask, Browser, str]]:
    """Yield an installation, HR's browser, and the address that takes the list."""
    with tempfile.TemporaryDirectory(prefix="tracker-bench-") as folder:
        settings = load_settings(environment="test", instance=Path(folder) / "instance")
        set_up(build(settings))
        app = create_app(settings)
        people = People(app)
        with app.app_context():
            requisition = opened(people)
        browser = people.browser(hr(people))
        browser.lint = False
        yield app, browser, f"/admin/requisitions/{requisition.reference}/candidates/from-file"
        with app.app_context():
            db.engine.dispose()


def sent(browser: Browser, page: str, html: str, content: bytes) -> tuple[int, str, float, int]:
    """Send a list with the form of a page; return status, answer, seconds, and the bytes held at the most."""
    data = dict(values_of(form_on(html, page))) | {"file": (BytesIO(content), "list.csv")}
    tracemalloc.reset_peak()
    before, began = tracemalloc.get_traced_memory()[0], time.perf_counter()
    answer = browser.post(page, data=data, content_type="multipart/form-data")
    took, held = time.perf_counter() - began, tracemalloc.get_traced_memory()[1] - before
    return answer.status_code, answer.get_data(as_text=True), took, held


def main() -> None:
    """Look at a list and add it, without counting memory and with it."""
    with house() as (_, browser, page):
        for traced, rows, word in (
            (False, FEW, "a"),
            (False, MANY, "b"),
            (True, FEW, "c"),
            (True, MANY, "d"),
        ):
            if traced and not tracemalloc.is_tracing():
                tracemalloc.start()
            content = a_list(rows, word)
            html = browser.get(page).get_data(as_text=True)
            for what in ("looked at", "added"):
                status, html, took, held = sent(browser, page, html, content)
                assert status == (200 if what == "looked at" else 303), (status, html[:3000])
                said = f"{held / 1e6:6.1f} MB held" if traced else f"{took:6.1f} s"
                print(f"{rows:7,} rows of {len(content) / 1e6:.2f} MB {what:10} {said}", flush=True)


if __name__ == "__main__":
    main()
