"""Styles and scripts are kept by browsers under addresses that name their content, and never longer."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from flask import Flask

from tracker.web.static_files import content_of

FOR_EVER = "public, max-age=31536000, immutable"
ADDRESS = re.compile(r'(?:href|src)="(/(?:static|bootstrap/static)/[^"]+)"')


def get(app: Flask, address: str) -> tuple[int, str, str]:
    """Return the status of a file, how long it may be kept, and its text."""
    with app.test_client().get(address) as answer:
        return answer.status_code, answer.headers.get("Cache-Control", ""), answer.get_data(as_text=True)


def addresses(app: Flask) -> list[str]:
    """Return where a page finds its styles and scripts."""
    return ADDRESS.findall(app.test_client().get("/sign-in").text)


def test_a_page_names_the_content_of_what_it_needs(app: Flask) -> None:
    found = addresses(app)
    assert [address.partition("?v=")[0].rpartition("/")[2] for address in found] == [
        "bootstrap.min.css",
        "tracker.css",
        "mark.svg",
        "tracker.js",
    ]
    assert all(re.search(r"\?v=[0-9a-f]{12}$", address) for address in found)


def test_browsers_keep_it_by_that_name(app: Flask) -> None:
    for address in addresses(app):
        assert get(app, address)[:2] == (200, FOR_EVER)


@pytest.mark.parametrize("query", ["", "?v=000000000000", "?v="])
def test_under_another_name_browsers_ask_each_time(app: Flask, query: str) -> None:
    assert get(app, f"/static/tracker.css{query}")[:2] == (200, "no-cache")


@pytest.mark.parametrize("name", ["missing.css", "../app.py", "..%2fapp.py", "x" * 300])
def test_what_is_not_there_is_not_found_and_not_kept(app: Flask, name: str) -> None:
    status, kept, _ = get(app, f"/static/{name}?v=000000000000")
    assert status == 404
    assert "max-age" not in kept


def test_the_stylesheet_asks_for_the_library_by_the_name_that_pages_give_it(app: Flask) -> None:
    stylesheet = get(app, "/static/tracker.css")[2]
    asked = re.search(r'@import url\("\.\./(bootstrap/static/[^"]+)"\)', stylesheet)
    assert asked is not None
    assert f"/{asked[1]}" in addresses(app), "the library changed: write its new name into tracker.css"


def test_a_file_that_changes_gets_another_name(tmp_path: Path) -> None:
    file = tmp_path / "a.css"
    file.write_text("one")
    before = content_of(file)
    file.write_text("another")
    assert content_of(file) != before


def test_styles_and_scripts_travel_packed_to_whoever_can_unpack_them(app: Flask) -> None:
    for address in addresses(app):
        with app.test_client().get(address) as answer:
            plain = answer.get_data()
        for accepted, packed in (("gzip, deflate, br", True), ("br", False), ("gzip;q=0", False)):
            with app.test_client().get(address, headers={"Accept-Encoding": accepted}) as answer:
                assert "Accept-Encoding" in answer.headers["Vary"]
                assert (answer.headers.get("Content-Encoding") == "gzip") is packed
                data = answer.get_data()
                assert answer.headers["Content-Length"] == str(len(data))
                assert (gzip.decompress(data) if packed else data) == plain
                assert answer.headers["Cache-Control"] == FOR_EVER
                etag = answer.headers["ETag"]
            again = {"Accept-Encoding": accepted, "If-None-Match": etag}
            with app.test_client().get(address, headers=again) as answer:
                assert answer.status_code == 304


def test_a_page_is_not_packed_because_it_holds_secrets(app: Flask) -> None:
    answer = app.test_client().get("/sign-in", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers
