"""The application, for any WSGI server and for ``flask --app wsgi``."""

import gc

from tracker.app import create_app
from tracker.cli import install

app = install(create_app())

# What is made once at start stays for ever. A collection that goes through it again each time finds nothing,
# and takes a third of a second of whatever page it falls on.
gc.collect()
gc.freeze()
