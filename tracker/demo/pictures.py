"""Captures made in code: a picture of a page, a printed page, a saved page, a note of what was read."""

from __future__ import annotations

from enum import Enum
from html import escape
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

WIDTH, MARGIN, LINE = 760, 32, 26
INK, PAPER, RULE = (26, 32, 44), (255, 255, 255), (176, 184, 196)


class Form(Enum):
    """What kind of file a capture is; the value is its ending."""

    PICTURE = ".png"
    """A picture of the page as it stood on the screen."""
    PRINT = ".pdf"
    """The page as printed to a file."""
    PAGE = ".html"
    """The page saved as one file."""
    ARCHIVE = ".wacz"
    """The page as the site sent it, in a package with digests; it needs the moment, so it is made apart."""
    NOTE = ".txt"
    """The text of the page alone."""


def capture(form: Form, title: str, lines: tuple[str, ...]) -> bytes:
    """Return a file that shows a title and some lines; an archive is made by ``archives.file_of``."""
    if form is Form.PICTURE:
        return _picture(title, lines)
    if form is Form.PRINT:
        return _print(title, lines)
    if form is Form.PAGE:
        return _page(title, lines)
    if form is Form.NOTE:
        return "\n".join((title, "", *lines, "")).encode()
    raise ValueError(form)


def _picture(title: str, lines: tuple[str, ...]) -> bytes:
    image = Image.new("RGB", (WIDTH, 2 * MARGIN + LINE * (len(lines) + 2)), PAPER)
    draw = ImageDraw.Draw(image)
    draw.text((MARGIN, MARGIN), title, INK, ImageFont.load_default(18))
    draw.line((MARGIN, MARGIN + 32, WIDTH - MARGIN, MARGIN + 32), RULE)
    for place, line in enumerate(lines):
        draw.text((MARGIN, MARGIN + LINE * (place + 2)), line, INK, ImageFont.load_default(15))
    written = BytesIO()
    image.save(written, "PNG", optimize=True)
    return written.getvalue()


def _page(title: str, lines: tuple[str, ...]) -> bytes:
    body = "\n".join(f"<p>{escape(line)}</p>" for line in lines)
    head = f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
    return f"{head}<h1>{escape(title)}</h1>\n{body}\n</html>\n".encode()


def _print(title: str, lines: tuple[str, ...]) -> bytes:
    """Return a PDF of one page, written by hand: five objects, their places, and the end."""
    shown = [
        f"BT /F1 {size} Tf 56 {top} Td ({_escaped(line)}) Tj ET" for line, size, top in _set(title, lines)
    ]
    content = "\n".join(shown).encode("latin-1", "replace")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    )
    written, places = BytesIO(), []
    written.write(b"%PDF-1.4\n")
    for number, body in enumerate(objects, start=1):
        places.append(written.tell())
        written.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = written.tell()
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    written.write(b"xref\n0 6\n0000000000 65535 f \n" + table)
    written.write(b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start)
    return written.getvalue()


def _set(title: str, lines: tuple[str, ...]) -> list[tuple[str, int, int]]:
    return [(title, 16, 730), *((line, 11, 696 - 18 * place) for place, line in enumerate(lines))]


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
