"""The room's place in the site."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("release", __name__)
