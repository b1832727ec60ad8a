"""The copy of the own file holds what was asked before a board reads it, and what was answered."""

from __future__ import annotations

import io
import re
import tracemalloc
import zipfile

from flask_babel import gettext as _

from tests.answering.conftest import Site, phone, site
from tests.answering.test_files import NAME, post, references
from tests.factories import files
from tests.factories.answering import WORDS
from tests.people import Browser
from tracker.answering.queries import request_of
from tracker.db import db
from tracker.rights.answers_given import answers_given

__all__ = ["phone", "site"]

MOST_GROWTH = 16 * 1024 * 1024
"""So much does sending a copy add to a worker's memory at the most, however large its files are."""


def taken(phone: Browser) -> dict[str, bytes]:
    """Take the copy; return what is in it by name."""
    with zipfile.ZipFile(io.BytesIO(phone.post("/a/copy/take").data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_nothing_is_in_it_for_whoever_was_asked_nothing(site: Site) -> None:
    with site.inside() as unit:
        case = unit.concerned("Nina Alvarez")
        assert tuple(answers_given(db.session, case, _)) == ()


def test_what_was_asked_is_in_it_before_it_is_answered(site: Site, phone: Browser) -> None:
    with site.inside() as unit:
        asked = request_of(db.session, unit.now(site.case).case_id, site.response).asking
    files = taken(phone)
    told = files["asked.txt"].decode()
    assert site.response in told
    for line in asked.words.statement.splitlines():
        assert f"> {line}" in told
    assert f"answer-{site.response}.txt" not in files


def test_the_answer_is_in_it_byte_for_byte_with_its_files(site: Site, phone: Browser) -> None:
    picture, page = files.picture("JPEG"), files.pdf()
    post(site, phone, (picture, NAME), (page, "a"))
    shown = phone.get(f"{site.path}/check").text
    seen = re.search(r'name="seen"[^>]*value="(\d+)"', shown)
    assert seen
    assert phone.post(f"{site.path}/check", data={"seen": seen[1]}).status_code == 303
    inside, (first, second) = taken(phone), references(site)
    name = f"answer-{site.response}"
    assert inside[f"{name}.txt"] == phone.get(f"{site.path}/receipt.txt").data
    assert inside[f"{name}-{first}.jpg"] == picture
    assert inside[f"{name}-{second}.pdf"] == page
    assert f"> {WORDS}" in inside["asked.txt"].decode()
    assert "canary" not in "".join(inside), "names of files are ours"


def test_large_files_are_sent_without_being_held(site: Site, phone: Browser) -> None:
    """The limit is that of the house: what one request adds to a worker's memory."""
    large = files.picture("PNG") + bytes(20 * 1024 * 1024)
    post(site, phone, (large, NAME), (large + b"1", "a"), (large + b"2", "b"))
    seen = re.search(r'name="seen"[^>]*value="(\d+)"', phone.get(f"{site.path}/check").text)
    assert seen
    assert phone.post(f"{site.path}/check", data={"seen": seen[1]}).status_code == 303
    tracemalloc.start()
    response = phone.post("/a/copy/take")
    sent = sum(len(piece) for piece in response.response)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    response.close()
    assert sent > 3 * len(large)
    assert most < MOST_GROWTH
