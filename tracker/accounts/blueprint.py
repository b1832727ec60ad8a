"""The room's place in the site: its pages are in ``views`` and ``views_people``."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("accounts", __name__)
