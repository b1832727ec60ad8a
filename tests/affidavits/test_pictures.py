"""Files of a scan are looked at outside the turn in which rows are written, and within limits together."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import Any

import pytest
from PIL import Image

from tests.affidavits.conftest import Site
from tests.affidavits.test_notary import PAGE, PDF, handing, ready, sent
from tests.factories.affidavits import Round
from tests.pages.affidavits import candidate_answers
from tests.people import Browser
from tracker.affidavits.notaries import papers_of
from tracker.affidavits.scan_files import Looked, as_jpeg, look_at, looked_at
from tracker.db import db
from tracker.drawing import drawn
from tracker.policy.answers import Refused
from tracker.policy.facts import CaseFacts
from tracker.policy.scans import MOST_POINTS, MOST_POINTS_TOGETHER, missing_together


def flat(width: int, height: int) -> bytes:
    """Return a picture of one colour, which is small as a file."""
    made = io.BytesIO()
    Image.new("1", (width, height)).save(made, "PNG")
    return made.getvalue()


@pytest.mark.sqlite
def test_a_file_is_looked_at_once() -> None:
    first, second = look_at((PAGE, PDF))
    assert (first.whole, second.whole) == (True, True)
    assert looked_at(first) is first
    assert looked_at(b"<html>") == Looked(b"<html>", None, False)


@pytest.mark.sqlite
def test_a_picture_of_too_many_points_is_not_opened_alone_or_together() -> None:
    large = flat(MOST_POINTS // 5_000 + 1, 5_000)
    assert not looked_at(large).whole
    assert look_at((large,))[0].whole is False, "its own words say so"
    assert missing_together(MOST_POINTS_TOGETHER) == ()
    fits = flat(MOST_POINTS // 5_000, 5_000)
    assert looked_at(fits).whole
    with pytest.raises(Refused, match="These photos together are too large"):
        look_at((fits,) * (MOST_POINTS_TOGETHER // MOST_POINTS + 1))


@pytest.mark.sqlite
def test_pictures_are_opened_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    inside = Lock()
    plainly = drawn._answer

    def alone(target: Any) -> tuple[int, bytes]:
        assert inside.acquire(blocking=False), "another picture is open"
        answer = plainly(target)
        inside.release()
        return answer

    monkeypatch.setattr(drawn, "_answer", alone)
    with ThreadPoolExecutor(4) as readers:
        made = list(readers.map(as_jpeg, [flat(4_000, 3_000)] * 4))
    assert {Image.open(io.BytesIO(one)).size for one in made} == {(2200, 1650)}


def test_the_page_looks_at_files_before_it_writes(
    site: Site, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    phone: Browser = request.getfixturevalue("phone")
    candidate_answers(phone)
    phone.post("/a/sign/ways", data={"way": "notary"})
    taken: list[object] = []

    def hand_in(_work: object, _facts: object, *, contents: tuple[object, ...], **_: object) -> None:
        taken.extend(contents)

    monkeypatch.setattr("tracker.affidavits.views_notary.hand_in", hand_in)
    handing(phone, "/a/sign/notary", PAGE, PDF)
    assert [type(one) for one in taken] == [Looked, Looked]


@pytest.mark.usefixtures("context")
def test_papers_of_the_candidate_are_counted_and_those_of_staff_are_not(
    hiring: Round, case: CaseFacts
) -> None:
    ready(hiring, case)
    sent(hiring.candidate(case), case, PAGE, PDF)
    assert papers_of(db.session, case.case_id) == 1
