"""The application, for any WSGI server and for ``flask --app wsgi``."""

from tracker.app import create_app
from tracker.cli import install

app = install(create_app())
