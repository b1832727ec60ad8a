"""Draws a picture anew, as a program of its own: apart from the server, with little memory and little time.

It reads a picture and writes a JPEG without anything but what is to be seen: no place, no device, no comment,
and nothing hidden behind the picture's end. What cannot be drawn, or would grow too large, ends it with 1.
"""

from __future__ import annotations

import io
import resource
import sys

from PIL import Image, ImageOps

MEMORY, SECONDS = 1024 * 1024 * 1024, 10
MOST_PIXELS = 60_000_000
WIDEST, HIGHEST = 1200, 6000


def main() -> int:
    """Read, draw, write."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        with Image.open(io.BytesIO(sys.stdin.buffer.read()), formats=("PNG", "JPEG", "WEBP")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return 1
            upright = ImageOps.exif_transpose(picture.convert("RGBA"))
            upright.thumbnail((WIDEST, HIGHEST))
            drawn = Image.new("RGB", upright.size, "white")
            drawn.paste(upright, mask=upright.getchannel("A"))
            drawn.save(out := io.BytesIO(), "JPEG", quality=85, optimize=True)
    except Exception:  # whatever is the matter with it, it is not shown
        return 1
    sys.stdout.buffer.write(out.getvalue())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
