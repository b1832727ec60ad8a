"""Every person of the sample data is one button away, on this machine alone and in demo mode alone."""

from __future__ import annotations

import os
import re
import socket

import pytest
from click.testing import CliRunner
from flask import Flask

from tracker.cli import EX_USAGE, WELCOME, demo
from tracker.demo.cast import DISPATCHERS, OFFICERS, STAFF
from tracker.demo.door import people

pytestmark = pytest.mark.sqlite  # sample data are served from an embedded database only

EVERYBODY = [*(each.slug for each in STAFF), *(each.slug for each in (*OFFICERS, *DISPATCHERS))]


@pytest.mark.parametrize("slug", EVERYBODY)
def test_everybody_signs_in_and_finds_the_first_page(demo_app: Flask, slug: str) -> None:
    with demo_app.test_client() as browser:
        answer = browser.post("/demo/sign-in", data={"person": slug}, follow_redirects=True)
        assert answer.status_code == 200


def test_the_list_names_slugs_names_and_roles(demo_app: Flask) -> None:
    listed = demo_app.test_client().get("/demo/people.json").get_json()
    assert [each["slug"] for each in listed] == EVERYBODY
    assert listed[0] == {"slug": "helen-park", "name": "Helen Park", "roles": ["hr-administrator"]}
    assert listed[-1]["roles"] == ["candidate"]


def test_the_sign_in_page_offers_everybody(demo_app: Flask) -> None:
    page = demo_app.test_client().get("/sign-in").get_data(as_text=True)
    assert all(f'value="{each["slug"]}"' in page for each in people())


def test_somebody_unknown_is_not_found(demo_app: Flask) -> None:
    assert demo_app.test_client().post("/demo/sign-in", data={"person": "nobody"}).status_code == 404


@pytest.mark.parametrize("path", ["/", "/sign-in", "/demo/people.json", "/static/tracker.css"])
@pytest.mark.parametrize("address", ["192.0.2.7", "10.0.0.1", "2001:db8::1", "", "unix"])
def test_nobody_outside_this_machine_gets_anything(demo_app: Flask, path: str, address: str) -> None:
    answer = demo_app.test_client().get(path, environ_overrides={"REMOTE_ADDR": address})
    assert answer.status_code == 403


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.9.10", "::1"])
def test_this_machine_is_let_in(demo_app: Flask, address: str) -> None:
    answer = demo_app.test_client().get("/sign-in", environ_overrides={"REMOTE_ADDR": address})
    assert answer.status_code == 200


def test_outside_demo_mode_there_is_no_door(app: Flask) -> None:
    browser = app.test_client()
    assert browser.get("/demo/people.json").status_code == 404
    assert browser.post("/demo/sign-in", data={"person": "helen-park"}).status_code == 404
    page = browser.get("/sign-in").get_data(as_text=True)
    assert "/demo/" not in page
    assert "Helen Park" not in page
    assert not [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/demo")]


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "example.org"])  # noqa: S104 - they are refused
def test_the_demo_listens_on_loopback_only(host: str) -> None:
    outcome = CliRunner().invoke(demo, ["--host", host])
    assert outcome.exit_code == EX_USAGE
    assert outcome.stderr.count("\n") == 1
    assert host in outcome.stderr


@pytest.mark.parametrize("path", ["/", "/healthz", "/demo/people.json", "/no-such-page"])
def test_a_name_that_is_not_ours_is_refused_in_words(demo_app: Flask, path: str) -> None:
    answer = demo_app.test_client().get(path, headers={"Host": "attacker.example"})
    assert answer.status_code == 400
    assert "This address is not ours" in answer.get_data(as_text=True)
    assert "attacker" not in answer.get_data(as_text=True)


def test_a_port_that_is_taken_is_said_before_anything_is_loaded() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        outcome = CliRunner().invoke(demo, ["--port", str(port)])
    assert outcome.exit_code == EX_USAGE
    assert outcome.stderr == f"Port {port} is taken. Choose another one: PORT={port + 1} make demo\n"


def test_the_demo_says_where_to_begin_with_names_that_are_on_the_buttons(demo_app: Flask) -> None:
    listed = {one["name"] for one in demo_app.test_client().get("/demo/people.json").get_json()}
    named = re.findall(r"([A-Z][A-Za-z. ]+) \(", WELCOME)
    assert len(named) == 5
    assert all(any(one.startswith(name) for one in listed) for name in named)


def test_whoever_comes_in_anew_leaves_no_session_behind(demo_app: Flask) -> None:
    first, again = demo_app.test_client(), demo_app.test_client()
    first.post("/demo/sign-in", data={"person": "helen-park"})
    cookie = first.get_cookie("tracker")
    assert cookie is not None
    first.post("/demo/sign-in", data={"person": "dana-ruiz"})
    again.set_cookie("tracker", cookie.value)
    assert again.get("/admin/people").location == "/sign-in"


def test_what_needs_the_sample_data_stays_on_one_worker(
    demo_app: Flask, request: pytest.FixtureRequest
) -> None:
    """Loading them is dear; a worker that is told of no group would load its own."""
    alone = "PYTEST_XDIST_WORKER" not in os.environ
    assert alone or request.node.nodeid.endswith("@sample data")
