"""Pages of signing in and out, of roles, and of what is kept at a time-out."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.people import PASSWORD, Browser, People
from tracker.clock import FixedClock
from tracker.policy.actors import Role
from tracker.settings import Settings

EMAIL = "dana.ruiz@riverton.example"


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    app.test_client_class = Browser
    return app.test_client()


def token_on(html: str) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', html)
    assert found is not None
    return found[1]


def sign_in(client: FlaskClient, email: str = EMAIL, password: str = PASSWORD) -> tuple[int, str, str]:
    token = token_on(client.get("/sign-in").get_data(as_text=True))
    answer = client.post("/sign-in", data={"csrf_token": token, "email": email, "password": password})
    return answer.status_code, answer.headers.get("Location", ""), answer.get_data(as_text=True)


def test_front_page_says_where_to_go(client: FlaskClient) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert "You are a candidate" in page.get_data(as_text=True)


def test_hr_signs_in_and_begins_with_requisitions(client: FlaskClient, people: People) -> None:
    people.make("Dana Ruiz", Role.HR_ADMIN)
    assert sign_in(client)[:2] == (303, "/admin/requisitions")
    assert client.get("/").headers["Location"] == "/admin/requisitions"
