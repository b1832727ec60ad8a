"""What the candidate answered, as whoever works on the case reads it; nothing is done about it here."""

from __future__ import annotations

from flask import current_app
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.answering.files import content_of, sent_file
from tracker.cases.openings import Thing
from tracker.cases.queries import case_facts
from tracker.cases.views_opening import open_on_record
from tracker.db import db
from tracker.findings.handing_out import attached
from tracker.findings.labels import ending
from tracker.policy.answers import Refused
from tracker.policy.asking import missing_to_hand_over
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.release.blueprint import blueprint
from tracker.release.given import given_page
from tracker.vault.trouble import FileMissing, Unopenable
from tracker.web.guard import current_actor, requires
from tracker.web.pages import page


@blueprint.get("/cases/<case>/answers")
@requires(Permission.READ_ANSWER, about=case_facts)
def answers(case: str, facts: CaseFacts) -> ResponseReturnValue:
    """Show what the candidate answered, as it was sent; the reading is recorded first."""
    view = given_page(db.session, current_actor(), facts)
    open_on_record(facts, Thing.ANSWERS, case, reason=None)
    return page(view=view)


@blueprint.get("/cases/<case>/answers/files/<file>")
@requires(Permission.READ_ANSWER, about=case_facts)
def given_file(case: str, file: str, facts: CaseFacts) -> Response:
    """Send a copy of a file that was sent with an answer, once that is on record."""
    del case
    return handed_out(facts, file)


def handed_out(facts: CaseFacts, file: str) -> Response:
    """Return a copy of a file that was sent with an answer, once that is on record; no browser opens it."""
    row = sent_file(db.session, facts.case_id, file)
    try:
        data = content_of(db.session, facts.case_id, row)
    except (FileMissing, Unopenable) as error:
        current_app.logger.error("file %s of an answer is not handed out: %s", row.reference, error)
        raise Refused(*missing_to_hand_over(row.reference)) from None
    open_on_record(facts, Thing.ANSWER_FILE, row.reference)
    return attached(data, f"{row.reference}{ending(row.media_type)}")
