"""A password is refused in every field that a candidate can type into, and is nowhere afterwards."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from tests.affidavits.conftest import Site
from tests.factories.affidavits import NAME
from tests.pages.affidavits import answer, candidate_answers, candidate_signs, hidden
from tests.people import Browser
from tracker.db import db
from tracker.settings import Settings

SECRET = "Zq!7velvetHarbor"
TOLD = f"password: {SECRET}"
REFUSED = "That looks like a password. We did not save it."

ACCOUNT = {
    "platform": "other",
    "platform_name": "Forum",
    "handle": "mari",
    "whose": "me",
    "visible": "public",
}
FORMER = {
    "platform": "other",
    "platform_name": "Forum",
    "handle": "mari",
    "stopped_year": "2021",
    "ended": "closed",
}
FIELDS = [
    ("/a/names", {"has": "yes"}, "name"),
    ("/a/accounts/new", ACCOUNT, "handle"),
    ("/a/accounts/new", ACCOUNT, "platform_name"),
    ("/a/former/new", FORMER, "handle"),
    ("/a/former/new", FORMER, "platform_name"),
    ("/a/other", {}, "anything_else"),
]


def bytes_at_rest(site: Site, settings: Settings) -> bytes:
    """Return everything the database holds, in whatever file or row."""
    if settings.database.startswith("sqlite"):
        files = [path for path in Path(settings.data).rglob("*") if path.is_file()]
        return b"".join(path.read_bytes() for path in files)
    with site.inside():
        names = db.session.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
        rows = [db.session.execute(text(f'SELECT t::text FROM "{name}" t')) for name in names.scalars()]
        return "\n".join(str(row[0]) for found in rows for row in found).encode()


def test_a_password_is_refused_in_every_field_and_kept_nowhere(
    site: Site, phone: Browser, settings: Settings
) -> None:
    for path, fields, field in FIELDS:
        for typed in (SECRET, TOLD):
            page = answer(phone, path, **{**fields, field: typed})
            assert page.status_code == 422, (path, field, typed)
            assert REFUSED in page.text
            assert SECRET not in page.text
    assert SECRET.encode() not in bytes_at_rest(site, settings)


def test_a_password_is_refused_on_the_sign_page(site: Site, phone: Browser, settings: Settings) -> None:
    candidate_answers(phone)
    for page in (
        candidate_signs(phone, TOLD),
        candidate_signs(phone, NAME, because=TOLD),
        candidate_signs(phone, NAME, place=TOLD),
    ):
        assert page.status_code == 422
        assert REFUSED in page.text
        assert SECRET not in page.text
    assert SECRET.encode() not in bytes_at_rest(site, settings)


def test_no_page_has_a_password_field(phone: Browser) -> None:
    candidate_answers(phone, ("instagram", "marisol"))
    for path in ("/a/names", "/a/accounts/new", "/a/former/new", "/a/other", "/a/access/1", "/a/sign"):
        page = phone.get(path)
        assert page.status_code == 200, path
        assert 'type="password"' not in page.text


def test_a_username_that_looks_like_a_password_is_kept_after_asking(phone: Browser) -> None:
    odd = {**ACCOUNT, "handle": "xX!Dragon2019"}
    asked = answer(phone, "/a/accounts/new", **odd)
    assert asked.status_code == 422
    assert "It is my username. Keep it." in asked.text
    assert "xX!Dragon2019" not in asked.text
    kept = phone.post("/a/accounts/new", data={**odd, "sure": "y", "seen": hidden(asked.text, "seen")})
    assert kept.status_code == 303
    assert "xX!Dragon2019" in phone.get("/a/accounts").text


def test_the_way_out_is_for_usernames_alone(phone: Browser) -> None:
    page = answer(phone, "/a/accounts/new", **{**ACCOUNT, "handle": TOLD, "sure": "y"})
    assert page.status_code == 422
    assert SECRET not in page.text
    other = answer(phone, "/a/accounts/new", **{**ACCOUNT, "platform_name": SECRET, "sure": "y"})
    assert other.status_code == 422
