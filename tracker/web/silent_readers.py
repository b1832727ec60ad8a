"""Readers that fall silent are let go, so that none keeps a thread, or what stands open for it, for ever.

A telephone that loses its net says no goodbye: what was sent to it waits until the system gives up, which
takes a quarter of an hour, and never ends while the other side still answers that it takes nothing now.
"""

from __future__ import annotations

import socket

from flask import Flask, request

SILENT_FOR = 60
"""Seconds for which nothing that was sent is taken before the connection is given up; not a limit of time."""


def let_go(connection: object, seconds: int = SILENT_FOR) -> None:
    """Have the system end a connection whose other side takes nothing for so long."""
    if isinstance(connection, socket.socket) and connection.family in (socket.AF_INET, socket.AF_INET6):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, seconds * 1000)


def install(app: Flask) -> None:
    """Look after every request whose server shows its connection, as gunicorn does."""
    app.before_request(_look_after)


def _look_after() -> None:
    let_go(request.environ.get("gunicorn.socket"))
