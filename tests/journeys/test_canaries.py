"""What people typed is readable only through the product; a board reads what was released to it."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from tests import postgres
from tests.journeys.canaries import found_in, opened_cells, words_of
from tracker.db import db
from tracker.settings import Settings

LINK = re.compile(r'(?:href|action)="(/[^"#]*)"')
TAG = re.compile(r"<[^>]+>")
ENOUGH, ENOUGH_OF_ONE = 200, 5
BOARDS = ("grace-tan", "miguel-reyes", "joan-whitfield", "samir-haddad")
CANDIDATES = ("rosa-delgado", "caleb-nguyen", "tessa-holm")
PUBLISHED = ("packets.", "decisions.")
"""Columns that a board may read."""


@pytest.fixture(scope="module")
def canaries(demo_app: Flask) -> dict[str, str]:
    """The words to look for, with the sealed column each comes from."""
    return words_of(opened_cells(demo_app))


def test_nothing_typed_is_readable_in_what_is_kept(
    demo_app: Flask, canaries: dict[str, str], dialect: str, tmp_path: Path
) -> None:
    settings: Settings = demo_app.extensions["settings"]
    assert len(canaries) > ENOUGH
    assert len(set(canaries.values())) > 20
    folders = [settings.data, settings.checkpoints]
    if dialect == "postgresql":
        with demo_app.app_context():
            db.session.execute(text("CHECKPOINT"))
        folders.append(postgres.cluster())
    assert found_in(folders, ["Police Officer 2026-A"], tmp_path), "what is not sealed is found"
    assert not {canaries[word] for word in found_in(folders, canaries, tmp_path)}


def _crawl(app: Flask, slug: str) -> dict[str, str]:
    """Return every page that a person reaches by following links, as words."""
    browser = FlaskClient(app, app.response_class, use_cookies=True)
    waiting = [browser.post("/demo/sign-in", data={"person": slug}).headers["Location"]]
    pages: dict[str, str] = {}
    while waiting:
        path = waiting.pop()
        if path in pages or path.startswith(("/static", "/bootstrap", "/styleguide", "/sign-out")):
            continue
        answer = browser.get(path)
        if answer.status_code in (302, 303):
            waiting.append(answer.headers["Location"])
        html = answer.get_data().decode("utf-8", "replace")
        pages[path] = " ".join(unescape(TAG.sub(" ", html)).split())
        waiting += LINK.findall(html)
    return pages


@pytest.mark.clause("Hamden D.2")
@pytest.mark.parametrize("slug", BOARDS)
def test_a_board_member_reaches_what_was_released_and_nothing_else(
    demo_app: Flask, canaries: dict[str, str], slug: str
) -> None:
    released = " ".join(
        " ".join(unescape(TAG.sub(" ", content.decode())).split())
        for column, content in opened_cells(demo_app)
        if column.startswith(PUBLISHED)
    )
    pages = _crawl(demo_app, slug)
    assert len(pages) > 5
    leaked = [
        f"{column} on {path}: {word}"
        for word, column in canaries.items()
        if word not in released
        for path, words in pages.items()
        if word in words
    ]
    assert not leaked


def _own_words(app: Flask) -> dict[str, set[str]]:
    """Return, for each case, what stands in its affidavit and in no other."""
    with app.app_context():
        cases = [str(one) for one in db.session.execute(text("SELECT id FROM cases")).scalars()]
        db.session.rollback()
    words = {
        case: {
            word
            for word, column in words_of(opened_cells(app, UUID(case))).items()
            if column.startswith(("affidavits.", "declared_accounts."))
        }
        for case in cases
    }
    often = Counter(word for some in words.values() for word in some)
    return {case: {word for word in some if often[word] == 1} for case, some in words.items()}


def test_a_candidate_reads_their_own_affidavit_and_nobody_elses(demo_app: Flask) -> None:
    words = _own_words(demo_app)
    assert sum(len(some) >= ENOUGH_OF_ONE for some in words.values()) > len(CANDIDATES)
    read = {}
    for slug in CANDIDATES:
        pages = " ".join(_crawl(demo_app, slug).values())
        read[slug] = {case for case, some in words.items() if any(word in pages for word in some)}
    assert [len(cases) for cases in read.values()] == [1] * len(CANDIDATES)
    assert len(set().union(*read.values())) == len(CANDIDATES)
