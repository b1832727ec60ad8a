"""Pages of the room."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("affidavits", __name__)
