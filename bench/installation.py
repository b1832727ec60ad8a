"""The sample data in a folder of their own, and browsers of its people."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from tracker.app import build, create_app
from tracker.db import db
from tracker.demo.load import load_once
from tracker.settings import Settings, load_settings


class Installation:
    """A filled installation, as ``make demo`` serves it."""

    def __init__(self, app: Flask) -> None:
        """Work on one application."""
        self.app = app
        self.settings: Settings = app.extensions["settings"]

    def browser(self, slug: str) -> FlaskClient:
        """Return a browser in which somebody of the sample data is signed in."""
        browser = FlaskClient(self.app, self.app.response_class, use_cookies=True)
        answer = browser.post("/demo/sign-in", data={"person": slug})
        assert answer.status_code == 303
        return browser


def first_link(browser: FlaskClient, page: str, pattern: str) -> str:
    """Return the first address on a page that the pattern matches whole."""
    html = browser.get(page).get_data(as_text=True)
    links = (found.group(1) for found in re.finditer(r'href="([^"#?]*)', html))
    return next(link for link in links if re.fullmatch(pattern, link))


@contextmanager
def installed() -> Iterator[Installation]:
    """Fill an installation on the disk where this runs, and remove it afterwards."""
    with tempfile.TemporaryDirectory(prefix="tracker-bench-") as folder:
        settings = load_settings(environment="demo", instance=Path(folder) / "instance")
        load_once(build(settings))
        app = create_app(settings)
        yield Installation(app)
        with app.app_context():
            db.engine.dispose()
