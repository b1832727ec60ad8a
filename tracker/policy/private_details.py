"""What an answer says of how to reach or find people: left out of what a board reads (Hampton C.3.f)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.policy.clauses import Clause, cites
from tracker.policy.sanitising import SHAPES, STREET

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|enero|febrero|marzo|abril|mayo|junio|julio|agosto"
    r"|sep?tiembre|octubre|noviembre|diciembre)\b\.?"
)
_DATE = (
    r"(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}"
    rf"|\d{{1,2}}(?:st|nd|rd|th|º)?(?:\s+(?:of|de))?\s+{_MONTH}(?:,?(?:\s+del?)?\s+\d{{4}})?"
    rf"|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+\d{{4}})?"
    rf"|(?:{_MONTH}\s+(?:del?\s+)?)?(?:19|20)\d{{2}}\b)"
)
_BIRTH = re.compile(
    r"\b(?:born|birthday|birth\s?date|date of birth|d\.?o\.?b|nac(?:í|i[óo]|id[oa])|nacimiento|cumpleaños)\b"
    rf"[^.;\n]{{0,30}}?(?<!\d)(?P<it>{_DATE})",
    re.IGNORECASE,
)
"""A birth date in either language, in figures or with the month's name; the words before it stay."""
_PLACE = r"(?:,?\s+(?:(?:Apt|Apartment|Unit|Suite)\.?\s*|#\s*)\w+)?(?:,\s+[A-Z]\w+(?:\s[A-Z]\w+)?)?"
_STREET = re.compile(
    rf"(?:{STREET.pattern}|\b\d{{1,5}}\s+(?:[A-Z][\w.]*\s+){{1,3}}(?:Way|Place|Pl|Terrace|Circle|Parkway)\b)"
    rf"(?:\.?{_PLACE}(?:,?\s+[A-Z]{{2}})?\s+\d{{5}}(?:-\d{{4}})?\b)?"
)
"""A street address as this country writes it, with the place where the postal code follows."""
_NAME = r"(?:(?:de|del|la|las|los|el|y)\s+)*[A-ZÁÉÍÓÚÑ](?:[\w.]*\w)?"
_CALLE = re.compile(
    r"\b(?i:c/|calle|avenida|avda\b\.?|av\b\.?|paseo|plaza|pza\b\.?|carretera|camino|ronda|travesía|callejón)"
    rf"\s*{_NAME}(?:\s+{_NAME}){{0,4}},?\s+(?:(?i:n\.?º|núm(?:ero)?)\.?\s*|#\s*)?\d{{1,5}}\b"
    r"(?:,?\s+(?:\d{1,2}\s?[.ºª°]+\s?\w{0,3}|(?i:piso|apto|apartamento|puerta)\.?\s*\w{1,4})\b)*"
    rf"(?:,?\s+\d{{5}}\b(?:\s+{_NAME})?)?"
)
"""A street address as Spanish writes it: the street before the number, the postal code before the town."""
LEFT_OUT: tuple[tuple[re.Pattern[str], str], ...] = (
    *((shape, what) for shape, what in SHAPES if what not in ("a full date", "a birth date")),
    (_BIRTH, "a birth date"),
    (_STREET, "a street address"),
    (_CALLE, "a street address"),
)
"""What is left out by its shape, and what stands in its place."""

_RUN = re.compile(r"(?<![\w.,/$€#-])(?:\+\s?)?\(?\d+\)?(?:(?:\s?[.-]\s?|\s)?\(?\d+\)?)*(?![\w/%])")
"""Figures that may belong together, with what people put between those of a telephone number."""
_NUMBER_OF = re.compile(
    r"\b(?:case|docket|badge|report|incident|ticket|room|caso|expediente|placa|sala)"
    r"(?:\s+(?:no|number|número|núm)\b)?[.:#]*\s*$",
    re.IGNORECASE,
)
"""Words after which a number is that of a thing."""
_SPANISH = re.compile(r"[6-9]\d{8}")
_YEAR = re.compile(r"(?:19|20)\d{2}")
LEAST_DIGITS, BARE_DIGITS, MOST_DIGITS = 7, 10, 15
"""A telephone number has so many digits: the least, the least where nothing parts them, the most (E.164)."""


@cites(Clause.HAMPTON_C_3_F)
def without_private_details(words: str) -> tuple[str, tuple[str, ...]]:
    """Return an answer as a board reads it, and what was left out of it.

    Everything else stays letter by letter.
    """
    kept, found, at = [], [], 0
    for start, negative, what in sorted((*_shaped(words), *_telephones(words)), key=lambda one: one[:2]):
        if start >= at:
            kept += [words[at:start], f"[{what}, left out]"]
            found.append(words[start:-negative])
            at = -negative
    return "".join((*kept, words[at:])), tuple(found)


def is_telephone(run: str) -> bool:
    """Say whether figures that stand together are a telephone number: no years, no date, no count.

    It has a plus or brackets, or two gaps, or is as long as none but a telephone number is.
    """
    groups = re.findall(r"\d+", run)
    digits = "".join(groups)
    if not LEAST_DIGITS <= len(digits) <= MOST_DIGITS:
        return False
    if run.startswith("+") or "(" in run:
        return True
    if len(digits) >= BARE_DIGITS or _SPANISH.fullmatch(digits):
        return not all(_YEAR.fullmatch(one) for one in groups)
    if len(groups) == 2:
        return re.fullmatch(r"\d{3}[.-]\d{4}", run) is not None
    return len(groups) > 2 and not _is_date(groups) and not _is_count(groups)


def _is_date(groups: list[str]) -> bool:
    return len(groups) == 3 and any(_YEAR.fullmatch(one) for one in (groups[0], groups[-1]))


def _is_count(groups: list[str]) -> bool:
    """Say whether figures are one large number, parted at its thousands."""
    return len(groups[0]) < 3 and all(len(one) == 3 for one in groups[1:])


def _shaped(words: str) -> Iterator[tuple[int, int, str]]:
    for shape, what in LEFT_OUT:
        for match in shape.finditer(words):
            part = "it" if "it" in shape.groupindex else 0
            yield match.start(part), -match.end(part), what


def _telephones(words: str) -> Iterator[tuple[int, int, str]]:
    for match in _RUN.finditer(words):
        if is_telephone(match[0].rstrip()) and not _NUMBER_OF.search(words[: match.start()]):
            yield match.start(), -match.end(), "a phone number"
