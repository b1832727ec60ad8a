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


@pytest.mark.parametrize("raw", [f"/i/{TOKEN}", f"//i/{TOKEN}?x=1", f"/%69/{TOKEN}"])
def test_no_line_tells_a_link(tmp_path: Path, raw: str) -> None:
    assert lines(tmp_path, raw.replace("%69", "i"), raw) == ""
    assert lines(tmp_path, "/", "/", f"https://hiring.example/i/{TOKEN}") == ""


def test_other_requests_are_told(tmp_path: Path) -> None:
    assert "GET /desk HTTP/1.1" in lines(tmp_path, "/desk", "/desk")
    assert "--logger-class tracker.web.access_log.AccessLog" in Path("README.md").read_text()
