"""The blank form, for candidates and for HR; the pages of the copy stand in ``views_*``."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response as Download
from flask_babel import force_locale
from flask_babel import gettext as _

from tracker.affidavits.blueprint import dates, language, setting
from tracker.cases.queries import case_facts, own_case
from tracker.db import clock_of, db
from tracker.on_paper import views_compare, views_copy, views_paper
from tracker.on_paper.blank import BlankForm, blank_form, further_sheets
from tracker.on_paper.blanks import blank_of
from tracker.on_paper.blueprint import Answer, blueprint
from tracker.policy.answers import NotFound
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.words import LANGUAGES
from tracker.web.guard import requires
from tracker.web.pages import page

__all__ = ["blueprint", "views_compare", "views_copy", "views_paper"]


@blueprint.get("/a/paper")
@requires(Permission.READ_OWN_CASE, about=own_case)
def own_paper(facts: CaseFacts) -> Answer:
    """Say how the affidavit is filed on paper."""
    place = setting(facts)
    return page(setting=place, dates=dates(place))


@blueprint.get("/a/paper/form.pdf")
@requires(Permission.READ_OWN_CASE, about=own_case)
def own_form(facts: CaseFacts) -> Answer:
    """Hand out the blank form."""
    return _printed(facts, blank_form, language(), "affidavit")


@blueprint.get("/a/paper/sheets.pdf")
@requires(Permission.READ_OWN_CASE, about=own_case)
def own_sheets(facts: CaseFacts) -> Answer:
    """Hand out sheets with room for further accounts."""
    return _where_asked(facts, language())


@blueprint.get("/admin/candidates/<case>/paper/form/<spoken>.pdf")
@requires(Permission.ENTER_PAPER, about=case_facts)
def form(case: str, spoken: str, facts: CaseFacts) -> Answer:
    """Hand out the blank form for a candidate, in a language."""
    del case
    return _printed(facts, blank_form, spoken, "affidavit")


@blueprint.get("/admin/candidates/<case>/paper/sheets/<spoken>.pdf")
@requires(Permission.ENTER_PAPER, about=case_facts)
def sheets(case: str, spoken: str, facts: CaseFacts) -> Answer:
    """Hand out sheets with room for further accounts, in a language."""
    del case
    return _where_asked(facts, spoken)


def _where_asked(facts: CaseFacts, spoken: str) -> Answer:
    if not setting(facts).accounts_asked:
        raise NotFound
    return _printed(facts, further_sheets, spoken, "accounts")


def _printed(facts: CaseFacts, make: Callable[..., bytes], spoken: str, name: str) -> Answer:
    if spoken not in LANGUAGES:
        raise NotFound
    blank: BlankForm = blank_of(db.session, facts.case_id, clock_of(db.session).now(), language=spoken)
    with force_locale(spoken):
        sheet = make(blank, _)
    response = Download(sheet, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-{facts.reference}.pdf"'
    return response
