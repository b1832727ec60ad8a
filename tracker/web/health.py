"""Whether the process lives and whether it can serve: for load balancers, with no word about the data."""

from __future__ import annotations

from flask import Blueprint, current_app
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from tracker.db import db
from tracker.policy.permissions import Permission
from tracker.web.guard import requires

blueprint = Blueprint("health", __name__)


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
