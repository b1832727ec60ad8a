"""Whether the process lives and whether it can serve: for load balancers, with no word about the data."""

from __future__ import annotations

from flask import Blueprint, Flask, current_app, request
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import ServiceUnavailable

from tracker.db import db
from tracker.policy.permissions import Permission
from tracker.web.guard import requires

blueprint = Blueprint("health", __name__)


def install(app: Flask) -> None:
    """Answer 503 on every page but these two until the installation has been set up."""
    app.before_request(_not_set_up)


def _not_set_up() -> None:
    if current_app.config.get("SECRET_KEY") is None and request.blueprint != "health":
        raise ServiceUnavailable


@blueprint.get("/healthz")
@requires(Permission.ENTER)
def alive() -> tuple[str, int]:
    """Say that the process answers."""
    return "ok\n", 200


@blueprint.get("/readyz")
@requires(Permission.ENTER)
def ready() -> tuple[str, int]:
    """Say whether database and keys can be used."""
    try:
        db.session.execute(select(1))
    except SQLAlchemyError:
        return "the database does not answer\n", 503
    if not current_app.extensions["vault"].usable(db.session):
        return "a key is missing or fails its check value\n", 503
    return "ready\n", 200
