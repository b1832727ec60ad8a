"""The room's place in the site, within the frame of the candidate's pages."""

from __future__ import annotations

from flask import Blueprint

from tracker.affidavits.blueprint import frame

blueprint = Blueprint("answering", __name__)
blueprint.context_processor(frame)
