"""The receipt as PDF: for the candidate, and for staff who may read the affidavit."""

from __future__ import annotations

from flask import Response as Download
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from tracker.affidavits.blueprint import blueprint
from tracker.affidavits.own import edition_of, paper_of
from tracker.affidavits.papers import make_paper
from tracker.cases.openings import Thing
from tracker.cases.queries import case_facts, own_case
from tracker.cases.views_opening import open_on_record
from tracker.db import db
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.web.guard import current_actor, requires
from tracker.web.pages import go, notice


@blueprint.get("/a/receipt.pdf")
@requires(Permission.READ_OWN_CASE, about=own_case)
def receipt_pdf(facts: CaseFacts) -> Response:
    """Hand out the receipt of the newest edition."""
    return download(*paper_of(db.session, facts.case_id, None))


@blueprint.get("/a/receipt/v<int:edition>.pdf")
@requires(Permission.READ_OWN_CASE, about=own_case)
def receipt_edition_pdf(facts: CaseFacts, edition: int) -> Response:
    """Hand out the receipt of one of several editions."""
    return download(*paper_of(db.session, facts.case_id, edition))


@blueprint.post("/a/receipt/v<int:edition>/pdf")
@requires(Permission.READ_OWN_CASE, about=own_case)
def make_receipt(facts: CaseFacts, edition: int) -> Response:
    """Make the receipt that could not be made at filing, in the language that was signed in."""
    filed, count = edition_of(db.session, facts.case_id, edition, _)
    with force_locale(filed.language):
        made = make_paper(current_actor(), facts, edition=edition, say=_)
    notice("receipt-made" if made else "receipt-not-made")
    if edition == count:
        return go("affidavits.receipt")
    return go("affidavits.receipt_edition", edition=edition)


@blueprint.get("/cases/<case>/affidavit/v<int:edition>.pdf")
@requires(Permission.READ_AFFIDAVIT, about=case_facts)
def case_receipt(case: str, facts: CaseFacts, edition: int) -> Response:
    """Hand the receipt of an edition to staff; the reading is recorded before anything is shown."""
    del case
    reference, sheet = paper_of(db.session, facts.case_id, edition)
    open_on_record(facts, Thing.AFFIDAVIT, reference, reason=None)
    return download(reference, sheet)


def download(reference: str, sheet: bytes) -> Response:
    """Return a receipt as a file that bears the name of its edition."""
    response = Download(sheet, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="affidavit-{reference}.pdf"'
    return response
