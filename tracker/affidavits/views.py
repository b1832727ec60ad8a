"""The task list, and the questions that are not about one account; the other pages stand in ``views_*``."""

from __future__ import annotations

from dataclasses import replace

from flask import request
from flask_babel import gettext as _

from tracker.affidavits import (
    views_accounts,
    views_clarifying,
    views_entry,
    views_filed,
    views_former,
    views_notary,
    views_papers,
    views_public,
    views_signing,
    views_staff,
    views_swearing,
)
from tracker.affidavits.answers import Answers, Uses
from tracker.affidavits.blueprint import (
    Answer,
    ask,
    blueprint,
    dates,
    go_on,
    keep,
    open_draft,
    setting,
    where_accounts_are_asked,
)
from tracker.affidavits.forms import NO, NamesForm, NowForm, OtherForm
from tracker.affidavits.tasks import progress_of
from tracker.affidavits.told import told_of
from tracker.affidavits.waiting_statement import tell_statement
from tracker.cases.queries import own_case
from tracker.db import clock_of, db
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.web.guard import requires
from tracker.web.pages import go, page

__all__ = [
    "blueprint",
    "views_accounts",
    "views_clarifying",
    "views_entry",
    "views_filed",
    "views_former",
    "views_notary",
    "views_papers",
    "views_public",
    "views_signing",
    "views_staff",
    "views_swearing",
]


@blueprint.get("/a")
@requires(Permission.FILL_AFFIDAVIT, about=own_case)
def task_list(facts: CaseFacts) -> Answer:
    """Show the parts and how far each is."""
    draft, place = open_draft(facts), setting(facts)
    now = clock_of(db.session).now()
    ready = next(iter(tell_statement(db.session, facts, now, _)), None)
    told = tuple(one for one in told_of(db.session, facts, now, _) if one != ready)
    ours = ready is not None and not ready.due
    progress = progress_of(place, draft, _, ready=ready.endpoint if ready else "", ours=ours)
    return page(progress=progress, setting=place, draft=draft, dates=dates(place), told=told, ready=ready)


@blueprint.route("/a/names", methods=("GET", "POST"))
@requires(Permission.FILL_AFFIDAVIT, about=own_case)
def names(facts: CaseFacts) -> Answer:
    """Ask for other names and handles, one at a time."""
    draft, form = open_draft(facts), NamesForm()
    form.listed = bool(draft.answers.other_names)
    if not setting(facts).accounts_asked:
        form.has.label.text, form.name.label.text = _("Have you used other names?"), _("Name")
    sound = form.validate_on_submit()
    if sound and keep(facts, form, "names", _without_name(_named(form, draft.answers))):
        return go("affidavits.names") if {"add", "remove"} & request.form.keys() else go_on(facts)
    if form.untouched and draft.answers.has_other_names is False:
        form.has.data = NO
    return ask(facts, form, draft, "names", names=draft.answers.other_names, setting=setting(facts))


def _named(form: NamesForm, answers: Answers) -> Answers:
    name = form.name.data or ""
    if form.has.data == NO and not name:
        return replace(answers, other_names=(), has_other_names=False)
    listed = answers.other_names if name in ("", *answers.other_names) else (*answers.other_names, name)
    return replace(answers, other_names=listed, has_other_names=bool(listed))


def _without_name(answers: Answers) -> Answers:
    """Take off the name whose button was pressed, if one was; what was typed meanwhile stays added."""
    place = request.form.get("remove", "")
    if not place:
        return answers
    kept = tuple(name for number, name in enumerate(answers.other_names, 1) if str(number) != place)
    return replace(answers, other_names=kept, has_other_names=True if kept else None)


@blueprint.route("/a/now", methods=("GET", "POST"))
@requires(Permission.FILL_AFFIDAVIT, about=own_case)
def now(facts: CaseFacts) -> Answer:
    """Ask whether any social media is used."""
    draft = where_accounts_are_asked(facts)
    form = NowForm(uses=draft.answers.uses or None)
    answers = replace(draft.answers, uses=form.uses.data or "")
    if form.validate_on_submit() and keep(facts, form, "now", answers):
        following = {Uses.NO: "affidavits.none", Uses.NOT_SURE: "affidavits.now"}
        first = "affidavits.new_account" if not answers.current else "affidavits.accounts"
        return go(following.get(Uses(answers.uses), first))
    return ask(facts, form, draft, "now", unsure=draft.answers.uses == Uses.NOT_SURE, setting=setting(facts))


@blueprint.get("/a/none")
@requires(Permission.FILL_AFFIDAVIT, about=own_case)
def none(facts: CaseFacts) -> Answer:
    """Say what is left for somebody who uses no social media."""
    draft, place = open_draft(facts), setting(facts)
    if draft.answers.uses != Uses.NO:
        return go("affidavits.now")
    return page(progress=progress_of(place, draft, _), listed=draft.answers.current)


@blueprint.route("/a/other", methods=("GET", "POST"))
@requires(Permission.FILL_AFFIDAVIT, about=own_case)
def other(facts: CaseFacts) -> Answer:
    """Ask for anything that was not asked about."""
    draft = where_accounts_are_asked(facts)
    form = OtherForm(anything_else=draft.answers.anything_else)
    text = form.anything_else.data or ""
    answers = replace(draft.answers, anything_else=text, has_other=bool(text))
    if form.validate_on_submit() and keep(facts, form, "other", answers):
        return go_on(facts)
    return ask(facts, form, draft, "other")
