"""The log of requests, for whoever has the server keep one: a candidate's link stands in no line of it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

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
        if not any(_opens_a_link(address) for address in told):
            super().access(resp, req, environ, request_time)

    def setup(self, cfg: Any) -> None:
        """Begin, with what the server says of its own troubles kept clean of links too."""
        super().setup(cfg)
        if _without_links not in self.error_log.filters:
            self.error_log.addFilter(_without_links)


def _without_links(line: logging.LogRecord) -> bool:
    """Tell of a request that could not be read, or failed, without the line that came."""
    if _opens_a_link(line.getMessage()):
        line.msg, line.args = "a request with a candidate's link could not be answered", ()
    return True


def _opens_a_link(told: str) -> bool:
    return WAY_IN in unquote(told).casefold()
