"""Files with an answer: judged by their content, sealed as they arrive, taken out, sent, kept for ever."""

from __future__ import annotations

import hashlib
import io
import re
from typing import Any

from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.answering.conftest import Site
from tests.factories import files
from tests.factories.answering import WORDS
from tests.pages.filled import send
from tests.people import Browser
from tracker.answering.models import AnswerFile
from tracker.answering.queries import requests_of
from tracker.db import db
from tracker.settings import Settings

NAME = "<b>canary-name</b>\u202egnp.exe"
ADDED = re.compile(r"File (\d), (PNG|JPEG|WebP|PDF), ([\d.]+ (?:bytes|kB|MB))")


def post(
    site: Site, phone: Browser, *chosen: tuple[bytes, str], remove: tuple[str, ...] = (), **values: str
) -> TestResponse:
    """Send the form of the answer with files, as a browser does."""
    page = phone.get(site.path).text
    seen = re.findall(r'name="seen"[^>]*value="(\d+)"', page)
    data: dict[str, Any] = {"seen": seen[0] if seen else "0", "choice": "context", "words": WORDS} | values
    data["files"] = [(io.BytesIO(body), name) for body, name in chosen] or [(io.BytesIO(b""), "")]
    data["remove"] = list(remove)
    return phone.post(site.path, data=data, content_type="multipart/form-data")


def shown(phone: Browser, path: str) -> str:
    """Return the words of a page, with single spaces."""
    page = phone.get(path)
    assert page.status_code == 200, page.text
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())


def references(site: Site) -> list[str]:
    """Return the references of all files that were ever added."""
    with site.inside():
        return list(db.session.scalars(select(AnswerFile.reference).order_by(AnswerFile.added_at)))


def test_files_go_with_the_answer_and_are_proved_by_their_digests(
    site: Site, phone: Browser, settings: Settings
) -> None:
    picture, page = files.picture("JPEG"), files.pdf()
    assert post(site, phone, (picture, NAME), (page, "a"), file="y").location == site.path
    words = shown(phone, site.path)
    assert [found[:2] for found in ADDED.findall(words)] == [("1", "JPEG"), ("2", "PDF")]
    assert hashlib.sha256(picture).hexdigest() in words.replace(" ", "")
    assert "canary" not in words
    assert WORDS in phone.get(site.path).text
    assert post(site, phone).location == f"{site.path}/check"
    check = shown(phone, f"{site.path}/check")
    assert len(ADDED.findall(check)) == 2
    assert send(phone, f"{site.path}/check").location == site.path
    with site.inside() as unit:
        given = requests_of(db.session, unit.now(site.case).case_id)[0].answer
        assert given is not None
        assert len(given.files) == 2
        assert hashlib.sha256(page).hexdigest() in given.document.decode()
        assert b"canary" not in given.document
    assert len(ADDED.findall(shown(phone, site.path))) == 2
    assert not any(picture in path.read_bytes() for path in settings.data.rglob("*") if path.is_file())
