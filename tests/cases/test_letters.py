"""The letters of an invitation as HR prints them: each in the candidate's language from head to foot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from flask import Flask

from tests.affidavits.conftest import Site
from tests.people import People
from tracker.cases.service import set_language
from tracker.db import unit_of_work
from tracker.policy.wording import blank
from tracker.printing import letters

KEPT = ("agency", "foot", "from", "to", "link", "code")
"""What is the same in every language."""


def _said(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _said(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _said(one)


def _printed(site: Site, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, set[str]]]:
    """Print an invitation; return for each sheet its language, and the words on it that a language has."""
    heard: list[tuple[str, set[str]]] = []

    def press(_template: str, data: Mapping[str, Any], *, language: str, **_: Any) -> bytes:
        said = {one for name, value in data.items() if name not in KEPT for one in _said(value)}
        heard.append((language, {one for one in said if not blank(one)}))
        return b"%PDF"

    monkeypatch.setattr(letters, "pdf", press)
    desk = site.desk(site.round.hr)
    page = desk.post(f"/admin/candidates/{site.case.reference}/invitation", data={"channel": "letter"})
    assert page.status_code == 200
    assert page.text.count("data:application/pdf;base64,") == 2
    return heard


def test_both_letters_are_in_spanish_where_the_candidate_reads_spanish(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = Site(app, people)
    english = _printed(site, monkeypatch)
    with site.inside() as hiring, unit_of_work(hiring.hr) as work:
        set_language(work, hiring.now(site.case), "es")
    spanish = _printed(site, monkeypatch)
    assert [language for language, _ in english] == ["en", "en"]
    assert [language for language, _ in spanish] == ["es", "es"]
    for (_, before), (_, after) in zip(english, spanish, strict=True):
        assert len(before) == len(after) > 8
        assert not before & after, "each sentence has its Spanish words"
    with_link, with_code = (" ".join(sorted(said)) for _, said in spanish)
    assert "redes sociales" in with_link
    assert "Su código" in with_code
    for said in (with_link, with_code):
        assert "contraseña" in said
