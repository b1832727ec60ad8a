"""Accounts that were used before."""

from __future__ import annotations

from dataclasses import replace

from flask_babel import gettext as _

from tracker.affidavits.blueprint import (
    Answer,
    ask,
    blueprint,
    go_on,
    keep,
    setting,
    where_accounts_are_asked,
)
from tracker.affidavits.document import former_question
from tracker.affidavits.forms import NO, YES
from tracker.affidavits.forms_accounts import FormerAccountForm, FormerForm
from tracker.affidavits.summary import rows_of_part
from tracker.affidavits.views_accounts import edit_account
from tracker.cases.queries import own_case
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.web.guard import requires
from tracker.web.pages import go


@blueprint.route("/a/former", methods=("GET", "POST"))
@requires(Permission.FILL_AFFIDAVIT, about=own_case)
def former(facts: CaseFacts) -> Answer:
    """Ask whether there were other accounts before; once some are listed, whether there are more."""
    draft, place = where_accounts_are_asked(facts), setting(facts)
    listed = draft.answers.former
    form = FormerForm(has=NO if draft.answers.has_former is False else None)
    form.has.label.text = (
        _("Is there another account?") if listed else former_question(place.look_back_years, _)
    )
    more = form.has.data == YES
    if form.validate_on_submit():
        if more:
            return go("affidavits.new_former")
        answers = replace(draft.answers, has_former=bool(listed))
        if keep(facts, form, "former", answers):
            return go_on(facts)
    rows = rows_of_part("former", draft.answers)
    return ask(facts, form, draft, "former", accounts=listed, rows=rows)


@blueprint.route("/a/former/new", methods=("GET", "POST"))
@requires(Permission.FILL_AFFIDAVIT, about=own_case)
def new_former(facts: CaseFacts) -> Answer:
    """Add an account that is no longer used."""
    return edit_account(facts, FormerAccountForm(), None)
