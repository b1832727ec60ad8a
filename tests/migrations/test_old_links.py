"""A link from before codes had rows of their own, in a database of that time that is brought up to date."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from flask_alembic import Alembic
from sqlalchemy import text

from tests.affidavits.conftest import Site
from tests.migrations.test_migrations import VERSIONS
from tests.people import People
from tracker.cases.invitation_codes import hash_code, new_code, new_token, token_digest
from tracker.clock import FixedClock
from tracker.db import db

BEFORE = "0018"
"""The last version in which an invitation kept its code and its tries itself."""
WRONG = "AAAA-AAAA"


@pytest.fixture
def site(app: Flask, people: People) -> Site:
    """The site with one candidate, who is invited."""
    site = Site(app, people)
    site.invite()
    return site


def _put_old_link(token: str, code: str) -> None:
    """Write an invitation as that version did; one wrong code was entered already."""
    digest = token_digest(token)
    kept = hash_code(db.session, digest, code)
    db.session.rollback()
    with db.engine.begin() as connection:
        row = dict(connection.execute(text("SELECT * FROM invitations")).mappings().one())
        assert "code_id" not in row
        row |= {"id": uuid4().hex, "token_digest": digest, "code_hash": kept, "tries_left": 4}
        names = ", ".join(row)
        values = ", ".join(f":{name}" for name in row)
        connection.execute(text(f"INSERT INTO invitations ({names}) VALUES ({values})"), row)


def test_an_old_link_lets_in_after_the_upgrade_and_its_tries_go_on(
    site: Site, app: Flask, clock: FixedClock
) -> None:
    token, code = new_token(), new_code()
    newer = [path for path in VERSIONS.glob("0*.py") if path.name[:4] > BEFORE]
    with app.app_context():
        migrations: Alembic = app.extensions["alembic"]
        db.session.close()
        migrations.downgrade(-len(newer))
        _put_old_link(token, code)
        migrations.upgrade()
        db.session.close()
    stranger = site.stranger()
    for left in (3, 2):
        page = stranger.post(f"/i/{token}", data={"code": WRONG})
        assert page.status_code == 422
        assert f"You can try {left} more times" in page.text
    assert stranger.post(f"/i/{token}", data={"code": code}).location == "/a/start"
    assert stranger.get("/a/start").status_code == 200
    clock.advance(timedelta(minutes=1))
    for _ in range(5):
        page = site.stranger().post(f"/i/{token}", data={"code": WRONG})
    assert page.status_code == 410
    assert site.stranger().post(f"/i/{token}", data={"code": code}).status_code == 410
