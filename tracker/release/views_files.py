"""The files that came with a candidate's answer, handed to whoever decides what the board is told."""

from __future__ import annotations

from werkzeug.wrappers import Response

from tracker.cases.queries import case_facts
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.release.blueprint import blueprint
from tracker.release.views_given import handed_out
from tracker.web.guard import requires


@blueprint.get("/review/<case>/answer/files/<file>")
@requires(Permission.ASK_CANDIDATE, about=case_facts)
def answer_file(case: str, file: str, facts: CaseFacts) -> Response:
    """Send a copy of a file that came with an answer, once that is on record; a browser never opens it."""
    del case
    return handed_out(facts, file)
