"""Pages of the room."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("validation", __name__)
