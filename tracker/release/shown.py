"""How the board's page is put into a page of staff."""

from __future__ import annotations

from markupsafe import Markup


def as_page(text: str) -> Markup:
    """Return our own template's output as what it is; every word of a person in it was escaped there."""
    return Markup(text)  # noqa: S704 - the very bytes that the board gets
