"""The room's one blueprint, on which its pages hang."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("exports", __name__)
