"""What the pages of the room share: their frame, the draft they work on, and saving it."""

from __future__ import annotations

from typing import Any, cast

from flask import Blueprint, abort, current_app, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from tracker.affidavits.answers import AccountAnswer, Answers
from tracker.affidavits.clarified import Clarified, waiting_on
from tracker.affidavits.dates import Dates, dates_of
from tracker.affidavits.drafts import Draft, draft_of, save_answers
from tracker.affidavits.exact import Exact
from tracker.affidavits.forms import QuestionForm
from tracker.affidavits.setting import Setting, setting_of
from tracker.affidavits.summary import Row, rows_of_part
from tracker.affidavits.tasks import Progress, progress_of
from tracker.db import clock_of, db, unit_of_work
from tracker.policy.actors import Role
from tracker.policy.affidavit_window import missing_to_answer
from tracker.policy.answers import Overtaken, Refused
from tracker.policy.clarifying import About
from tracker.policy.facts import CaseFacts
from tracker.settings import Settings
from tracker.web.formats import language_of_page
from tracker.web.forms import explain
from tracker.web.guard import actor_or_none, current_actor
from tracker.web.pages import go, page

blueprint = Blueprint("affidavits", __name__)

Answer = Response | tuple[str, int]
"""What a view gives back."""


@blueprint.context_processor
def frame() -> dict[str, Any]:
    """Give the pages of the room the ways out that they all have."""
    actor = actor_or_none()
    if actor is not None and actor.role is not Role.CANDIDATE:
        return {}
    inside = actor is not None
    return {
        "home_url": url_for("affidavits.task_list") if inside else url_for("affidavits.signed_out"),
        "sign_out_url": url_for("accounts.sign_out") if inside else "",
        "help_url": url_for("rights.own_help") if inside else url_for("affidavits.help_page"),
        "footer_links": (
            (_("Privacy"), url_for("affidavits.privacy")),
            (_("Accessibility"), url_for("affidavits.accessibility")),
            (_("Check a fingerprint"), url_for("affidavits.verify")),
        ),
    }


def settings() -> Settings:
    """Return the agency's settings."""
    return cast(Settings, current_app.extensions["settings"])


def language() -> str:
    """Return the language of the page."""
    return language_of_page()


def setting(facts: CaseFacts) -> Setting:
    """Return what surrounds the candidate's own affidavit."""
    return setting_of(db.session, facts.case_id)


def dates(place: Setting) -> Dates:
    """Return the dates that the candidate goes by."""
    return dates_of(db.session, place, clock_of(db.session).now())


def open_draft(facts: CaseFacts) -> Draft:
    """Return the answers so far; leads to the status page where there is nothing to answer (R-02, R-05)."""
    draft = draft_of(db.session, facts.case_id)
    if not draft.is_open or missing_to_answer(facts.seen_as, filed=draft.filed.edition > 0):
        abort(go("affidavits.status"))
    return draft


def where_accounts_are_asked(facts: CaseFacts) -> Draft:
    """Return the answers so far; leads to the task list where the law lets nobody ask for accounts."""
    draft = open_draft(facts)
    if not setting(facts).accounts_asked:
        abort(go("affidavits.task_list"))
    return draft


def progress(facts: CaseFacts) -> Progress:
    """Return how far the candidate is, as it stands now."""
    return progress_of(setting(facts), draft_of(db.session, facts.case_id), _)


def go_on(facts: CaseFacts) -> Response:
    """Lead to the next part that is not done; to the check page once all are."""
    return go(progress(facts).next)


def keep(facts: CaseFacts, form: QuestionForm, part: str, answers: Answers) -> bool:
    """Save what the form changed; False if something stood in the way, which the form then says.

    When another tab saved first, the form is brought up to that version: sending it again is the choice.
    """
    try:
        with unit_of_work(current_actor()) as work:
            save_answers(work, facts, seen=form.version, part=part, answers=answers)
    except Overtaken:
        form.overtaken = True
        form.seen.data = str(draft_of(db.session, facts.case_id).version)
        form.form_errors.append(
            _("You saved something else in another tab. Both are on this page. Change it, or save it again.")
        )
        return False
    except Refused as refusal:
        explain(form, refusal)
        return False
    return True


def ask(facts: CaseFacts, form: QuestionForm, draft: Draft, part: str, **context: Any) -> Answer:
    """Show a question: for the first time, with what is to be changed, or beside what another tab saved."""
    saved: tuple[Row, ...] = ()
    status = 422 if form.errors or form.form_errors else 200
    if form.overtaken:
        status, saved = 409, rows_of_part(part, draft_of(db.session, facts.case_id).answers)
    elif form.untouched:
        form.seen.data = str(draft.version)
    asked = _asked_here(facts, draft, part, context.get("account"))
    return page(status, form=form, overtaken=saved, clarifying=asked, **context)


def _asked_here(
    facts: CaseFacts, draft: Draft, part: str, account: AccountAnswer | None
) -> tuple[Clarified, ...]:
    """Return what staff ask about this very answer; before anything is filed nobody asks."""
    if not draft.filed.edition:
        return ()
    if account is not None:
        about = About.ACCESS if part == "access" else About.ACCOUNT
        return waiting_on(db.session, facts.case_id, Exact(about, account.number))
    about = About.NOW if part == "accounts" else About(part)
    return waiting_on(db.session, facts.case_id, Exact(about))
