"""Small files of every kind that is kept, made byte by byte, and how to spoil them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from PIL import Image


def picture(kind: str, *, side: int = 8, shade: int = 90) -> bytes:
    """Return a picture as Pillow writes it: ``PNG``, ``JPEG`` or ``WEBP``."""
    out = io.BytesIO()
    Image.new("RGB", (side, side), (shade, 40, 200)).save(out, kind)
    return out.getvalue()


def png(words: str = "") -> bytes:
    """Return a PNG that differs by its words, which stand readable in a text chunk."""
    whole = picture("PNG")
    text = b"tEXt" + b"Comment\0" + words.encode("latin-1", "replace")
    chunk = struct.pack(">I", len(text) - 4) + text + struct.pack(">I", zlib.crc32(text))
    at = whole.index(b"IDAT") - 4
    return whole[:at] + chunk + whole[at:]


def large_png(size: int, words: str = "") -> bytes:
    """Return a sound PNG of at least ``size`` bytes, whose data nobody can compress."""
    whole = png(words)
    at = whole.index(b"IDAT") - 4
    pieces, left = [], size
    seed = 1
    while left > 0:
        seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
        data = b"prVt" + struct.pack(">Q", seed) * 131_072
        pieces.append(struct.pack(">I", len(data) - 4) + data + struct.pack(">I", zlib.crc32(data)))
        left -= len(data)
    return whole[:at] + b"".join(pieces) + whole[at:]


def pdf(*, locked: bool = False, words: str = "A page") -> bytes:
    """Return a PDF of one empty page; with ``locked`` it says that it is encrypted."""
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 72 72] >>",
        b"(" + words.encode() + b")",
        b"<< /Filter /Standard /V 5 /R 6 >>",
    )
    body, places = b"%PDF-1.7\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, text)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    encrypt = b" /Encrypt 5 0 R" if locked else b""
    trailer = b"trailer\n<< /Size %d /Root 1 0 R%b >>\nstartxref\n%d\n%%%%EOF\n"
    return body + table + trailer % (len(objects) + 1, encrypt, len(body))


def html(words: str = "A page") -> bytes:
    """Return a page as SingleFile saves it."""
    return f"<!DOCTYPE html> <html><head><title>x</title></head><body><p>{words}</p></body></html>".encode()


def mhtml(words: str = "A page") -> bytes:
    """Return a page with its parts, as browsers save it."""
    return (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://social.example/p\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n'
        '\tboundary="----MultipartBoundary--x----"\r\n\r\n\r\n'
        "------MultipartBoundary--x----\r\nContent-Type: text/html\r\n\r\n"
        f"<p>{words}</p>\r\n------MultipartBoundary--x------\r\n"
    ).encode()


def warc(*bodies: bytes) -> bytes:
    """Return a WARC with a record for each body."""
    return b"".join(record(body) for body in bodies or (b"HTTP/1.1 200 OK\r\n\r\nA page",))


def packed_warc(*bodies: bytes) -> bytes:
    """Return a WARC packed with gzip, record by record."""
    made = b""
    for body in bodies or (b"HTTP/1.1 200 OK\r\n\r\nA page",):
        packer = zlib.compressobj(wbits=31)
        made += packer.compress(record(body)) + packer.flush()
    return made


def record(body: bytes, *more: bytes) -> bytes:
    """Return one record, with further lines in its head; those replace a line of the same name."""
    lines = [b"WARC-Type: response", b"WARC-Record-ID: <urn:uuid:x>", b"Content-Length: %d" % len(body)]
    named = {line.partition(b":")[0] for line in more}
    lines = [line for line in lines if line.partition(b":")[0] not in named]
    return b"\r\n".join((b"WARC/1.1", *lines, *more, b"", body)) + b"\r\n\r\n"


def wacz(more: Mapping[str, bytes] = {}) -> bytes:
    """Return a WACZ, with further parts of any name; the same bytes at any time of the clock."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(zipfile.ZipInfo("datapackage.json"), "{}", zipfile.ZIP_DEFLATED)
        package.writestr(zipfile.ZipInfo("archive/data.warc.gz"), packed_warc(), zipfile.ZIP_STORED)
        for name, data in more.items():
            package.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
