"""The candidate looks at the own post: only what was ticked as such, drawn anew, and on record."""

from __future__ import annotations

import io
import re
import struct
import zlib
from html import unescape

import pytest
from PIL import Image
from sqlalchemy import select

from tests.factories import files
from tests.factories.answering import Asked
from tests.people import People, csrf_off
from tracker.cases.models import AccessEntry
from tracker.db import db
from tracker.drawing.drawn import NotDrawn, drawn
from tracker.findings.capture_queries import capture_rows, custody_of
from tracker.policy.actors import Role
from tracker.policy.scans import MOST_POINTS
from tracker.policy.vocabulary import Attribution

SECRET = b"canary-of-a-place-41.763,-72.685"


def photograph() -> bytes:
    """Return a picture that says where it was taken, and turns by what it says."""
    picture = Image.new("RGB", (40, 20), "navy")
    exif = picture.getexif()
    exif[0x0112], exif[0x010E] = 6, SECRET.decode()
    picture.save(out := io.BytesIO(), "JPEG", exif=exif)
    return out.getvalue()


def bomb(side: int = 60_000) -> bytes:
    """Return a PNG of few bytes that says it is enormous."""
    whole = files.picture("PNG")
    head = b"IHDR" + struct.pack(">II", side, side) + b"\x08\x02\0\0\0"
    return whole[:12] + head + struct.pack(">I", zlib.crc32(head)) + whole[33:]


def test_a_picture_is_drawn_anew_without_anything_but_what_is_to_be_seen() -> None:
    whole = photograph()
    assert SECRET in whole
    hidden = whole + b"<script>alert(1)</script>"
    shown = drawn((hidden,), len(hidden), most=MOST_POINTS)
    assert SECRET not in shown
    assert b"script" not in shown
    assert Image.open(io.BytesIO(shown)).size == (20, 40), "upright"


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xd8\xff nothing", bomb(), files.pdf(), files.picture("PNG")[:40]]
)
def test_what_cannot_be_drawn_is_not_shown(data: bytes) -> None:
    with pytest.raises(NotDrawn):
        drawn((data,), len(data), most=MOST_POINTS)


def test_a_candidate_sees_what_was_ticked_and_it_is_recorded(people: People) -> None:
    csrf_off(people.app)
    with people.app.app_context():
        unit = Asked(people)
        case, (own, other) = unit.pictured(photograph(), files.picture("PNG"))
        (response,) = unit.ask(case, own_posts=(own,))
        candidate = unit.candidate(case)
    phone, address = people.browser(candidate), f"/a/response/{response}/post"
    page = phone.get(f"/a/response/{response}").text
    assert re.findall(r'<img src="([^"]+)"', page) == [f"{address}/{own}"]
    assert other not in page
    shown = phone.get(f"{address}/{own}")
    assert (shown.status_code, shown.mimetype) == (200, "image/jpeg")
    assert SECRET not in shown.data
    assert shown.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in shown.headers["Cache-Control"]
    for reference in (other, "K-ZZZZZZ", "1", "../../x"):
        assert phone.get(f"{address}/{reference}").status_code == 404
    with people.app.app_context():
        entries = db.session.execute(
            select(AccessEntry.person_id, AccessEntry.reference).where(
                AccessEntry.role == Role.CANDIDATE.value
            )
        ).all()
        assert [tuple(one) for one in entries] == [(candidate.person_id, own)]
        (line,) = (one for one in custody_of(db.session, case.case_id, own) if one.name == "The candidate")
        assert line.act == "opened"
        stranger = people.browser(unit.candidate(unit.asked("Ana Lima")[0]))
    assert stranger.get(f"{address}/{own}").status_code == 404
    for role in (Role.INVESTIGATOR, Role.SUPERVISOR, Role.BOARD_MEMBER, Role.AUDITOR):
        staff = people.browser(people.make(f"Other {role.value}", role))
        assert staff.get(f"{address}/{own}").status_code in (403, 404)


def test_who_ticks_is_told_what_each_capture_shows(people: People) -> None:
    with people.app.app_context():
        unit = Asked(people)
        case, (own,) = unit.pictured(photograph())
        shows = capture_rows(db.session, case.case_id)[0].shows
    page = unescape(people.browser(unit.supervisor).get(f"/review/{case.reference}/decide").text)
    assert re.search(rf"{own}, PNG: {shows} \(finding F-\w+\)", page)


def test_nothing_of_somebody_elses_page_can_be_ticked(context: None, people: People) -> None:
    unit = Asked(people)
    case, (picture,) = unit.pictured(files.picture("PNG"), attribution=Attribution.COMMENTED)
    unit.ask(case, own_posts=(picture,))
    (question,) = unit.questions(case)
    assert question.asking.captures == ()


def test_what_is_no_picture_after_all_is_told_as_missing(people: People) -> None:
    with people.app.app_context():
        unit = Asked(people)
        case, (page,) = unit.pictured(files.pdf())
        (response,) = unit.ask(case, own_posts=(page,))
        candidate = unit.candidate(case)
    phone = people.browser(candidate)
    assert phone.get(f"/a/response/{response}/post/{page}").status_code == 404
