"""A capture looked at: as pictures drawn anew, page by page, once that is on record."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass

from flask import request
from werkzeug.wrappers import Response

from tracker.cases.openings import Thing
from tracker.cases.views_opening import open_on_record
from tracker.db import db
from tracker.drawing.drawn import MOST_PAGES, NotDrawn, drawn, drawn_page
from tracker.findings.blueprint import blueprint
from tracker.findings.capture_queries import CaptureRow, capture_of
from tracker.findings.labels import PDF, PICTURES, kind_name
from tracker.findings.queries import capture_case
from tracker.findings.stored import whole_file
from tracker.policy.answers import NotFound
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.scans import MOST_POINTS
from tracker.protocol.case_top import case_top
from tracker.vault.trouble import FileMissing, Unopenable
from tracker.web.guard import current_actor, requires
from tracker.web.pages import page

Answer = tuple[str, int] | Response
"""A page with its status, or the way to another one."""


@dataclass(frozen=True, slots=True)
class Sight:
    """One page of a capture as a data link, empty where it could not be drawn; pages are counted from 1."""

    link: str
    number: int
    pages: int


@blueprint.get("/cases/<case>/captures/<capture>/look")
@requires(Permission.READ_CAPTURE, about=capture_case)
def look_at_capture(case: str, capture: str, facts: CaseFacts) -> Answer:
    """Show a picture or a page of a PDF, drawn anew; web archives are never shown (R-33)."""
    del case
    row = capture_of(db.session, facts.case_id, capture)
    if row.media_type not in (*PICTURES, PDF):
        raise NotFound
    open_on_record(facts, Thing.CAPTURE, capture, reason=None)
    number = request.args.get("page", 1, int)
    sight = _sight(facts, row, number)
    top = case_top(db.session, current_actor(), facts)
    return page(row=row, kind=kind_name(row.media_type), sight=sight, most=MOST_PAGES, top=top)


def _sight(facts: CaseFacts, row: CaptureRow, number: int) -> Sight:
    pieces = whole_file(db.session, facts.case_id, row.file_id, row.sha256)
    try:
        if row.media_type == PDF:
            one = drawn_page(pieces, row.size, number)
            return Sight(_link(one.picture), number, one.pages)
        return Sight(_link(drawn(pieces, row.size, most=MOST_POINTS)), 1, 1)
    except (NotDrawn, FileMissing, Unopenable):
        return Sight("", number, 0)


def _link(picture: bytes) -> str:
    return f"data:image/jpeg;base64,{b64encode(picture).decode()}"
