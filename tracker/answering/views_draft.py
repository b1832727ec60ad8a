"""The candidate's answer in the making: what is asked, the words, the choice and the files."""

from __future__ import annotations

from flask import request
from flask_babel import gettext as _
from werkzeug.exceptions import RequestEntityTooLarge

from tracker.affidavits.blueprint import setting
from tracker.affidavits.forms import offer
from tracker.affidavits.summary import Row
from tracker.answering.blueprint import Answer, blueprint, closed_page, response_view
from tracker.answering.drafts import save_draft
from tracker.answering.forms import ConcernForm
from tracker.answering.intake import ACCEPT, open_files, record_refused
from tracker.answering.own import ResponsePage
from tracker.answering.queries import own_request
from tracker.answering.service import take_more_time
from tracker.answering.words import choice_words, file_words
from tracker.db import db, unit_of_work
from tracker.findings.intake import Intake
from tracker.policy.answering import MOST_BYTES, MOST_FILES, MOST_MEGABYTES
from tracker.policy.answers import Overtaken, Refused
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.web.forms import explain, put_all_beside
from tracker.web.guard import current_actor, requires
from tracker.web.pages import go, notice, page
from tracker.web.receiving import require_token, streams, take_files

PASSING_BYTES = 20 * MOST_BYTES
"""How much of a form is read at the most: a file that is too large passes by, and its words are kept."""

MORE, LATER, FILES = "more", "later", "file"
"""The buttons beside the first: more time, only saving, and files alone."""


@blueprint.get("/a/response/<response>")
@requires(Permission.ANSWER_CONCERN, about=own_request)
def response(response: str, facts: CaseFacts) -> Answer:
    """Show what the candidate is asked, or what was sent."""
    view = response_view(facts, response)
    if view.closed:
        return closed_page(facts, view, 200)
    draft = view.draft
    return _ask(facts, view, _form({"choice": draft.choice and draft.choice.value, "words": draft.words}))


@blueprint.post("/a/response/<response>")
@streams
@requires(Permission.ANSWER_CONCERN, about=own_request)
def save_response(response: str, facts: CaseFacts) -> Answer:
    """Keep what was typed and sent, and go on to what the button says; a late draft is kept too (R-06)."""
    with open_files(db.session, facts) as intake:
        take_files(intake.begin, PASSING_BYTES)
        try:
            form = _form()
        except RequestEntityTooLarge:
            return _too_much(facts, response)
        sound = form.validate()
        require_token(form.errors)
        if not sound:
            return _ask(facts, response_view(facts, response), _again(form, intake), 422)
        return _save(facts, response, form, intake)


def _too_much(facts: CaseFacts, response: str) -> Answer:
    """Say that what was chosen is more than is read: then nothing typed came here, and the browser has it."""
    view = response_view(facts, response)
    draft = view.draft
    form = _form({"choice": draft.choice and draft.choice.value, "words": draft.words}, sent=False)
    form.seen.data = str(draft.version)
    form.files.errors = [
        _(
            "The files are too large to be sent. Go back with your browser: what you typed is there. Choose "
            "files up to %(most)s MB.",
            most=MOST_MEGABYTES,
        )
    ]
    return _ask(facts, view, form, 413)


def _again(form: ConcernForm, intake: Intake) -> ConcernForm:
    """Say that files have to be chosen once more, where any were."""
    if not intake.empty:
        form.files.errors = [*form.files.errors, _("The files were not kept. Choose them again.")]
    return form


def _save(facts: CaseFacts, response: str, form: ConcernForm, intake: Intake) -> Answer:
    try:
        with unit_of_work(current_actor()) as work:
            save_draft(
                work,
                facts,
                response=response,
                seen=form.version,
                choice=form.chosen,
                words=form.words.data or "",
                add=intake.finish(),
                remove=form.remove.data or (),
            )
            record_refused(work, facts, response=response, codes=[code for _place, code in intake.codes])
    except Overtaken:
        return _overtaken(facts, response, _again(form, intake))
    except Refused as refusal:
        view = response_view(facts, response)
        if view.sent:
            return closed_page(facts, view, 409)
        explain(form, refusal)
        return _ask(facts, view, _again(form, intake), 422)
    return _onward(facts, response, form, [file_words(place, code, _) for place, code in intake.codes])


def _onward(facts: CaseFacts, response: str, form: ConcernForm, troubles: list[str]) -> Answer:
    view = response_view(facts, response)
    if view.closed:
        return closed_page(facts, view, 409)
    on = not {MORE, LATER, FILES} & set(request.form)
    if troubles or (on and view.lacking):
        form.seen.data, form.files.errors, form.remove.data = str(view.draft.version), troubles, []
        put_all_beside(form, view.lacking if on else ())
        return _ask(facts, view, form, 422)
    if MORE in request.form:
        return _more_time(facts, response)
    if LATER in request.form:
        notice("answer-draft-kept")
        return go("affidavits.status")
    return go(f"answering.{'check_' if on else ''}response", response=response)


def _more_time(facts: CaseFacts, response: str) -> Answer:
    with unit_of_work(current_actor()) as work:
        take_more_time(work, facts, response=response)
    notice("more-time")
    return go("answering.response", response=response)


def _form(data: dict[str, str | None] | None = None, *, sent: bool = True) -> ConcernForm:
    form = ConcernForm(data=data) if sent else ConcernForm(formdata=None, data=data)
    form.choice.choices = offer(*((choice.value, words) for choice, words in choice_words(_).items()))
    return form


def _ask(facts: CaseFacts, view: ResponsePage, form: ConcernForm, status: int = 200) -> Answer:
    if form.untouched:
        form.seen.data = str(view.draft.version)
    return _page(facts, view, form, status)


def _page(
    facts: CaseFacts, view: ResponsePage, form: ConcernForm, status: int, overtaken: tuple[Row, ...] = ()
) -> Answer:
    form.remove.choices = offer(
        *(
            (one.reference, _("Take out file %(place)s", place=place))
            for place, one in enumerate(view.files, 1)
        )
    )
    return page(
        status,
        template="answering/response",
        view=view,
        form=form,
        setting=setting(facts),
        overtaken=overtaken,
        accept=ACCEPT,
        most_files=MOST_FILES,
        most_megabytes=MOST_MEGABYTES,
    )


def _overtaken(facts: CaseFacts, response: str, form: ConcernForm) -> Answer:
    view = response_view(facts, response)
    form.overtaken = True
    form.seen.data = str(view.draft.version)
    form.form_errors.append(
        _("You saved something else in another tab. Both are on this page. Change it, or save it again.")
    )
    return _page(facts, view, form, 409, (Row(_("Your words"), view.draft.words),))
