"""The room's place in the site: its pages are in ``views`` and ``views_team``."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("cases", __name__)
