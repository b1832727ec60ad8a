"""Where the room's pages hang; the candidate's page has the ways out that all of theirs have."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

from tracker.affidavits.blueprint import frame

blueprint = Blueprint("impact", __name__)
blueprint.context_processor(frame)

Answer = Response | tuple[str, int]
"""What a view gives back."""
