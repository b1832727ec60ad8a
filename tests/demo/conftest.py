"""An installation with the sample data, loaded once for each worker."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.people import Browser
from tracker.app import build, create_app
from tracker.db import db
from tracker.demo.load import load_once
from tracker.settings import load_settings


@pytest.fixture(scope="session")
def demo_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application in demo mode, filled; tests read it and sign in, and change nothing else."""
    settings = load_settings(environment="demo", instance=tmp_path_factory.mktemp("demo"))
    load_once(build(settings))
    app = create_app(settings)
    app.test_client_class = Browser
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def on_demo(demo_app: Flask) -> Iterator[None]:
    """An application context for reading the sample data."""
    with demo_app.app_context():
        yield
