"""The press: one template of ``templates/print`` and its data become a tagged PDF.

PDF/UA-1 and PDF/A-3a at once: title, language, headings and reading order are in the file, and nothing has to
be fetched to show it. The same input gives the same bytes: neither clock nor the machine's fonts are asked.
What is printed comes in as JSON, so that no text is ever read as markup.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from tracker.printing.signs import all_shown, for_paper

if TYPE_CHECKING:
    import typst

TEMPLATES = Path(__file__).parents[2] / "templates" / "print"
STANDARDS: tuple[Literal["ua-1"], Literal["a-3a"]] = ("ua-1", "a-3a")
MOST_DATA = 400_000
"""Characters of JSON in one paper: half a second of work; the longest affidavits have a tenth of it."""


class Say(Protocol):
    """Puts a sentence into the language of the paper and fills in its values."""

    def __call__(self, text: str, /, **values: object) -> str:
        """Return the sentence."""
        ...


class NotPrinted(Exception):
    """The paper could not be made; what it was to show is untouched."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A text that travels inside the PDF, byte for byte, as PDF/A-3 allows."""

    name: str
    text: str
    about: str


def pdf(
    template: str,
    data: Mapping[str, Any],
    *,
    language: str,
    made_at: datetime,
    enclosed: Enclosed | None = None,
    link: str = "",
) -> bytes:
    """Return the PDF of a template filled with data.

    ``data`` holds texts, numbers, lists and mappings of them: ``title``, ``agency``, ``foot`` and ``words``
    always. ``link`` is drawn as a QR code where the template has one. Raises NotPrinted.
    """
    written = json.dumps(data, ensure_ascii=False)
    if len(written) > MOST_DATA:
        raise NotPrinted(f"{len(written)} characters are more than one paper holds")
    inputs = {"language": language, "made": _moment(made_at), "enclosed": _enclosed(enclosed)}
    inputs["code"] = _drawn(link) if link else ""
    try:
        return _press(template, inputs | {"data": _data(data, ascii_only=False)}, made_at)
    except NotPrinted:  # signs that fonts have one by one and not together are spelled, too
        return _press(template, inputs | {"data": _data(data, ascii_only=True)}, made_at)


def _data(data: Mapping[str, Any], *, ascii_only: bool) -> str:
    whole = all_shown(data) and not ascii_only
    spelled = {**for_paper(data, ascii_only=ascii_only), "whole": whole}
    if len(written := json.dumps(spelled, ensure_ascii=False)) > MOST_DATA:  # a sign spelled is eight signs
        raise NotPrinted(f"{len(written)} characters, signs spelled, are more than one paper holds")
    return json.dumps(spelled)


def _moment(at: datetime) -> str:
    moment = at.astimezone(UTC)
    return json.dumps([moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second])


def _enclosed(enclosed: Enclosed | None) -> str:
    if enclosed is None:
        return json.dumps(None)
    return json.dumps({"name": enclosed.name, "text": enclosed.text, "about": enclosed.about})


def _drawn(link: str) -> str:
    """Return the QR code of a link as SVG."""
    import segno

    return str(segno.make(link, error="m", micro=False).svg_inline(scale=4, border=4))


def _press(template: str, inputs: dict[str, str], made_at: datetime) -> bytes:
    try:
        return _compiled(template, inputs, made_at)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as fault:  # a panic inside the library is no Exception, and ends no act of ours
        raise NotPrinted(str(fault)) from fault


def _compiled(template: str, inputs: dict[str, str], made_at: datetime) -> bytes:
    import typst

    printed = typst.compile(
        TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs=inputs,
        pdf_standards=list(STANDARDS),
        timestamp=made_at.astimezone(UTC).replace(microsecond=0),  # PDF knows seconds
    )
    return bytes(printed)


@cache
def _fonts() -> typst.Fonts:
    """Return the fonts that the library brings along, so that every machine prints alike."""
    import typst

    return typst.Fonts(include_system_fonts=False)
