"""``make phone``: what Lighthouse says of the candidate's pages on a phone, beside this project's limits.

It needs Node.js 20 and a Chromium; Lighthouse itself is fetched by npm, in the version named here.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from bench.installation import Installation, first_link, installed

LIGHTHOUSE = "lighthouse@12.8.2"
BROWSERS = ("chromium", "chromium-browser", "chromium-headless-shell", "google-chrome")
FLAGS = "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update"
JUDGED = ("performance", "accessibility", "best-practices")
LEAST = 95
"""The least score, of a hundred, in each of them."""
MOST = 60_000
"""The most bytes that a page brings along, everything that it asks for included, as sent."""
LANGUAGES = ("", "/es")
"""What stands before the address of a page in each language."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of looking at one page: a score for each thing judged, and the bytes sent."""

    name: str
    scores: tuple[int, ...]
    sent: int
    amiss: tuple[str, ...]

    @property
    def good(self) -> bool:
        """Say whether the page keeps to every limit."""
        return min(self.scores) >= LEAST and self.sent <= MOST


def addresses(house: Installation) -> Iterator[tuple[str, str, str]]:
    """Yield the six pages: what each is, its address, and the cookie of the candidate who sees it."""
    people = {
        slug: house.browser(slug) for slug in ("peter-lowell", "imani-cole", "ines-duarte", "caleb-nguyen")
    }
    access = first_link(people["ines-duarte"], "/a/check", r"/a/access/\d+")
    for name, path, slug in (
        ("start", "/a/start", "peter-lowell"),
        ("task list", "/a", "imani-cole"),
        ("an account", "/a/accounts/new", "imani-cole"),
        ("access", access, "ines-duarte"),
        ("sign", "/a/sign", "ines-duarte"),
        ("receipt", "/a/receipt", "caleb-nguyen"),
    ):
        cookie = people[slug].get_cookie(house.app.config["SESSION_COOKIE_NAME"])
        assert cookie is not None
        yield name, path, f"{cookie.key}={cookie.value}"


def look(name: str, root: str, path: str, *, cookie: str, browser: str) -> Seen:
    """Let Lighthouse look at a page as a phone on a slow line does."""
    with tempfile.TemporaryDirectory(prefix="tracker-phone-") as folder:
        report = Path(folder) / "report.json"
        command = [
            "npx",
            "--yes",
            LIGHTHOUSE,
            root + path,
            "--quiet",
            "--output=json",
            f"--output-path={report}",
        ]
        command += [f"--only-categories={','.join(JUDGED)}", f"--chrome-flags={FLAGS}"]
        command += [f"--extra-headers={json.dumps({'Cookie': cookie})}"]
        surroundings = {**os.environ, "CHROME_PATH": browser}
        subprocess.run(command, check=True, env=surroundings)  # noqa: S603 - fixed words and our own pages
        found: dict[str, Any] = json.loads(report.read_text())
    scores = tuple(round(100 * found["categories"][key]["score"]) for key in JUDGED)
    requests = found["audits"]["network-requests"]["details"]["items"]
    own = (root, "data:")
    strange = [one["url"] for one in requests if not one["url"].startswith(own)]
    amiss = [
        f"{key}: {audit['title']}"
        for key, audit in found["audits"].items()
        if audit["score"] is not None and audit["score"] < 0.9 and audit["scoreDisplayMode"] == "binary"
    ]
    return Seen(
        name, scores, sum(one["transferSize"] for one in requests), (*amiss, *map("asks {}".format, strange))
    )


class Quiet(WSGIRequestHandler):
    """Answers without a line for each request."""

    def log(self, *_words: object) -> None:
        """Say nothing."""


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve an application for the length of a block."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def main() -> int:
    """Look at each page in each language; end with 1 where one does not keep to a limit."""
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if browser is None or shutil.which("npx") is None:
        print("Node.js 20 and Chromium are needed; on Debian: sudo apt-get install nodejs npm chromium")
        return 1
    bad = 0
    with installed() as house, served(house.app) as root:
        print("{:24} {:>12} {:>14} {:>14} {:>10}".format("page", *JUDGED, "bytes"))
        print(f"{'limit':24} {LEAST:>12} {LEAST:>14} {LEAST:>14} {MOST:>10}")
        for name, path, cookie in addresses(house):
            for language in LANGUAGES:
                seen = look(
                    f"{name}{language and ', Spanish'}", root, language + path, cookie=cookie, browser=browser
                )
                print(
                    "{:24} {:>12} {:>14} {:>14} {:>10}".format(seen.name, *seen.scores, seen.sent), flush=True
                )
                for one in seen.amiss:
                    print(f"    {one}")
                bad += not seen.good
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
