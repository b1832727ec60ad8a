"""The room's place in the site, within the frame of the candidate's pages, and what its pages share."""

from __future__ import annotations

from flask import Blueprint
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from tracker.affidavits.blueprint import frame, setting
from tracker.answering.own import ResponsePage, response_page, waiting_of
from tracker.answering.words import choice_words
from tracker.db import clock_of, db
from tracker.policy.facts import CaseFacts
from tracker.web.pages import page

blueprint = Blueprint("answering", __name__)
blueprint.context_processor(frame)

Answer = Response | tuple[str, int]
"""What a view gives back."""


def response_view(facts: CaseFacts, response: str) -> ResponsePage:
    """Return a question as its candidate sees it now."""
    return response_page(db.session, facts, response, clock_of(db.session).now())


def closed_page(facts: CaseFacts, view: ResponsePage, status: int) -> Answer:
    """Show what was sent, or why no answer is taken."""
    template = "answering/_sent" if view.sent else "answering/_closed"
    waiting = waiting_of(db.session, facts, clock_of(db.session).now())
    more = any(one.open for one in waiting)
    return page(
        status, template=template, view=view, setting=setting(facts), choices=choice_words(_), more=more
    )
