"""The blueprint that the pages of the room hang on."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("requisitions", __name__)
