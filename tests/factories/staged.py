"""Methods of factories whose outcome is remembered, so that tests that begin alike build it once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol, TypeVar, cast

from tests.people import People


class Made(Protocol):
    """A factory, which makes its people first."""

    people: People


F = TypeVar("F", bound=Made)
C = TypeVar("C", bound=Callable[..., Any])


def staged(make: C) -> C:
    """Remember what a method builds, by what it is asked for; it may change nothing but rows and files."""

    @wraps(make)
    def built(self: F, *args: Any, **kwargs: Any) -> Any:
        asked = (type(self).__name__, make.__name__, repr(args), repr(sorted(kwargs.items())))
        return self.people.once(asked, lambda: make(self, *args, **kwargs))

    return cast("C", built)
