"""What a drawing keeps, what it costs, and what ends it."""

from __future__ import annotations

import io
import signal
import struct
import subprocess
import time
import zlib
from contextlib import suppress
from threading import Timer

import pytest
from PIL import Image

from tests.factories import files, mutants
from tracker.drawing import drawn as drawing
from tracker.drawing import program
from tracker.drawing.drawn import NotDrawn, drawn, drawn_page, points_of
from tracker.policy.scans import MOST_POINTS

pytestmark = pytest.mark.sqlite
MOST_BYTES = 300_000_000


def flat(mode: str, width: int, height: int) -> bytes:
    """Return a picture of one colour, which is small as a file."""
    Image.new(mode, (width, height)).save(made := io.BytesIO(), "JPEG" if mode == "CMYK" else "PNG")
    return made.getvalue()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK"])
def test_every_way_of_colouring_is_drawn(mode: str) -> None:
    data = flat(mode, 60, 20)
    assert Image.open(io.BytesIO(drawn((data[:9], data[9:]), len(data), most=MOST_POINTS))).size == (60, 20)


@pytest.mark.parametrize("turned", range(1, 9))
def test_a_photograph_stands_upright(turned: int) -> None:
    picture = Image.new("RGB", (40, 20), "white")
    picture.paste("black", (0, 0, 10, 10))
    exif = picture.getexif()
    exif[program.ORIENTATION] = turned
    picture.save(made := io.BytesIO(), "JPEG", exif=exif, quality=95)
    from PIL import ImageOps

    expected = ImageOps.exif_transpose(Image.open(io.BytesIO(made.getvalue()))).convert("L")
    data = made.getvalue()
    shown = Image.open(io.BytesIO(drawn((data,), len(data), most=MOST_POINTS))).convert("L")
    assert shown.size == expected.size
    corners = [(2, 2), (shown.width - 3, 2), (2, shown.height - 3), (shown.width - 3, shown.height - 3)]
    for at in corners:
        assert abs(int(str(shown.getpixel(at))) - int(str(expected.getpixel(at)))) < 60


def test_a_page_of_a_pdf_is_drawn_and_none_that_is_not_there() -> None:
    data = files.pdf()
    page = drawn_page((data,), len(data), 1)
    assert page.pages == 1
    assert Image.open(io.BytesIO(page.picture)).format == "JPEG"
    for number in (0, 2, drawing.MOST_PAGES + 1):
        with pytest.raises(NotDrawn):
            drawn_page((data,), len(data), number)


def test_pictures_that_break_the_program_leave_the_others_counted() -> None:
    good, other = flat("L", 30, 20), flat("L", 10, 10)
    assert list(points_of((good, b"no picture", other), most=MOST_POINTS, together=10_000)) == [600, 0, 100]
    assert sum(points_of((good, good, other), most=MOST_POINTS, together=700)) > 700


def huge(width: int, height: int) -> bytes:
    """Return a PNG that says it is enormous."""
    whole = files.picture("PNG")
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return whole[:8] + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head)) + whole[33:]


@pytest.mark.parametrize(
    "data", [huge(30_000, 30_000), huge(2**31 - 1, 1), files.picture("PNG")[:50], b"", files.pdf()]
)
def test_what_grows_too_large_or_breaks_off_is_not_drawn(data: bytes) -> None:
    with pytest.raises(NotDrawn):
        drawn((data,), len(data), most=MOST_POINTS)


def test_the_largest_picture_that_is_kept_is_drawn_and_memory_has_a_limit() -> None:
    data = flat("L", 10_000, 5_000)
    assert Image.open(io.BytesIO(drawn((data,), len(data), most=MOST_POINTS))).size == (1200, 600)
    assert program.MEMORY < MOST_BYTES


def test_a_program_that_hangs_is_ended_with_all_it_started(monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    plainly = subprocess.Popen

    def slow(_command: object, **_how: object) -> subprocess.Popen[bytes]:
        words = ["/bin/sh", "-c", "sleep 60 & sleep 60"]
        started.append(plainly(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True))
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", slow)
    begun = time.monotonic()
    monkeypatch.setattr(drawing, "Timer", lambda _seconds, *given: Timer(0.5, *given))
    with pytest.raises(NotDrawn):
        drawn((b"x",), 1, most=MOST_POINTS)
    assert time.monotonic() - begun < 10
    assert started[0].returncode == -signal.SIGKILL


def test_no_known_bomb_of_a_pdf_takes_more_time_than_is_given_for_drawing() -> None:
    for what, data in mutants.pdf_bombs().items():
        begun = time.monotonic()
        with suppress(NotDrawn):
            picture = Image.open(io.BytesIO(drawn_page((data,), len(data), 1).picture))
            assert picture.width <= drawing.WIDEST, what
        assert time.monotonic() - begun < drawing.SECONDS + 10, what
