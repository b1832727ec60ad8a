"""Pictures as pages show them: drawn anew by a program apart; no byte of the file reaches a browser.

The program is given the file through a pipe, piece by piece, and nothing else: no environment, no open file,
no folder. One is at work at a time in each server process.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Timer
from typing import IO, cast

from tracker.drawing.program import ANSWER, LENGTH

PROGRAM = Path(__file__).with_name("program.py")
SECONDS, SECONDS_FOR_ALL = 20, 90
"""How long a drawing, or looking at all pictures of a form, may take by the clock, whatever it waits for."""
LARGEST = 32 * 1024 * 1024
"""A drawing of more bytes is none of ours."""
WIDEST, HIGHEST = 1200, 6000
"""Points of a picture as pages show it, at the most."""
MOST_PAGES = 500
"""So many pages of one PDF are shown; whoever needs more downloads it."""
_one_at_a_time = Lock()


class NotDrawn(Exception):
    """A file that cannot be drawn, or that would take more than is given for it."""


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """One page of a document as JPEG, and how many pages the document has."""

    picture: bytes
    pages: int


def drawn(
    pieces: Iterable[bytes], size: int, *, most: int, within: tuple[int, int] = (WIDEST, HIGHEST)
) -> bytes:
    """Return a picture as JPEG, without anything but what is to be seen; raises NotDrawn.

    ``pieces`` are all ``size`` bytes of it, ``most`` how many points it may have;
    ``within`` is how wide and high the drawing may be, in points.
    """
    with _program("picture", most, *within) as (source, target):
        _send(source, pieces, size)
        return _answer(target)[1]


def drawn_page(pieces: Iterable[bytes], size: int, number: int) -> DrawnPage:
    """Return a page of a PDF, counted from 1, as JPEG; raises NotDrawn."""
    if not 1 <= number <= MOST_PAGES:
        raise NotDrawn
    with _program("page", number, WIDEST, HIGHEST) as (source, target):
        _send(source, pieces, size)
        pages, picture = _answer(target)
    return DrawnPage(picture, pages)


def points_of(contents: Iterable[bytes], *, most: int, together: int) -> Iterator[int]:
    """Yield for each picture how many points it has, 0 where it cannot be read to its end.

    One of over ``most`` is not read either. It ends early once they have more than ``together``: the last
    number is then of one that was not read.
    """
    waiting = list(contents)
    while waiting:
        seen = 0
        try:
            with _program("look", most, together, seconds=SECONDS_FOR_ALL) as (source, target):
                while waiting:
                    _send(source, (waiting[0],), len(waiting[0]), more=True)
                    points = _answer(target)[0]
                    del waiting[0]
                    seen += points
                    yield points
                    if seen > together:
                        return
        except NotDrawn:
            del waiting[:1]
            together -= seen
            yield 0


@contextmanager
def _program(*words: object, seconds: int = SECONDS) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """Run the program, and leave nothing of it behind; raises NotDrawn for whatever goes wrong with it."""
    with _one_at_a_time:
        running = subprocess.Popen(  # noqa: S603 - our own program, with nothing of the file in its words
            [sys.executable, "-I", str(PROGRAM), *map(str, words)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            cwd="/",
            start_new_session=True,
        )
        clock = Timer(seconds, _kill, (running,))
        clock.daemon = True
        clock.start()
        try:
            yield cast(IO[bytes], running.stdin), cast(IO[bytes], running.stdout)
        except (OSError, EOFError) as error:
            raise NotDrawn from error
        finally:
            clock.cancel()
            _kill(running)
            for end in (running.stdin, running.stdout):
                with suppress(OSError):
                    cast(IO[bytes], end).close()
            running.wait()


def _kill(running: subprocess.Popen[bytes]) -> None:
    """End the program and whatever it started; its number is its own until it was waited for."""
    with suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)


def _send(source: IO[bytes], pieces: Iterable[bytes], size: int, *, more: bool = False) -> None:
    source.write(LENGTH.pack(size))
    for piece in pieces:
        source.write(piece)
    source.flush() if more else source.close()


def _answer(target: IO[bytes]) -> tuple[int, bytes]:
    head = target.read(ANSWER.size)
    if len(head) < ANSWER.size:
        raise EOFError
    number, length = ANSWER.unpack(head)
    data = target.read(min(length, LARGEST + 1))
    if len(data) != length:
        raise EOFError
    return number, data
