"""What every answer says to the browser, to the letter, and how the session's cookie is kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.datastructures import Headers

from tests.people import People
from tracker.app import build, create_app
from tracker.db import db
from tracker.first_run import set_up
from tracker.policy.actors import Role
from tracker.settings import load_settings

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
"""The headers of every page."""
OVER_HTTPS = {"Strict-Transport-Security": "max-age=63072000; includeSubDomains"}
HOST = "https://tracker.yourcity.gov"


@pytest.fixture
def production(tmp_path: Path) -> Iterator[Flask]:
    """An installation with the settings of production."""
    settings = load_settings(
        environment="production",
        instance=tmp_path,
        base_url=HOST,
        trusted_hosts=["tracker.yourcity.gov"],
        agency_name="Your Police Department",
        agency_phone="+1 555 0100",
        agency_domain="yourcity.gov",
    )
    first = build(settings)
    set_up(first)
    app = create_app(settings)
    yield app
    for each in (first, app):
        with each.app_context():
            db.engine.dispose()


def _said(headers: Headers) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name in HEADERS | OVER_HTTPS}


@pytest.mark.parametrize("address", ["/sign-in", "/cases/C-26-ZZZZZ", "/nowhere", "/healthz"])
def test_every_answer_carries_the_same_headers(app: Flask, address: str) -> None:
    assert _said(app.test_client().get(address).headers) == HEADERS
    over_https = app.test_client().get(address, base_url="https://localhost")
    assert _said(over_https.headers) == HEADERS | OVER_HTTPS


def test_what_the_signed_in_read_is_kept_nowhere(people: People) -> None:
    assert _said(people.browser(people.make("Dana Ruiz", Role.INVESTIGATOR)).get("/desk").headers) == HEADERS


def test_only_what_is_the_same_for_all_may_be_kept(app: Flask) -> None:
    with app.test_client().get("/static/tracker.css") as answer:
        said = _said(answer.headers)
    assert said.pop("Cache-Control", "") != "no-store"
    assert said == {name: value for name, value in HEADERS.items() if name != "Cache-Control"}


def test_a_page_of_sample_data_sets_a_cookie_that_scripts_and_sites_cannot_use(demo_app: Flask) -> None:
    cookie = demo_app.test_client().get("/sign-in").headers["Set-Cookie"].split("; ")
    assert cookie[0].startswith("tracker=")
    assert cookie[1:] == ["HttpOnly", "Path=/", "SameSite=Strict"]


def test_in_production_the_cookie_travels_over_https_and_for_this_host_alone(production: Flask) -> None:
    answer = production.test_client().get("/sign-in", base_url=HOST)
    cookie = answer.headers["Set-Cookie"].split("; ")
    assert cookie[0].startswith("__Host-tracker=")
    assert cookie[1:] == ["Secure", "HttpOnly", "Path=/", "SameSite=Strict"]
    assert _said(answer.headers) == HEADERS | OVER_HTTPS
    assert production.test_client().get("/sign-in", base_url="https://elsewhere.example").status_code == 400
