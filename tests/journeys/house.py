"""The sample data as a house with doors: its addresses, who may try them, and a copy to be filled."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from tests import postgres
from tests.journeys.doors import PEOPLE, Behind, behind
from tests.journeys.sample_cases import HEARD, RELEASED, REVIEWED
from tracker.app import create_app
from tracker.db import db
from tracker.policy.actors import Role
from tracker.policy.judgement import roles_for
from tracker.settings import Settings, load_settings
from tracker.web.guard import door_of


@pytest.fixture(scope="module")
def house(demo_app: Flask) -> Iterator[Flask]:
    """The sample data, with forms that need no token, so that it is the guard that answers."""
    demo_app.config["WTF_CSRF_ENABLED"] = False
    yield demo_app
    demo_app.config["WTF_CSRF_ENABLED"] = True


@pytest.fixture(scope="module")
def things(house: Flask) -> dict[Role, Behind]:
    """What stands behind the doors."""
    return behind(house)


@pytest.fixture(scope="module")
def inside(house: Flask) -> dict[Role, FlaskClient]:
    """A browser of each role's person."""
    return {role: browser_of(house, slug) for role, slug in PEOPLE.items()}


@pytest.fixture(scope="module")
def grown(
    demo_app: Flask, tmp_path_factory: pytest.TempPathFactory, dialect: str, worker: str
) -> Iterator[Flask]:
    """An installation of its own with the sample data, to be filled."""
    before: Settings = demo_app.extensions["settings"]
    with demo_app.app_context():
        db.session.close()
        db.engine.dispose()
    folder, url = tmp_path_factory.mktemp("grown") / "instance", ""
    shutil.copytree(before.instance, folder)
    if dialect == "postgresql":
        url = postgres.create(f"grown_{worker}", f"demo_{worker}")
    app = create_app(load_settings(environment="demo", instance=folder, database_url=url))
    app.config["WTF_CSRF_ENABLED"] = False
    yield app
    with app.app_context():
        db.engine.dispose()


def browser_of(house: Flask, slug: str) -> FlaskClient:
    """Return a browser of a person of the sample data, signed in."""
    browser = FlaskClient(house, house.response_class, use_cookies=True)
    assert browser.post("/demo/sign-in", data={"person": slug}).status_code == 303
    browser.get("/roles")  # reads what a first page may have to say: that an older session gave way
    return browser


def rules_of(app: Flask) -> list[Rule]:
    """Return every address of the product, but those of libraries, the demo and the style guide."""
    libraries = ("static", "bootstrap.static")
    return [
        rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint not in libraries and not rule.endpoint.startswith(("demo.", "styleguide."))
    ]


def address_of(app: Flask, rule: Rule, parts: Any) -> str:
    """Return an address with these references in it."""
    with app.test_request_context():
        return app.url_map.bind("localhost").build(
            rule.endpoint, {name: parts[name] for name in rule.arguments}
        )


def methods_of(rule: Rule) -> list[str]:
    """Return in which ways an address is tried."""
    return sorted((rule.methods or set()) & {"GET", "POST"})


def roles_of(app: Flask, rule: Rule) -> frozenset[Role] | None:
    """Return whose door an address is by the table; None where it is everybody's."""
    door = door_of(app, rule.endpoint)
    assert door is not None
    return roles_for(door.permission)


def answer_ties(browsers: Mapping[Role, FlaskClient], places: Mapping[str, Mapping[str, Any]]) -> None:
    """Have the supervisor say that there is no tie to those whose cases are looked at."""
    for stage in (REVIEWED, RELEASED, HEARD):
        asked = f"/cases/{places[stage]['case']}/conflict"
        assert browsers[Role.SUPERVISOR].post(asked, data={"answer": "none", "tie": ""}).status_code == 303


def draw_up(browsers: Mapping[Role, FlaskClient]) -> None:
    """Have HR make a draft of the next version of the protocol."""
    assert browsers[Role.HR_ADMIN].post("/admin/protocols/social-media/drafts").status_code == 303


def browsers_of(app: Flask) -> dict[Role, FlaskClient]:
    """Return a browser of each role's person, whose forms need no token."""
    browsers = {}
    for role, slug in PEOPLE.items():
        browsers[role] = FlaskClient(app, app.response_class, use_cookies=True)
        assert browsers[role].post("/demo/sign-in", data={"person": slug}).status_code == 303
    return browsers
