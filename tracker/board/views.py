"""Pages of the room."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("board", __name__)
