"""A web archive as an archiving browser makes one: a site's answer, a list of what is inside, digests."""

from __future__ import annotations

import gzip
import hashlib
import json
import zipfile
from base64 import b32encode
from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from uuid import NAMESPACE_URL, uuid5

from tracker.demo.pictures import Form, capture


def file_of(form: Form, link: str, lines: tuple[str, ...], taken: datetime) -> bytes:
    """Return a file of any form that shows a link and some lines, taken at a moment."""
    if form is Form.ARCHIVE:
        return archived(link, capture(Form.PAGE, link, lines), taken)
    return capture(form, link, lines)


def archived(link: str, page: bytes, taken: datetime) -> bytes:
    """Return a WACZ of one page, unsigned, whose records and parts are as its digests say."""
    at = f"{taken.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    parts = {
        "archive/data.warc.gz": gzip.compress(_records(link, page, at), mtime=0),
        "pages/pages.jsonl": _lines({"format": "json-pages-1.0"}, {"url": link, "ts": at}),
    }
    listed = json.dumps(
        {
            "profile": "data-package",
            "software": "an archiving browser",
            "resources": [
                {"name": path.rpartition("/")[2], "path": path, "hash": _digest(data), "bytes": len(data)}
                for path, data in parts.items()
            ],
        }
    ).encode()
    summed = json.dumps({"path": "datapackage.json", "hash": _digest(listed)}).encode()
    return _packed({**parts, "datapackage.json": listed, "datapackage-digest.json": summed})


def _records(link: str, page: bytes, at: str) -> bytes:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
    payload = head + b"Content-Length: %d\r\n\r\n" % len(page) + page
    about = {
        "WARC-Type": "response",
        "WARC-Record-ID": f"<urn:uuid:{uuid5(NAMESPACE_URL, link)}>",
        "WARC-Target-URI": link,
        "WARC-Date": at,
        "WARC-Block-Digest": _in_letters(payload),
        "WARC-Payload-Digest": _in_letters(page),
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(payload)),
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in about.items())
    return b"WARC/1.1\r\n" + lines.encode() + b"\r\n" + payload + b"\r\n\r\n"


def _packed(parts: Mapping[str, bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as package:
        for name, data in parts.items():
            package.writestr(zipfile.ZipInfo(name), data)
    return made.getvalue()


def _lines(*values: Mapping[str, str]) -> bytes:
    return b"".join(json.dumps(value).encode() + b"\n" for value in values)


def _digest(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _in_letters(data: bytes) -> str:
    return f"sha256:{b32encode(hashlib.sha256(data).digest()).decode()}"
