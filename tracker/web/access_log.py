"""The log of requests, for whoever has the server keep one: a candidate's link stands in no line of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gunicorn.glogging import Logger

WAY_IN = "/i/"
"""What stands before the secret of a candidate's link, anywhere in an address."""


class AccessLog(Logger):  # type: ignore[misc]  # gunicorn ships no types
    """gunicorn's log, without the requests that open a candidate's link.

    In use by ``gunicorn --logger-class tracker.web.access_log.AccessLog``.
    """

    def access(self, resp: Any, req: Any, environ: Mapping[str, Any], request_time: Any) -> None:
        """Write a line, unless the address holds the secret of a link."""
        told = (str(environ.get(name, "")) for name in ("PATH_INFO", "RAW_URI", "HTTP_REFERER"))
        if not any(WAY_IN in address for address in told):
            super().access(resp, req, environ, request_time)
