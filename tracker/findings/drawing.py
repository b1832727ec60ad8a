"""Pictures as pages show them: drawn anew by a program apart; no byte of the file reaches a browser."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tracker.findings.formats.recognise import Kind

PICTURES = frozenset(kind.value.media_type for kind in (Kind.PNG, Kind.JPEG, Kind.WEBP))
"""What can be drawn."""
PROGRAM = Path(__file__).parent / "formats" / "redraw.py"
SECONDS = 20


class NotDrawn(Exception):
    """A picture that cannot be drawn, or that would grow too large."""


def drawn(data: bytes) -> bytes:
    """Return a picture as JPEG, without anything but what is to be seen; raises NotDrawn."""
    try:
        made = subprocess.run(  # noqa: S603 - our own program, with nothing of the picture in its words
            [sys.executable, "-I", str(PROGRAM)],
            input=data,
            capture_output=True,
            env={},
            timeout=SECONDS,
            check=True,
        )
    except (subprocess.SubprocessError, BrokenPipeError) as error:
        raise NotDrawn from error
    return made.stdout
