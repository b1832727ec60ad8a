"""The page of whoever keeps the machine running."""

from __future__ import annotations

from flask import current_app
from flask.typing import ResponseReturnValue

from tracker import health_checks
from tracker.db import db
from tracker.oversight.blueprint import blueprint
from tracker.oversight.forms import CheckForm
from tracker.oversight.system import system_view
from tracker.policy.permissions import Permission
from tracker.web.guard import requires
from tracker.web.pages import page


@blueprint.get("/admin/system")
@requires(Permission.READ_SYSTEM)
def system() -> ResponseReturnValue:
    """Show in words whether everything is in order; no case."""
    checks = health_checks.run(current_app, ledger=False)
    return page(view=system_view(db.session, checks), form=CheckForm())
