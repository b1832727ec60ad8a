"""Draws files anew, as a program of its own: apart from the server, with little memory and little time.

It reads pieces, each behind its length, and answers each with a number, a length and so many bytes:

- ``picture MOST WIDTH HEIGHT`` one picture of at most so many points, answered by 1 and a JPEG of at
  most that size;
- ``page NUMBER WIDTH HEIGHT`` one PDF, answered by how many pages it has and a JPEG of one of them;
- ``look MOST TOGETHER`` any number of pictures, each answered by how many points it has, 0 where it cannot be
  read or has more than the most, until they have more than so many together.

A JPEG holds nothing but what is to be seen: no place, no device, no comment, nothing hidden behind an end.
Whatever is the matter ends it; nothing of it is told.
"""

from __future__ import annotations

import ctypes
import io
import resource
import struct
import sys
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL.Image import Image as Picture

MEMORY = 284 * 1024 * 1024
SECONDS = {"picture": 10, "page": 10, "look": 60}
"""How long each may compute."""
OPEN_FILES = 3
BAND_POINTS = 1_000_000
"""So many points are held beside the picture while it is made smaller."""
FORMATS = ("PNG", "JPEG", "WEBP")
LENGTH, ANSWER = struct.Struct(">Q"), struct.Struct(">QQ")
ORIENTATION = 0x0112
DIE_WITH_PARENT, NO_NEW_RIGHTS, NOT_LOOKED_INTO = (1, 9), (38, 1), (4, 0)
OWN_USER, OWN_NETWORK = 0x10000000, 0x40000000


def keep_apart(seconds: int) -> None:
    """Give up what drawing does not need: memory, time, files, new processes, rights, and the network."""
    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, MEMORY),
    ):
        resource.setrlimit(what, (most, most))
    kernel = ctypes.CDLL(None, use_errno=True)
    for option, value in (DIE_WITH_PARENT, NO_NEW_RIGHTS, NOT_LOOKED_INTO):
        kernel.prctl(option, value, 0, 0, 0)
    kernel.unshare(OWN_USER | OWN_NETWORK)  # where the machine lets it


def main(words: list[str]) -> int:
    """Read, draw, answer."""
    what, *numbers = words
    keep_apart(SECONDS[what])
    from PIL import Image, MpoImagePlugin, TiffImagePlugin, WebPImagePlugin

    del MpoImagePlugin, TiffImagePlugin, WebPImagePlugin  # loaded before no file can be opened any more
    Image.MAX_IMAGE_PIXELS = None  # judged here, against the limit given
    Image.preinit()
    ways: dict[str, Callable[..., None]] = {"picture": _picture, "page": _page, "look": _look}
    if what == "page":
        import pypdfium2

        del pypdfium2
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    ways[what](sys.stdin.buffer, sys.stdout.buffer, *map(int, numbers))
    return 0


def _read(source: BinaryIO) -> bytes | None:
    head = source.read(LENGTH.size)
    return source.read(LENGTH.unpack(head)[0]) if head else None


def _answer(target: BinaryIO, number: int, data: bytes = b"") -> None:
    target.write(ANSWER.pack(number, len(data)) + data)
    target.flush()


def _look(source: BinaryIO, target: BinaryIO, most: int, together: int) -> None:
    from PIL import Image

    seen = 0
    while (data := _read(source)) is not None:
        points = 0
        try:
            with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
                if picture.width * picture.height <= most:
                    seen += picture.width * picture.height
                    if seen <= together:
                        picture.load()
                    points = picture.width * picture.height
        except Exception:  # whatever is the matter with it, it cannot be read
            points = 0
        _answer(target, points)
        if seen > together:
            return


def _picture(source: BinaryIO, target: BinaryIO, most: int, widest: int, highest: int) -> None:
    from PIL import Image

    data = _read(source) or b""
    with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
        if picture.width * picture.height > most:
            raise ValueError("too many points")
        turned = picture.getexif().get(ORIENTATION, 1)
        limits = (highest, widest) if turned in (5, 6, 7, 8) else (widest, highest)
        picture.draft("RGB", limits)
        drawn = _smaller(picture, limits)
    if turned in TURNS:
        drawn = drawn.transpose(Image.Transpose(TURNS[turned]))
    _answer(target, 1, _jpeg(drawn))


TURNS = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}
"""For each orientation of a photograph the turn that puts it upright, by Pillow's numbers."""


def _smaller(picture: Picture, limits: tuple[int, int]) -> Picture:
    """Return a picture on white, no larger than the limits, made smaller band by band."""
    from PIL import Image

    wide, high = picture.size
    scale = min(1.0, limits[0] / wide, limits[1] / high)
    width, height = max(1, round(wide * scale)), max(1, round(high * scale))
    drawn = Image.new("RGB", (width, height), "white")
    rows = max(1, int(BAND_POINTS / wide * height / high))
    for top in range(0, height, rows):
        end = min(top + rows, height)
        above, below = top * high / height, end * high / height
        first, last = max(0, int(above) - 4), min(high, int(below) + 5)
        band = _upon_white(picture.crop((0, first, wide, last)))
        drawn.paste(band.resize((width, end - top), box=(0, above - first, wide, below - first)), (0, top))
    return drawn


def _upon_white(band: Picture) -> Picture:
    from PIL import Image

    if band.mode.startswith("I"):
        band = band.point(lambda value: value * (1 / 256)).convert("L")
    if band.mode in ("RGBA", "LA", "PA") or "transparency" in band.info:
        whole = band.convert("RGBA")
        band = Image.new("RGB", whole.size, "white")
        band.paste(whole, mask=whole.getchannel("A"))
    return band.convert("RGB")


def _page(source: BinaryIO, target: BinaryIO, number: int, widest: int, highest: int) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(_read(source) or b"")
    pages = len(document)
    page = document[number - 1]
    wide, high = page.get_size()
    scale = min(2.0, widest / max(wide, 1.0), highest / max(high, 1.0))
    drawn = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    drawn.thumbnail((widest, highest))
    _answer(target, pages, _jpeg(drawn))


def _jpeg(picture: Picture) -> bytes:
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=85)
    return made.getvalue()


if __name__ == "__main__":
    try:
        ended = main(sys.argv[1:])
    except BaseException:  # the server learns that nothing was drawn, and no more
        ended = 1
    raise SystemExit(ended)
