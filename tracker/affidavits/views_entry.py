"""The way in: the page of a link, the code, the page of those who are signed out, and the start page.

A link's secret stands in the path of its page only: no page links to it, names it or sends it on, and no
referrer leaves the site. The server's own log writes request paths; ``docs/`` says how it leaves these out.
"""

from __future__ import annotations

import time

from flask import request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from tracker.accounts.keeping import something_kept
from tracker.accounts.plumbing import carried, let_in
from tracker.accounts.sign_in import Opened
from tracker.affidavits.blueprint import Answer, blueprint, dates, language, open_draft, setting, settings
from tracker.affidavits.drafts import draft_of
from tracker.affidavits.forms import AddressForm, CodeForm
from tracker.affidavits.way_in import LinkState, NotLetIn, come_in, link_of
from tracker.cases.queries import own_case
from tracker.cases.way_back import ask_by_address, ask_by_link, ask_inside
from tracker.db import clock_of, db, unit_of_work
from tracker.policy.actors import SYSTEM, Role
from tracker.policy.answers import Refused, Unmet
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.way_back import A_DAY, BETWEEN_MINUTES
from tracker.web.guard import actor_or_none, current_actor, requires
from tracker.web.pace import answered_now
from tracker.web.pages import go, page

STATUS = {LinkState.OPEN: 200, LinkState.UNKNOWN: 404}
"""What a page of a link answers with; every other state is 410."""

ASKS_AGAIN = (LinkState.EXPIRED, LinkState.USED_UP, LinkState.REPLACED)
"""The states of a link on whose page a new one can be asked for."""

ANSWERED_AFTER = 0.4
"""Seconds after which it is said that an address was taken in: longer than looking it up and sending."""


@blueprint.route("/i/<token>", methods=("GET", "POST"))
@requires(Permission.ENTER)
def invitation(token: str) -> Answer:
    """Show who asks; then ask for the code, and let in who has it, at an address without the link's secret.

    Looking uses nothing up.
    """
    actor, wrong = actor_or_none(), False
    if request.method == "POST" and actor is not None and actor.role is not Role.CANDIDATE:
        words = _(
            "You are signed in as staff. A candidate's link is opened by the candidate; sign out first."
        )
        raise Refused(Unmet(None, words))  # it would end the session of staff without a word
    link, form = link_of(db.session, token, clock_of(db.session).now()), CodeForm()
    again = "again" in request.form and link.state in ASKS_AGAIN
    tries = link.state is LinkState.OPEN and "code" in request.form
    if (again or tries) and not answered_now():
        return page(429, link=link, form=form, wrong=False, asked=True, waits=True)
    if again:
        with unit_of_work(SYSTEM) as work:
            ask_by_link(work, token)
        return go("affidavits.link_asked")
    if tries and form.validate():
        try:
            typed = form.code.data or ""
            return _let_in(come_in(settings(), token=token, code=typed, left=carried(), language=language()))
        except NotLetIn as refusal:
            link, wrong = refusal.link, True
            form.code.data, form.code.errors = "", [_("That is not the code that belongs to this link.")]
    status = 422 if form.code.errors and link.state is LinkState.OPEN else STATUS.get(link.state, 410)
    return page(status, link=link, form=form, wrong=wrong, asked=request.method == "POST")


def _let_in(opened: Opened) -> Response:
    let_in(opened.session_id, opened.actor, gave_way=opened.gave_way)
    return go("accounts.kept") if something_kept() else go("affidavits.start")


@blueprint.route("/a/link", methods=("GET", "POST"))
@requires(Permission.ENTER)
def signed_out() -> Answer:
    """Say how to come back: by link and code; send a new link to an address that we know.

    The answer is the same for every address, and it comes after the same time.
    """
    form, begun = AddressForm(), time.monotonic()
    actor = actor_or_none()
    inside = actor is not None and actor.role is Role.CANDIDATE
    if form.is_submitted() and not answered_now():
        return page(429, form=form, inside=inside, waits=True)
    if not form.validate_on_submit():
        return page(422 if form.is_submitted() else 200, form=form, inside=inside)
    with unit_of_work(SYSTEM) as work:
        ask_by_address(work, form.email.data or "")
    time.sleep(max(0.0, begun + ANSWERED_AFTER - time.monotonic()))
    return go("affidavits.link_asked")


@blueprint.get("/a/link/asked")
@requires(Permission.ENTER)
def link_asked() -> Answer:
    """Say what happens when a new link was asked for, whether or not anything was sent."""
    return page(minutes=BETWEEN_MINUTES, most=A_DAY)


@blueprint.post("/a/later")
@requires(Permission.FILL_AFFIDAVIT, about=own_case)
def send_link(facts: CaseFacts) -> Answer:
    """Send a new link to who is signed in."""
    with unit_of_work(current_actor()) as work:
        ask_inside(work, facts.case_id)
    return go("affidavits.link_asked")


@blueprint.get("/a/later")
@requires(Permission.FILL_AFFIDAVIT, about=own_case)
def later(facts: CaseFacts) -> Answer:
    """Say that the answers are saved, and how to come back to them."""
    return page(draft=open_draft(facts), dates=dates(setting(facts)))


@blueprint.get("/a/start")
@requires(Permission.FILL_AFFIDAVIT, about=own_case)
def start(facts: CaseFacts) -> Answer:
    """Say what is asked, why, how long it takes, who sees what, and what never happens."""
    draft = draft_of(db.session, facts.case_id)
    if draft.filed.edition and not draft.is_open:
        return go("affidavits.status")
    open_draft(facts)
    if draft.version:
        return go("affidavits.task_list")
    place = setting(facts)
    return page(setting=place, dates=dates(place))
