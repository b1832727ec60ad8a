"""The sample data, open for reading."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask


@pytest.fixture
def on_demo(demo_app: Flask) -> Iterator[None]:
    """An application context for reading the sample data."""
    with demo_app.app_context():
        yield
