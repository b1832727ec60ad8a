"""Holds every act that a test does to the rule that a room writes its own rows, and no other room's."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tracker.db import Record, UnitOfWork


class WrittenNextDoor(AssertionError):
    """A room wrote a row of another; the room whose row it is should do it when asked."""


@contextmanager
def keeping_to_themselves() -> Iterator[None]:
    """Let no room of the product add or change what is another's; tests may."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("add", "change"):
            patch.setattr(UnitOfWork, name, _held(getattr(UnitOfWork, name)))
        yield


def _held(write: Callable[..., Record]) -> Callable[..., Record]:
    def held(work: UnitOfWork, record: Record, **values: Any) -> Record:
        writer, home = sys._getframe(1).f_globals["__name__"], type(record).__module__
        if writer.startswith("tracker.") and _room(writer) != _room(home):
            raise WrittenNextDoor(f"{writer} writes {type(record).__name__}, which is of {home}")
        return write(work, record, **values)

    return held


def _room(module: str) -> str:
    return module.split(".")[1]
