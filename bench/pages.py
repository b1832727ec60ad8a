"""Reading: the pages that each role opens most, beside a bare Flask page of 15 kB."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from flask import Flask, render_template_string
from flask.testing import FlaskClient

from bench.installation import Installation, first_link
from bench.rounds import Pair

LIMIT = "bare Flask and Jinja page, 15 kB"
BARE = """<!doctype html><title>{{ title }}</title><table>{% for name, day, words in rows %}
<tr><th scope="row">{{ name }}</th><td>{{ day }}</td><td>{{ words }}</td></tr>{% endfor %}</table>"""
ROWS = [(f"Row {number}", "March 9, 2026", "Words of about the usual length. " * 2) for number in range(120)]


def bare_page() -> Callable[[], object]:
    """Return a request to an application that does nothing but write a table."""
    app = Flask("bare")
    app.add_url_rule("/", view_func=lambda: render_template_string(BARE, title="Rows", rows=ROWS))
    return partial(_fetch, app.test_client(), "/")


def _fetch(browser: FlaskClient, path: str) -> None:
    answer = browser.get(path)
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    answer.get_data()


def pages(house: Installation) -> Iterator[Pair]:
    """Yield the pages of an investigator, a supervisor, a board member, an auditor and a candidate."""
    dana, chidi, grace = (house.browser(slug) for slug in ("dana-ruiz", "chidi-okafor", "grace-tan"))
    ellen, imani = house.browser("ellen-voss"), house.browser("imani-cole")
    case = first_link(dana, "/desk", r"/cases/[^/]+")
    table = first_link(ellen, "/audit/uniformity", r"/audit/uniformity/[^/]+")
    packet = first_link(grace, "/board", r"/board/packets/[^/]+")
    bare = bare_page()
    for name, browser, path in (
        ("investigator: my work", dana, "/desk"),
        ("investigator: a case", dana, case),
        ("investigator: its searches", dana, f"{case}/searches"),
        ("supervisor: cases to review", chidi, "/review"),
        ("board: docket", grace, "/board"),
        ("board: a packet", grace, packet),
        ("auditor: uniformity, 12 × 24", ellen, table),
        ("auditor: ledger", ellen, "/audit/ledger"),
        ("candidate: task list", imani, "/a"),
    ):
        yield Pair(name, partial(_fetch, browser, path), LIMIT, bare)
