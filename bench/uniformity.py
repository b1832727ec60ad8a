"""The uniformity table of 200 candidates by 24 steps, beside the list of the same cases.

``python -m bench.uniformity`` fills an installation of its own, and prints statements, size and time.
"""

from __future__ import annotations

import gc
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from flask import Flask

from bench.rounds import Measured, Pair, measure
from tests.factories.oversight import Audit
from tests.people import Browser, People
from tests.vault.counting import statements
from tracker.app import build, create_app
from tracker.db import db
from tracker.first_run import set_up
from tracker.oversight import kept_work
from tracker.settings import load_settings

CANDIDATES = 200
MOST_KEPT = kept_work.MOST_KEPT
LARGEST = 400_000
"""Bytes of the page, at the most."""
TIMES = 5.0
"""How many times the list of the same cases the page may take."""


@contextmanager
def audited(candidates: int) -> Iterator[tuple[Flask, Browser, str]]:
    """Fill an installation with worked cases; yield it, an auditor, and the address of the table."""
    with tempfile.TemporaryDirectory(prefix="tracker-bench-") as folder:
        settings = load_settings(environment="test", instance=Path(folder) / "instance")
        first = build(settings)
        set_up(first)
        with first.app_context():
            db.engine.dispose()
        app = create_app(settings)
        people = People(app)
        with app.app_context():
            audit = Audit(people)
            left = {place: ["06"] for place in range(0, candidates, 9)}
            audit.worked(candidates, left=left, more={place: {"07": 4} for place in range(1, candidates, 7)})
        browser = people.browser(audit.auditor)
        browser.lint = False
        gc.collect()
        gc.freeze()  # as wsgi.py does
        yield app, browser, f"/audit/uniformity/{audit.reference}"
        with app.app_context():
            db.engine.dispose()


def asked(app: Flask, browser: Browser, path: str) -> tuple[int, int]:
    """Return how many statements a page takes, and its size in bytes."""
    with app.app_context():
        engine = db.engine
    with statements(engine) as seen:
        answer = browser.get(path)
    assert answer.status_code == 200
    return len(seen), len(answer.get_data())


def beside_the_list(browser: Browser, path: str) -> Measured:
    """Measure a page in turns with the list of cases."""
    pair = Pair(path, partial(browser.get, path), "list of cases", partial(browser.get, "/audit/cases"), 20)
    return measure(pair)


def main() -> None:
    """Measure what is shown first, all candidates, and both files."""
    with audited(CANDIDATES) as (app, browser, table):
        for name, path in (
            ("what differs, first opening", table),
            ("what differs, opened again", table),
            ("all candidates", f"{table}?show=all"),
            ("as CSV", f"{table}/table.csv"),
            ("as JSON", f"{table}/table.json?show=all"),
        ):
            kept_work.MOST_KEPT = 0 if "first" in name else MOST_KEPT
            browser.get(path)
            count, size = asked(app, browser, path)
            one = beside_the_list(browser, path)
            print(
                f"{name:28} {count:3} statements {size:9,} bytes {one.ours:8.1f} ms, "
                f"list of cases {one.limit:6.1f} ms, {one.ratio:4.1f} times",
                flush=True,
            )


if __name__ == "__main__":
    main()
