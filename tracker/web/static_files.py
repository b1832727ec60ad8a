"""Styles and scripts: each has an address that names its content, and browsers keep what they got by it.

They travel packed: candidates read on telephones. Pages do not: what is packed together with a secret can
tell the secret by its length.
"""

from __future__ import annotations

import gzip
import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, request

ENDPOINTS = ("static", "bootstrap.static")
A_YEAR = 31_536_000
"""Seconds that a browser may keep what it got under an address that names its content."""
SIGNS = 12
"""Of the digest, so many hexadecimal signs stand in an address."""
PACKED = frozenset({".css", ".js", ".svg"})
"""What is text, and so worth packing."""


def install(app: Flask) -> None:
    """Name the content of every such file in its address, and let browsers keep it by that name."""
    app.url_defaults(_name_the_content)
    app.after_request(_let_it_be_kept)
    app.after_request(_pack)


def content_of(file: Path) -> str:
    """Return the name of a file's content: the beginning of its SHA-256 digest, in hexadecimal."""
    return _digest(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=32)
def _digest(file: Path, _changed: int) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:SIGNS]


def _name_the_content(endpoint: str, values: dict[str, Any]) -> None:
    if endpoint in ENDPOINTS and (file := _file(endpoint, str(values.get("filename", "")))):
        values["v"] = content_of(file)


def _file(endpoint: str, name: str) -> Path | None:
    scaffold = current_app.blueprints[endpoint.partition(".")[0]] if "." in endpoint else current_app
    folder = Path(scaffold.static_folder or "").resolve()
    file = (folder / name).resolve()
    return file if file.is_relative_to(folder) and file.is_file() else None


def _let_it_be_kept(response: Response) -> Response:
    if request.endpoint in ENDPOINTS and response.status_code in (200, 304):
        file = _file(request.endpoint, str((request.view_args or {}).get("filename", "")))
        if file and request.args.get("v") == content_of(file):
            response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response


@lru_cache(maxsize=32)
def _packed(file: Path, _changed: int) -> bytes:
    return gzip.compress(file.read_bytes(), 9, mtime=0)


def _pack(response: Response) -> Response:
    if request.endpoint not in ENDPOINTS or response.status_code != 200:
        return response
    file = _file(request.endpoint, str((request.view_args or {}).get("filename", "")))
    if file is None or file.suffix not in PACKED:
        return response
    response.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"] > 0:
        response.direct_passthrough = False
        response.close()  # the file as it lies, which nobody reads now
        response.set_data(_packed(file, file.stat().st_mtime_ns))
        response.headers["Content-Encoding"] = "gzip"
        etag, _weak = response.get_etag()
        response.set_etag(etag or content_of(file), weak=True)
    return response
