"""Requests whose files never touch the disk in clear: each part is handed on as it arrives.

Werkzeug puts larger uploads into a temporary file. Here a view says, before it looks at the form, who takes
the files and how much may come; in all other views files stay in memory, within the small limit of forms.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from http import HTTPStatus
from io import BufferedReader, BytesIO, RawIOBase
from typing import IO, Any, TypeVar, cast

from flask import Flask, Request, current_app, request
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import BadRequest, ClientDisconnected, RequestEntityTooLarge, UnsupportedMediaType
from werkzeug.wrappers import Response

Begin = Callable[[str], IO[bytes]]
"""Makes, from a file's name, what its bytes are written to."""

View = TypeVar("View", bound=Callable[..., Any])

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
"""How browsers send forms."""
_STREAMING: set[str] = set()
UNREAD = (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.TOO_MANY_REQUESTS)
"""Answers that are given by the size of a request, or by how many came, and not by what it says."""
DRAINED_BYTES, DRAINED_SECONDS, PIECE_BYTES = 64 * 1024 * 1024, 20, 256 * 1024
"""So much of a request that is too large is read and thrown away, so that its sender reads the answer."""

BODY_PIECE_BYTES = 1024 * 1024
"""So much of a body is read at a time where files are taken: as much as gunicorn takes off its socket.

What it has taken and is not asked for, it copies again at every turn."""
PASSING_BYTES = 1024 * 1024 * 1024
"""So much of a form is read at the most to keep what was typed beside its files."""
GIVEN_BACK_BYTES = 4 * 1024 * 1024
"""So much of a form that is too long is read at the most, to give back what can be read of it."""


class _Nowhere(BytesIO):
    """Takes bytes and keeps none."""

    def write(self, data: Any, /) -> int:
        return len(data)


class StreamingRequest(Request):
    """A request that hands files on as they arrive."""

    begin_file: Begin | None = None

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        del total_content_length, content_type, content_length
        return BytesIO() if self.begin_file is None else self.begin_file(filename or "")

    def _get_stream_for_parsing(self) -> IO[bytes]:
        body = super()._get_stream_for_parsing()
        return body if self.begin_file is None else BufferedReader(cast(RawIOBase, body), BODY_PIECE_BYTES)


def streams(view: View) -> View:
    """Declare a view that takes files as they arrive.

    Its form is not looked at before the guard let the request in; the form itself then checks its token.
    """
    _STREAMING.add(f"{view.__module__}.{view.__name__}")
    return view


def take_files(begin: Begin, limit: int) -> None:
    """Let ``begin`` take the files of this request, which may have ``limit`` bytes in all."""
    taken = cast(StreamingRequest, request)
    taken.begin_file = begin
    taken.max_content_length = limit


def body_behind(head: int, limit: int) -> tuple[bytes, Iterator[bytes]]:
    """Return the first bytes of a body that is no form, and an iterator over what follows, piece by piece.

    Raises 413 where the whole is longer than ``limit``, and 400 where it does not say how long it is or ends
    before its end.
    """
    length = request.content_length
    if length is None or not 0 < head <= min(length, int(current_app.config["MAX_FORM_MEMORY_SIZE"])):
        raise BadRequest
    if length > limit:
        cast(StreamingRequest, request).max_content_length = limit
        raise RequestEntityTooLarge
    source = request.environ["wsgi.input"]
    return _exactly(source, head), _pieces(source, length - head)


def _exactly(source: IO[bytes], count: int) -> bytes:
    return b"".join(_pieces(source, count))


def _pieces(source: IO[bytes], left: int) -> Iterator[bytes]:
    while left:
        piece = source.read(min(left, BODY_PIECE_BYTES))
        if not piece:
            raise ClientDisconnected
        left -= len(piece)
        yield piece


def let_files_pass(most: int = PASSING_BYTES) -> None:
    """Let the files of this request pass by, kept nowhere, where its view would take them and has not yet.

    So what was typed beside them can be read, however large they are; elsewhere nothing changes.
    """
    if takes_files() and cast(StreamingRequest, request).begin_file is None:
        take_files(lambda _name: _Nowhere(), most)


def takes_files() -> bool:
    """Say whether the view of this request takes files."""
    view = current_app.view_functions.get(request.endpoint or "")
    return f"{getattr(view, '__module__', '')}.{getattr(view, '__name__', '')}" in _STREAMING


def let_words_pass() -> None:
    """Let more text be read than the form takes, so that the page which refuses it gives back what it can."""
    taken = cast(StreamingRequest, request)
    taken.max_content_length = taken.max_form_memory_size = GIVEN_BACK_BYTES


def require_token(errors: dict[str, Any]) -> None:
    """End the request if its form came without the token that every form carries."""
    if "csrf_token" in errors:
        raise CSRFError("; ".join(errors["csrf_token"]))


def _only_forms() -> None:
    """Turn away what no form sends: every address here takes forms and nothing else."""
    if request.method == "POST" and request.mimetype not in ("", *FORMS):
        raise UnsupportedMediaType


def _drain(response: Response) -> Response:
    """Read on where a request was turned away before its end: a browser that is cut off shows no page."""
    length, limit = request.content_length or 0, request.max_content_length
    if response.status_code not in UNREAD or limit is None or length <= limit:
        return response
    response.headers["Connection"] = "close"
    left, until = min(length, DRAINED_BYTES), time.monotonic() + DRAINED_SECONDS
    while left > 0 and time.monotonic() < until:
        piece = request.environ["wsgi.input"].read(min(left, PIECE_BYTES))
        if not piece:
            break
        left -= len(piece)
    return response


def install(app: Flask, csrf: CSRFProtect) -> None:
    """Give the application such requests, and leave the tokens of streaming views to their forms."""
    app.request_class = StreamingRequest
    app.before_request(_only_forms)
    app.after_request(_drain)
    for view in _STREAMING:
        csrf.exempt(view)
