"""A bare application around the templates: no database, no people, only the look."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, Response
from flask_babel import Babel
from flask_bootstrap import Bootstrap5
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined

from tests.browser import served
from tracker.policy.wording import moment
from tracker.web import formats, sent_forms, styleguide
from tracker.web.headers import CONTENT_SECURITY_POLICY

ROOT = Path(__file__).parents[2]
FRAME: dict[str, object] = {
    "agency": {"name": "Hampton Police Division", "phone": "555-0100"},
    "nav": (("My work", "/desk", True), ("Cases", "/cases", False), ("Protocol", "/protocol", False)),
    "actor_name": "Dana Ruiz",
    "working_as": "Background investigator",
    "switch_url": "/role",
    "sign_out_url": "/sign-out",
    "home_url": "/desk",
    "help_url": "/help",
    "footer_links": (("Privacy", "/privacy"), ("Accessibility", "/accessibility")),
    "language": ("Español", "/es/a", "es"),
    "lang": "en",
    "demo": True,
    "notice": "S-4XK2 is logged. Nothing found on TikTok.",
}


def bare_application(**frame: object) -> Flask:
    """Return an application that serves the style guide with the given frame and nothing else."""
    app = Flask("tracker", root_path=str(ROOT / "tracker"), template_folder=str(ROOT / "templates"))
    app.config |= {"SECRET_KEY": "look", "WTF_CSRF_TIME_LIMIT": None}
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.globals["form_number"] = sent_forms.form_number
    app.jinja_env.filters |= {"unbroken": formats.unbroken, "said": formats.said, "moment": moment}
    app.jinja_env.globals["fix_url"] = lambda fix, case: f"/{case}/{fix.split()[-1]}"
    Babel(app)
    Bootstrap5(app)
    CSRFProtect(app)
    app.register_blueprint(styleguide.blueprint)
    app.context_processor(lambda: frame)

    @app.after_request
    def strict(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
        return response

    return app


@pytest.fixture(scope="session")
def bare() -> Flask:
    """The application with every word of the frame said."""
    return bare_application(**FRAME)


@pytest.fixture(scope="session")
def address(bare: Flask) -> Iterator[str]:
    """The style guide on a port of this machine."""
    with served(bare) as address:
        yield address
