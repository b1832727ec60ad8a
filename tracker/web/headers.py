"""What every response says to the browser, and which requests are turned away at the door."""

from __future__ import annotations

from flask import Flask, Response, abort, request
from werkzeug.exceptions import SecurityError

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' data:",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
SENDING_POLICY = f"{CONTENT_SECURITY_POLICY}; connect-src 'self'"
"""For the one page whose script sends files, to this site alone."""
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


def install(app: Flask) -> None:
    """Refuse unsafe requests from other sites, and set the headers of every response."""
    app.before_request(_refuse_strange_names)
    app.before_request(_refuse_null_signs)
    app.before_request(_refuse_other_sites)
    app.after_request(_set_headers)


def _refuse_strange_names() -> None:
    """Look at nothing else where a request names another site: no page has an address there."""
    if isinstance(request.routing_exception, SecurityError):
        raise request.routing_exception


def _refuse_null_signs() -> None:
    """Find no page under an address with a null sign in it: no text holds one, and PostgreSQL stores none."""
    told = (part for pair in request.args.items(multi=True) for part in pair)
    if any("\0" in part for part in (request.path, *told)):
        abort(404)


def _refuse_other_sites() -> None:
    """Refuse what another site sends; pages without a referrer make browsers name their origin ``null``.

    Where neither header tells, the token that every form carries does.
    """
    if request.method not in SAFE_METHODS and sent_from_elsewhere():
        abort(403)


def sent_from_elsewhere() -> bool:
    """Say whether the browser tells that this request was sent from another site's page."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("Origin")
    return origin not in (None, "null") and str(origin).partition("://")[2] != request.host


def _set_headers(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "no-referrer"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    if request.is_secure:
        headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
    if request.endpoint is None or not request.endpoint.endswith("static"):
        headers["Cache-Control"] = "no-store"
    return response
