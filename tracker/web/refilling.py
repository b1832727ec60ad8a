"""What somebody typed before a time-out, put back into the form of its page; nothing is saved by that."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Flask, g, request
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge

FIELD = "kept_form"
"""Names what was kept: in the address of a page that shows it again, and in the form that then saves it."""


@dataclass(slots=True)
class Refill:
    """What is put into the forms of one kind on a page that is only looked at.

    ``kept_form`` is the id under which it is kept until it is saved; ``shown`` says that a form took it.
    """

    form: type[Any]
    typed: MultiDict[str, str]
    kept_form: str
    kept_at: datetime
    shown: bool = False


def install(app: Flask) -> None:
    """Let pages say that what their form shows was typed before, and is not saved."""
    app.context_processor(lambda: {"refilled": shown_at()})


def begin(refill: Refill) -> None:
    """Let the forms of this request show what was typed before."""
    g.refill = refill


def refill_of(form: object) -> Refill | None:
    """Return what a form is to show; nothing for one that is sent."""
    refill = g.get("refill")
    return refill if isinstance(refill, Refill) and type(form) is refill.form else None


def typed_before(form: object) -> MultiDict[str, str] | None:
    """Return what a form takes in the place of what it would show."""
    refill = refill_of(form)
    if refill is None:
        return None
    refill.shown = True
    return refill.typed


def shown_at() -> datetime | None:
    """Return when what a form of this page shows was typed, None where no form shows such a thing."""
    refill = g.get("refill")
    return refill.kept_at if isinstance(refill, Refill) and refill.shown else None


def mark(form: object) -> Markup:
    """Return the hidden field by which what was kept is let go once it is saved."""
    refill = refill_of(form)
    kept = refill.kept_form if refill else ""
    if request.method == "POST":
        with suppress(RequestEntityTooLarge):  # what is too large is not read; its page shows the form anew
            kept = request.form.get(FIELD, "")
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, kept) if kept else Markup()
