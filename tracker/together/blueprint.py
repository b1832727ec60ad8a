"""The room's one blueprint, on which its pages hang; candidates' pages have the frame of their affidavit."""

from __future__ import annotations

from flask import Blueprint

from tracker.affidavits.blueprint import frame

blueprint = Blueprint("together", __name__)
blueprint.context_processor(frame)
