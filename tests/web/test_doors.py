"""What is turned away at the door, whatever it looks like."""

from __future__ import annotations

import pytest
from flask import Flask


@pytest.mark.parametrize(
    "origin",
    ["http://[::1", "http://[x]", "", "https://evil.example", "http://localhost.evil.example", "://"],
)
def test_a_request_from_elsewhere_is_turned_away(app: Flask, origin: str) -> None:
    answer = app.test_client().post("/sign-in", headers={"Origin": origin})
    assert answer.status_code == 403


def test_a_page_of_another_site_is_turned_away(app: Flask) -> None:
    for site in ("cross-site", "same-site"):
        assert app.test_client().post("/sign-in", headers={"Sec-Fetch-Site": site}).status_code == 403


def test_ones_own_pages_go_on_to_the_token(app: Flask) -> None:
    for origin in ("http://localhost", "null"):
        assert app.test_client().post("/sign-in", headers={"Origin": origin}).status_code == 400
