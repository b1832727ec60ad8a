"""Whether the process lives and whether it can serve: for load balancers, with no word about the data."""

from __future__ import annotations

import shutil

from flask import Blueprint, Flask, current_app
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import ServiceUnavailable

from tracker.db import db
from tracker.policy.permissions import Permission
from tracker.web.guard import is_asked, requires

blueprint = Blueprint("health", __name__)

WORDS = {"Content-Type": "text/plain; charset=utf-8"}
"""What a machine is answered in: a line of words, which is no page."""
FULL = 50_000_000
"""With fewer bytes free than this nothing more can be kept; ``check`` gives word long before."""


class NotReady(ServiceUnavailable):
    """Tables or keys are not there yet, or the database did not answer when the process began."""


def install(app: Flask) -> None:
    """Answer 503 in words on every page but these two until the installation has been set up.

    ``app.extensions["open"]`` looks again and takes the keys if they are there now, so that nobody has to
    start the process anew.
    """
    app.before_request(_not_set_up)


def _not_set_up() -> None:
    if current_app.config.get("SECRET_KEY") is None and is_asked():
        current_app.extensions["open"]()  # for the next request: this one came without a session
        raise NotReady


@blueprint.get("/healthz")
@requires(Permission.ENTER)
def alive() -> tuple[str, int, dict[str, str]]:
    """Say that the process answers."""
    return "ok\n", 200, WORDS


@blueprint.get("/readyz")
@requires(Permission.ENTER)
def ready() -> tuple[str, int, dict[str, str]]:
    """Say whether database and keys can be used, and whether there is room to keep anything."""
    try:
        db.session.execute(select(1))
        current_app.extensions["open"]()
    except SQLAlchemyError:
        return "the database does not answer\n", 503, WORDS
    if current_app.config.get("SECRET_KEY") is None:
        return "it is not set up\n", 503, WORDS
    if not current_app.extensions["vault"].usable(db.session):
        return "a key is missing or fails its check value\n", 503, WORDS
    if shutil.disk_usage(current_app.extensions["settings"].data).free < FULL:
        return "the disk is full\n", 503, WORDS
    return "ready\n", 200, WORDS
