"""What the server's log of requests leaves out."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from gunicorn.config import Config

from tracker.web.access_log import AccessLog

TOKEN = "mHk2nQ7vR4tY9wZ3"


def lines(home: Path, path: str, raw: str, referrer: str = "-") -> str:
    """Return what the log holds after one request."""
    config = Config()
    config.set("accesslog", str(home / "access.log"))
    log = AccessLog(config)
    answer = SimpleNamespace(status="200 OK", sent=5, headers=[])
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "RAW_URI": raw,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_REFERER": referrer,
    }
    log.access(answer, SimpleNamespace(headers=[]), environ, timedelta(seconds=1))
    for handler in list(log.access_log.handlers):
        log.access_log.removeHandler(handler)
        handler.close()
    return (home / "access.log").read_text()


@pytest.mark.parametrize(
    "raw", [f"/i/{TOKEN}", f"//i/{TOKEN}?x=1", f"/%69/{TOKEN}", f"/I/{TOKEN}", f"/?x=/i%2f{TOKEN}"]
)
def test_no_line_tells_a_link(tmp_path: Path, raw: str) -> None:
    assert lines(tmp_path, raw.replace("%69", "i"), raw) == ""
    assert lines(tmp_path, "/", "/", f"https://hiring.example/i/{TOKEN}") == ""


def test_other_requests_are_told(tmp_path: Path) -> None:
    assert "GET /desk HTTP/1.1" in lines(tmp_path, "/desk", "/desk")
    assert "--logger-class tracker.web.access_log.AccessLog" in Path("README.md").read_text()


@pytest.mark.parametrize(
    "line", [f"GET /i/{TOKEN}", f"GET  /I/{TOKEN} HTTP/1.1", f"GET /?x=%2fi%2f{TOKEN}\x01"]
)
def test_a_request_line_that_cannot_be_read_is_not_told_either(tmp_path: Path, line: str) -> None:
    config = Config()
    config.set("errorlog", str(tmp_path / "error.log"))
    log = AccessLog(config)
    log.warning("Invalid request from ip=%s: %s", "192.0.2.7", f"Invalid HTTP request line: {line!r}")
    log.warning("Invalid request from ip=192.0.2.8: Invalid HTTP request line: 'GET /desk'")
    for handler in list(log.error_log.handlers):
        log.error_log.removeHandler(handler)
        handler.close()
    told = (tmp_path / "error.log").read_text()
    assert TOKEN not in told
    assert "a request with a candidate's link could not be answered" in told
    assert "GET /desk" in told
