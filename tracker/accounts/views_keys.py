"""The page of the keys in lists: what they do, and the switch that turns them off."""

from __future__ import annotations

from flask import session
from werkzeug.wrappers import Response

from tracker.accounts.blueprint import blueprint
from tracker.accounts.forms import KeysForm
from tracker.accounts.single_keys import keys_on, turn_keys
from tracker.db import db, unit_of_work
from tracker.policy.actors import Role
from tracker.policy.answers import NotFound
from tracker.policy.permissions import Permission
from tracker.web.guard import current_actor, requires
from tracker.web.pages import go, notice, page


@blueprint.route("/keys", methods=["GET", "POST"])
@requires(Permission.USE_OWN_SESSION)
def keys() -> tuple[str, int] | Response:
    """Show the keys, and turn them on or off."""
    actor, form = current_actor(), KeysForm()
    if actor.role is Role.CANDIDATE:  # their pages have no lists to move through
        raise NotFound
    if not form.validate_on_submit():
        return page(422 if form.is_submitted() else 200, form=form, on=keys_on(db.session, actor.person_id))
    on = form.keys.data == "on"
    with unit_of_work(actor) as work:
        turn_keys(work, on=on)
    session["keys"] = on
    notice("keys-on" if on else "keys-off")
    return go("accounts.keys")
