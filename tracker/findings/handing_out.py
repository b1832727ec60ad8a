"""Hands out a copy of a capture: as an attachment that no browser opens, only while it is authentic."""

from __future__ import annotations

from collections.abc import Iterator

from flask import current_app, stream_with_context
from werkzeug.wrappers import Response

from tracker.db import db, unit_of_work
from tracker.findings.capture_queries import CaptureRow
from tracker.findings.capture_service import record_download, record_verified
from tracker.findings.labels import ending
from tracker.findings.stored import WHOLE_BYTES, open_capture
from tracker.policy.answers import Refused
from tracker.policy.captures import FileState, missing_to_hand_out
from tracker.policy.facts import CaseFacts
from tracker.vault.trouble import FileMissing, Unopenable
from tracker.web.guard import current_actor

POLICY = "default-src 'none'; sandbox"


def send_capture(case: CaseFacts, capture: CaptureRow, reason: str) -> Response:
    """Record that a copy leaves and why, then send it.

    A small file is opened to its end before anything is sent. A large one is sent as it is opened, and the
    connection is broken off where it turns out not to be what was sealed.
    """
    try:
        pieces = open_capture(db.session, case.case_id, capture)
    except FileMissing:
        _record(case, capture, FileState.MISSING)
        raise Refused(*missing_to_hand_out(capture.reference, there=False, intact=False)) from None
    except Unopenable:
        _record(case, capture, FileState.CHANGED)
        raise Refused(*missing_to_hand_out(capture.reference, there=True, intact=False)) from None
    with unit_of_work(current_actor()) as work:
        record_download(work, case, capture=capture, reason=reason)
    if capture.size <= WHOLE_BYTES:
        return _attachment(capture, b"".join(pieces))
    return _attachment(capture, _while_authentic(case, capture, pieces))


def attached(data: bytes, name: str) -> Response:
    """Return a file as an attachment that no browser opens."""
    response = Response(data, mimetype="application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Security-Policy"] = POLICY
    return response


def _while_authentic(case: CaseFacts, capture: CaptureRow, pieces: Iterator[bytes]) -> Iterator[bytes]:
    def sent() -> Iterator[bytes]:
        try:
            yield from pieces
        except Unopenable:
            current_app.logger.error("capture %s is not what was sealed; broken off", capture.reference)
            _record(case, capture, FileState.CHANGED)
            raise

    return iter(stream_with_context(sent()))


def _attachment(capture: CaptureRow, body: bytes | Iterator[bytes]) -> Response:
    response = Response(body, mimetype="application/octet-stream")
    name = f"{capture.reference}{ending(capture.media_type)}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Length"] = str(capture.size)
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Accept-Ranges"] = "none"
    return response


def _record(case: CaseFacts, capture: CaptureRow, state: FileState) -> None:
    with unit_of_work(current_actor()) as work:
        record_verified(work, case, capture=capture, state=state)
