"""A mail server on this machine, and the worker that delivers to it: what a candidate gets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage

from flask import Flask

from tests.mail.office import Office, serve
from tracker.mail.worker import deliver_once

LINK = re.compile(r"http://\S+")
CODE = re.compile(r"(?m)^\s*(\d{6})\s*$")


class PostOffice:
    """What was mailed, taken by a real server."""

    def __init__(self, app: Flask, office: Office) -> None:
        """Deliver what an application posts."""
        self._app, self._office = app, office

    def arrives(self, *, to: str) -> EmailMessage:
        """Deliver what waits, and return the last mail, which is for somebody."""
        with self._app.app_context():
            assert deliver_once(self._app), "no mail waits"
        assert self._office.recipients[-1] == to
        return self._office.taken[-1]

    def link(self, *, to: str) -> str:
        """Deliver what waits, and return the address in the last mail."""
        found = LINK.search(self.arrives(to=to).get_content())
        assert found
        return found.group()

    def code(self, *, to: str) -> str:
        """Deliver what waits, and return the code in the last mail."""
        found = CODE.search(self.arrives(to=to).get_content())
        assert found
        return found.group(1)


@contextmanager
def post_office(app: Flask, address: str) -> Iterator[PostOffice]:
    """Have an application post to a server of this machine, with links to where it is served."""
    office, before = Office(), app.extensions["settings"]
    server = serve(office)
    where = {"mail_files": False, "mail_from": "hiring@riverton.example", "smtp_security": "none"}
    where |= {"smtp_host": "127.0.0.1", "smtp_port": server.port, "base_url": address}
    app.extensions["settings"] = before.model_copy(update=where)
    yield PostOffice(app, office)
    app.extensions["settings"] = before
    server.stop()
