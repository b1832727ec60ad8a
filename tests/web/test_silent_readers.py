"""A reader who takes nothing more is let go; one who reads slowly is not."""

from __future__ import annotations

import errno
import socket
import time
from collections.abc import Iterator

import pytest
from flask import Flask

from tracker.web.silent_readers import SILENT_FOR, let_go

pytestmark = pytest.mark.sqlite
Pair = tuple[socket.socket, socket.socket]


@pytest.fixture
def pair() -> Iterator[Pair]:
    """Two ends of one connection over TCP: who sends, and who reads."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        reader = socket.socket()
        reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        reader.connect(server.getsockname())
        sender, _ = server.accept()
    sender.settimeout(30)
    with reader, sender:
        yield sender, reader


def test_who_takes_nothing_is_let_go(pair: Pair) -> None:
    sender, _ = pair
    let_go(sender, seconds=1)
    with pytest.raises(OSError, match="timed out") as gone:
        sender.sendall(b"x" * 64 * 2**20)
    assert gone.value.errno == errno.ETIMEDOUT, "the system gave up, and not the waiting for it"


def test_who_reads_slowly_is_not(pair: Pair) -> None:
    sender, reader = pair
    let_go(sender, seconds=1)
    sender.setblocking(False)
    taken = 0
    until = time.monotonic() + 3
    while time.monotonic() < until:
        try:
            sender.send(b"x" * 2**16)
        except BlockingIOError:
            time.sleep(0.1)
        taken += len(reader.recv(4096))
    assert taken


def test_every_request_over_tcp_is_looked_after(app: Flask, pair: Pair) -> None:
    sender, _ = pair
    app.test_client().get("/healthz", environ_overrides={"gunicorn.socket": sender})
    assert sender.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == SILENT_FOR * 1000


def test_a_connection_of_another_kind_stays_as_it_is() -> None:
    one, other = socket.socketpair()
    with one, other:
        let_go(one)
    let_go(None)
