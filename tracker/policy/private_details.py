"""What an answer says of how to reach or find people: left out of what a board reads (Hampton C.3.f)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.policy.clauses import Clause, cites
from tracker.policy.identifying import SHAPES, STREET

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
_BOX = re.compile(
    r"\bP\.?\s?O\.?\s?Box\s+\d+\b|\bapartado(?:\s+(?:de\s+correos|postal))?\s+\d+\b", re.IGNORECASE
)
_SMALL = re.compile(
    r"\b\d{1,5}[a-z]?\s+(?!(?:way|mile|block|lane|hour|minute)\b)[a-z]{3,}\s+"
    r"(?:street|avenue|road|drive|court|boulevard)\b|\b\d{1,5}[A-Z]\s+(?:[A-Z]\w*\s+){1,2}(?:St|Ave|Rd|Ln|Dr|Blvd)\b"
)
"""A street address in small letters, or with a letter after its number."""
_AT = re.compile(
    r"\b[\w.+-]+\s?[(\[]\s?at\s?[)\]]\s?[\w-]+(?:\.[\w-]+|\s?[(\[]?\s?\bdot\s?[)\]]?\s?\w{2,})+"
    r"|\b[\w.+-]+\s+at\s+[\w-]+\s+dot\s+\w{2,}",
    re.IGNORECASE,
)
"""An e-mail address spelled out."""
OTHERWISE = frozenset({"a full date", "a birth date", "a phone number"})
"""What is left out by other shapes than those a statement is screened for."""
LEFT_OUT: tuple[tuple[re.Pattern[str], str], ...] = (
    *((shape, what) for shape, what in SHAPES if what not in OTHERWISE),
    (_AT, "an e-mail address"),
    (_BOX, "a street address"),
    (_SMALL, "a street address"),
    (_BIRTH, "a birth date"),
    (_STREET, "a street address"),
    (_CALLE, "a street address"),
)
"""What is left out by its shape, and what stands in its place."""

_DASH = "\\-\u2010-\u2015\u2212"
_GAP = rf"(?:\s?[.{_DASH}/_]\s?|\s)"
_TELEPHONE = re.compile(
    rf"(?<![\w,$€#{_DASH}])(?<!\w[./])(?:"
    rf"\+\s?\(?\d+\)?(?:{_GAP}?\(?\d+\)?)*"
    rf"|(?:1{_GAP}?)?(?:\([2-9]\d\d\)\s?|[2-9]\d\d{_GAP})\d{{3}}{_GAP}\d{{4}}"
    r"|1?[2-9]\d\d[2-9]\d{6}"
    rf"|(?P<local>[2-9]\d\d[.{_DASH}]\d{{4}})"
    rf"|[6-9]\d{{8}}|[6-9]\d\d(?:{_GAP}\d{{3}}){{2}}|[6-9]\d\d(?:{_GAP}\d\d){{3}}|9\d{_GAP}\d{{3}}(?:{_GAP}\d\d){{2}}"
    rf"|[2-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}"
    rf"|\(?0\d{{1,4}}\)?(?:{_GAP}\d{{2,8}}){{1,5}}|0\d{{9,10}}"
    rf")(?![\w/%])(?![.,{_DASH}]?\d)(?!:\d)"
)
"""Telephone numbers as people write them: with a plus; of North America with and without its area; of Spain
and Mexico; and with the nought that other countries put before the area."""
_NUMBER_OF = re.compile(
    r"\b(?:case|docket|badge|report|incident|ticket|room|caso|expediente|placa|sala)"
    r"(?:\s+(?:no|number|número|núm)\b)?[.:#]*\s*$",
    re.IGNORECASE,
)
"""Words after which a number is that of a thing."""
_BEFORE_ROAD = re.compile(r"\b(?:route|rt|highway|hwy|exit|interstate|grade)\.?\s*$", re.IGNORECASE)
_BEFORE_YEAR = re.compile(r"\b(?:in|since|by|until|from|of|during|around)\s+$", re.IGNORECASE)
"""Words after which a number is that of a road, or a year, and of no house."""
_YEAR = re.compile(r"(?:19|20)\d{2}")
LEAST_DIGITS, LEAST_TRUNK, MOST_DIGITS = 7, 9, 15
"""A telephone number has so many digits: the least, the least after a nought, the most (E.164)."""


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


def is_telephone(match: re.Match[str]) -> bool:
    """Say whether figures that look like a telephone number are one: no years, and no count of something."""
    groups = re.findall(r"\d+", match[0])
    if match["local"]:
        return not all(one.endswith("0") for one in groups)
    if len(groups) > 1 and any(_YEAR.fullmatch(one) for one in groups[1:]) and len(groups[0]) < 3:
        return False
    digits = "".join(groups)
    return (LEAST_TRUNK if digits.startswith("0") else LEAST_DIGITS) <= len(digits) <= MOST_DIGITS


def _shaped(words: str) -> Iterator[tuple[int, int, str]]:
    for shape, what in LEFT_OUT:
        for match in shape.finditer(words):
            part = "it" if "it" in shape.groupindex else 0
            if shape is not _STREET or not _is_no_house(words, match.start()):
                yield match.start(part), -match.end(part), what


def _is_no_house(words: str, at: int) -> bool:
    before = words[max(0, at - 20) : at]
    year = _YEAR.match(words, at) is not None and words[at + 4 : at + 5] == " "
    return _BEFORE_ROAD.search(before) is not None or (year and _BEFORE_YEAR.search(before) is not None)


def _telephones(words: str) -> Iterator[tuple[int, int, str]]:
    for match in _TELEPHONE.finditer(words):
        if is_telephone(match) and not _NUMBER_OF.search(words[max(0, match.start() - 40) : match.start()]):
            yield match.start(), -match.end(), "a phone number"
