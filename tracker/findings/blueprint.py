"""The room's blueprint, which both modules of views fill."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("findings", __name__)
