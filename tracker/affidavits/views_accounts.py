"""The list of accounts in use, and the page of one account."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import request
from flask_babel import gettext as _

from tracker.affidavits.answers import ANOTHER, AccountAnswer, Answers, Uses
from tracker.affidavits.blueprint import (
    Answer,
    ask,
    blueprint,
    go_on,
    keep,
    setting,
    where_accounts_are_asked,
)
from tracker.affidavits.forms import NO, YES, QuestionForm, offer
from tracker.affidavits.forms_accounts import AccountForm, AccountsForm, FormerAccountForm, say_wrong
from tracker.affidavits.listing import Reading, Typed, read_account, shown_of
from tracker.affidavits.summary import rows_of_part
from tracker.cases.queries import own_case
from tracker.clock import agency_day
from tracker.db import clock_of, db
from tracker.policy.answers import NotFound
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.web.forms import PASSWORD_REFUSED
from tracker.web.guard import requires
from tracker.web.pages import go


@blueprint.route("/a/accounts", methods=("GET", "POST"))
@requires(Permission.FILL_AFFIDAVIT, about=own_case)
def accounts(facts: CaseFacts) -> Answer:
    """Show the accounts in use, and ask whether they are all."""
    draft = where_accounts_are_asked(facts)
    complete = YES if draft.answers.list_complete else None
    form = AccountsForm(official_duty=draft.answers.official_duty, complete=complete)
    answers = replace(
        draft.answers, official_duty=form.official_duty.data, list_complete=form.complete.data == YES
    )
    if form.validate_on_submit() and keep(facts, form, "accounts", answers):
        return go("affidavits.task_list") if form.complete.data == NO else go_on(facts)
    rows = rows_of_part("accounts", draft.answers)
    return ask(facts, form, draft, "accounts", accounts=draft.answers.current, rows=rows)


@blueprint.route("/a/accounts/new", methods=("GET", "POST"))
@requires(Permission.FILL_AFFIDAVIT, about=own_case)
def new_account(facts: CaseFacts) -> Answer:
    """Add an account in use."""
    return edit_account(facts, AccountForm(), None)


@blueprint.route("/a/accounts/<int:number>", methods=("GET", "POST"))
@requires(Permission.FILL_AFFIDAVIT, about=own_case)
def change_account(facts: CaseFacts, number: int) -> Answer:
    """Change an account that is listed, in use or former."""
    account = _listed(facts, number)
    given = _given(account)
    form = FormerAccountForm(**given) if account.former else AccountForm(**given)
    return edit_account(facts, form, account)


@blueprint.route("/a/accounts/<int:number>/remove", methods=("GET", "POST"))
@requires(Permission.FILL_AFFIDAVIT, about=own_case)
def remove_account(facts: CaseFacts, number: int) -> Answer:
    """Take an account off the list, after asking."""
    account, draft, form = _listed(facts, number), where_accounts_are_asked(facts), QuestionForm()
    part = "former" if account.former else "accounts"
    answers = draft.answers.without_account(number)
    if form.validate_on_submit() and keep(facts, form, part, answers):
        return go(f"affidavits.{part}")
    return ask(facts, form, draft, part, account=account)


def edit_account(facts: CaseFacts, form: AccountForm, account: AccountAnswer | None) -> Answer:
    """Ask for one account, and list it; ``account`` is what is changed, None for a new one."""
    draft, place = where_accounts_are_asked(facts), setting(facts)
    former = isinstance(form, FormerAccountForm)
    if isinstance(form, FormerAccountForm):
        form.this_year = agency_day(clock_of(db.session).now()).year
    form.platform.choices = offer(
        ("", _("Choose one")),
        *((one.key, _("Another app or site") if one.key == ANOTHER else one.name) for one in place.platforms),
    )
    number = account.number if account else draft.answers.last_number + 1
    part, reading = ("former" if former else "accounts"), Reading()
    sound = form.validate_on_submit()
    if form.is_submitted():
        reading = read_account(_typed(form, former=former), place.platforms, draft.answers, number, _)
        say_wrong(form, reading)
    kept = reading.account if sound else None
    if kept and keep(facts, form, part, _with(draft.answers, kept, account)):
        new = "affidavits.new_former" if former else "affidavits.new_account"
        return go(new if "add" in request.form else f"affidavits.{part}")
    secret = reading.secret or PASSWORD_REFUSED in form.handle.errors
    context = {"account": account, "double": reading.double, "secret": secret, "setting": place}
    return ask(facts, form, draft, part, listed=rows_of_part(part, draft.answers), **context)


def _listed(facts: CaseFacts, number: int) -> AccountAnswer:
    account = where_accounts_are_asked(facts).answers.account(number)
    if account is None:
        raise NotFound
    return account


def _given(account: AccountAnswer) -> dict[str, Any]:
    """Return what stands in the form; a question that is still open has no answer chosen."""
    shown = shown_of(account)
    return shown | {name: shown[name] or None for name in ("whose", "visible", "ended")}


def _typed(form: AccountForm, *, former: bool) -> Typed:
    if isinstance(form, FormerAccountForm):
        fields: dict[str, object] = {"stopped_year": form.stopped_year.data, "ended": form.ended.data}
    else:
        fields = {"whose": form.whose.data, "visible": form.visible.data}
    return Typed(
        platform=form.platform.data or "",
        platform_name=form.platform_name.data or "",
        handle=form.handle.data or "",
        not_remembered=form.not_remembered.data,
        sure=form.sure.data,
        keep_both="keep_both" in request.form,
        former=former,
        fields=fields,
    )


def _with(answers: Answers, account: AccountAnswer, before: AccountAnswer | None) -> Answers:
    """Put the account on the list; another handle is another account, so access to it is asked anew."""
    same = before is not None and (before.platform, before.canonical) == (account.platform, account.canonical)
    mode = before.mode if before is not None and same else ""
    listed = answers.with_account(replace(account, mode=mode))
    if account.former:
        return replace(listed, has_former=True)
    return replace(listed, uses=Uses.YES.value, list_complete=answers.list_complete and same)
