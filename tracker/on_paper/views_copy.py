"""Copying a signed paper: its answers, its accounts, its foot."""

from __future__ import annotations

from flask import request

from tracker.affidavits.answers import AccountAnswer
from tracker.affidavits.blueprint import setting
from tracker.affidavits.forms import QuestionForm
from tracker.affidavits.forms_accounts import say_wrong
from tracker.affidavits.listing import Reading, read_account
from tracker.affidavits.setting import Setting
from tracker.affidavits.words import english, mode_words
from tracker.cases.queries import case_facts
from tracker.clock import agency_day
from tracker.db import clock_of, db
from tracker.on_paper.blueprint import Answer, blueprint
from tracker.on_paper.copying_page import keep, opened, status_of
from tracker.on_paper.filling import (
    account_shown,
    account_typed,
    answers_shown,
    answers_typed,
    foot_typed,
    with_account,
)
from tracker.on_paper.forms import FootForm, PaperAccountForm, PaperForm, PaperFormerForm
from tracker.on_paper.queries import the_paper
from tracker.policy.answers import NotFound
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.web.forms import PASSWORD_REFUSED, options
from tracker.web.guard import requires
from tracker.web.pages import go, page

ROOT = "/admin/candidates/<case>/paper"


@blueprint.route(f"{ROOT}/answers", methods=("GET", "POST"))
@requires(Permission.ENTER_PAPER, about=case_facts)
def answers(case: str, facts: CaseFacts) -> Answer:
    """Take everything that the paper says but its accounts and its foot."""
    paper = opened(facts)
    form = PaperForm(data=answers_shown(paper.answers))
    if form.validate_on_submit() and keep(facts, form, "answers", answers=answers_typed(form, paper.answers)):
        return go("on_paper.paper", case=case)
    status = status_of(form, paper)
    return page(status, form=form, facts=facts, paper=paper, setting=setting(facts))


@blueprint.route(f"{ROOT}/foot", methods=("GET", "POST"))
@requires(Permission.ENTER_PAPER, about=case_facts)
def foot(case: str, facts: CaseFacts) -> Answer:
    """Take the foot of the paper: who signed it, where and when."""
    paper, place = opened(facts), setting(facts)
    form = FootForm(obj=paper.signature)
    form.offer(paper.investigators)
    if form.untouched and form.access_until.data is None:
        form.access_until.data = place.access_ends(clock_of(db.session).now())
    if form.validate_on_submit() and keep(facts, form, "signature", signature=foot_typed(form)):
        return go("on_paper.paper", case=case)
    return page(status_of(form, paper), form=form, facts=facts, paper=paper, setting=place)


@blueprint.route(f"{ROOT}/accounts/new", methods=("GET", "POST"))
@requires(Permission.ENTER_PAPER, about=case_facts)
def new_account(case: str, facts: CaseFacts) -> Answer:
    """Add an account in use."""
    return _edit(case, facts, PaperAccountForm(), None)


@blueprint.route(f"{ROOT}/former/new", methods=("GET", "POST"))
@requires(Permission.ENTER_PAPER, about=case_facts)
def new_former(case: str, facts: CaseFacts) -> Answer:
    """Add an account that was used before."""
    return _edit(case, facts, PaperFormerForm(), None)


@blueprint.route(f"{ROOT}/accounts/<int:number>", methods=("GET", "POST"))
@requires(Permission.ENTER_PAPER, about=case_facts)
def account(case: str, number: int, facts: CaseFacts) -> Answer:
    """Change an account that was copied."""
    listed = the_paper(db.session, facts.case_id).answers.account(number)
    if listed is None:
        raise NotFound
    return _edit(case, facts, _kind(listed)(data=account_shown(listed)), listed)


@blueprint.post(f"{ROOT}/accounts/<int:number>/remove")
@requires(Permission.ENTER_PAPER, about=case_facts)
def remove_account(case: str, number: int, facts: CaseFacts) -> Answer:
    """Take an account off the copy; where that cannot be, its page says why."""
    paper, place = opened(facts), setting(facts)
    listed = paper.answers.account(number)
    if listed is None:
        raise NotFound
    form = _kind(listed)(formdata=None, data=account_shown(listed))
    form.seen.data = QuestionForm().seen.data
    part = "former" if listed.former else "accounts"
    if keep(facts, form, part, answers=paper.answers.without_account(number)):
        return go("on_paper.paper", case=case)
    _offer(form, place)
    context = {"account": listed, "double": None, "secret": False, "setting": place}
    status = status_of(form, paper)
    return page(status, template="on_paper/account", form=form, facts=facts, paper=paper, **context)


def _kind(listed: AccountAnswer) -> type[PaperAccountForm]:
    return PaperFormerForm if listed.former else PaperAccountForm


def _edit(case: str, facts: CaseFacts, form: PaperAccountForm, before: AccountAnswer | None) -> Answer:
    paper, place = opened(facts), setting(facts)
    if not place.accounts_asked:
        raise NotFound
    _offer(form, place)
    number = before.number if before else paper.answers.last_number + 1
    sound, reading = form.validate_on_submit(), Reading()
    if form.is_submitted():
        typed = account_typed(form, keep_both="keep_both" in request.form)
        reading = read_account(typed, place.platforms, paper.answers, number, english)
        say_wrong(form, reading)
    part = "former" if isinstance(form, PaperFormerForm) else "accounts"
    kept = reading.account if sound else None
    if kept and keep(facts, form, part, answers=with_account(paper.answers, kept)):
        return _onward(case, part)
    secret = reading.secret or PASSWORD_REFUSED in form.handle.errors
    context = {"account": before, "double": reading.double, "secret": secret, "setting": place}
    status = status_of(form, paper)
    return page(status, template="on_paper/account", form=form, facts=facts, paper=paper, **context)


def _onward(case: str, part: str) -> Answer:
    again = "on_paper.new_former" if part == "former" else "on_paper.new_account"
    return go(again if "add" in request.form else "on_paper.paper", case=case)


def _offer(form: PaperAccountForm, place: Setting) -> None:
    form.platform.choices = options((("", "Choose one"), *((one.key, one.name) for one in place.platforms)))
    if isinstance(form, PaperFormerForm):
        form.this_year = agency_day(clock_of(db.session).now()).year
    else:
        words = mode_words(english)
        form.mode.choices = options((mode.value, words[mode]) for mode in place.offered)
