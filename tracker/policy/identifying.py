"""What identifies somebody by its shape: links, handles, numbers, dates, addresses, schools and names.

Each pattern reads a text once; what may repeat in it is bounded, so that no text makes it slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.policy.identifying_more import MORE
from tracker.policy.named_people import PEOPLE
from tracker.policy.sanitising import Protected
from tracker.policy.told_by_phrase import PHRASES
from tracker.policy.told_by_shape import TOLD

_MONTHS = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
SHAPES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\bhttps?://\S+|\bwww\.\S+", re.IGNORECASE), "a link"),
    (re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b"), "an e-mail address"),
    (re.compile(r"(?<![\w@.])@[\w][\w.]{1,}"), "a handle"),
    (
        re.compile(r"(?<![\w.-])(?:[\w-]+\.)+(?:com|org|net|edu|gov|social|tv|me|io|gg|ly)(?:/\S*)?\b"),
        "a web address",
    ),
    (re.compile(r"(?<!\w)(?:\+?1[\s.-]?)?(?:\(\d{3}\)\s?|\d{3}[\s.-])\d{3}[\s.-]\d{4}\b"), "a phone number"),
    (re.compile(r"\b(?:SSN\s+)?\d{3}-\d{2}-\d{4}\b"), "a social security number"),
    (re.compile(r"(?<![\w.@/-])(?:[\w-]{2,40}\.){1,3}[a-z]{2,6}/[\w.~-]{2,}"), "a web address"),
    (re.compile(r"\bu/\w{3,}\b"), "a handle"),
    (
        re.compile(
            r"\b(?:born|birthday|date of birth|dob)\b[^.;]{0,30}?"
            rf"(?:\b{_MONTHS}\s+\d{{1,2}}\b(?:,?\s+\d{{4}})?|\d{{1,4}}[/.-]\d[\d/.-]*)",
            re.IGNORECASE,
        ),
        "a birth date",
    ),
)
"""What identifies by its shape alone, with what it is."""
STREET = re.compile(
    r"\b\d{1,5}\s+(?:[A-Z][\w.]*\s+){1,3}"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Court|Ct|Boulevard|Blvd)\b"
)
"""A street address."""
_ROAD = (
    r"(?!\s+(?:Street|St|Avenue|Ave|Road|Rd|Lane|Drive|Court|Boulevard|Blvd|Square|Bridge|Park|Day|Plaza)\b)"
)
_CAP = (
    r"(?!(?:The|A|An|At|In|On|Candidate|Police|Fire|State|Citizen|Citizens|Regional)\b)"
    r"[A-Z][\w.'\u2019&-]{1,30}"
)
_SHAPED: tuple[tuple[re.Pattern[str], Protected, str], ...] = (
    (
        re.compile(
            r"(?<![\w@/.])(?=[A-Za-z0-9.]{1,30}_)[A-Za-z0-9.]{1,30}(?:_[A-Za-z0-9.]{1,30}){1,4}\b"
            r"|(?<![\w@/.])[a-z]{2,20}(?:\.[a-z0-9]{1,20}){0,3}\.\d{1,6}\b"
            r"|(?<![\w@/.#])(?!covid)[a-z]{4,20}\d{2,6}\b(?!\.\w)"
        ),
        Protected.IDENTIFIER,
        "looks like a handle",
    ),
    (
        re.compile(
            r"\b(?:goes|went) by\s+[\"\u201c'][^\"\u201d'\n]{2,30}[\"\u201d']"
            r"|\b(?:handle|username|user name|screen ?name|gamertag|alias|nickname)(?:\s+(?:is|was"
            r"|of|:))?\s*:?\s*"
            r"[\"\u201c'][^\"\u201d'\n]{2,30}[\"\u201d']",
            re.IGNORECASE,
        ),
        Protected.IDENTIFIER,
        "is a name that somebody goes by",
    ),
    (
        re.compile(
            rf"\b{_CAP}(?:\s+(?:of\s+)?{_CAP}){{0,3}}\s+(?:High School|Middle School"
            rf"|Elementary(?: School)?|Academy|"
            r"University|College|Preparatory|Prep|School|High|State)\b(?!\s+(?:Police|Trooper|Department))"
            rf"|\bUniversity of {_CAP}(?:\s+{_CAP})?|\b(?:Omega|Alpha|Kappa|Sigma|Delta|Phi|Zeta|Iota|Beta)"
            r"(?:\s+(?:Omega|Alpha|Kappa|Sigma|Delta|Phi|Psi|Zeta|Theta|Beta|Chi|Iota)){1,2}\b"
        ),
        Protected.IDENTIFIER,
        "names a school, which identifies and may show more",
    ),
    (
        re.compile(
            rf"\b{_CAP}(?:\s+{_CAP}){{0,4}}\s+(?:Church|Parish|Temple|Mosque|Synagogue|Chapel"
            rf"|Cathedral|Fellowship|"
            rf"Ministries|Congregation|Tabernacle|Masjid|Gurdwara)\b{_ROAD}"
            rf"|\b(?:Temple|Masjid|Congregation|Church of|Our Lady of"
            rf"|Iglesia)\s+{_CAP}(?:\s+{_CAP}){{0,2}}{_ROAD}"
            rf"|\b(?:St\.|Saint)\s+[A-Z][a-z'\u2019]{{2,20}}\b(?!\s+[A-Z][a-z]+\s+(?:St|Ave)){_ROAD}"
        ),
        Protected.IDENTIFIER,
        "names a house of worship, which identifies and may show religion",
    ),
    (STREET, Protected.ADDRESS, "is a street address"),
    (re.compile(r"\b[A-Z][a-z]+,\s+[A-Z]{2}\s+\d{5}\b"), Protected.ADDRESS, "says where somebody lives"),
    (re.compile(r"\b[Bb]orn in (?:the )?[A-Z]\w+"), Protected.ORIGIN, "may show national origin"),
    (re.compile(r"\bemigrated from [A-Z]\w+"), Protected.ORIGIN, "may show national origin"),
    (
        re.compile("(?!\U0001f1fa\U0001f1f8)[\U0001f1e6-\U0001f1ff]{2}"),
        Protected.ORIGIN,
        "is a flag and may show origin",
    ),
    (
        re.compile(
            "[\u271d\u2626\u2628\u262a\u2721\u2638\U0001f54b-\U0001f54e\U0001f549\u26ea\U0001f6d0\U0001f4ff]"
        ),
        Protected.RELIGION,
        "is a sign of a religion",
    ),
    (
        re.compile(
            "\U0001f3f3\ufe0f?\u200d?[\U0001f308\u26a7]|\U0001f308|[\u26a2-\u26a9]|[\U0001f930\U0001f931]"
        ),
        Protected.SEX,
        "is a sign of orientation, identity or pregnancy",
    ),
    (re.compile("[\U0001f476\U0001f46a\U0001f37c\U0001f48d]"), Protected.FAMILY, "is a sign of family"),
    (
        re.compile("[\u267f\U0001f9bc\U0001f9bd\U0001f9bb\U0001f9af]"),
        Protected.HEALTH,
        "is a sign of disability",
    ),
    (re.compile("[\U0001f3fb-\U0001f3ff]"), Protected.RACE, "shows a color of skin"),
    (re.compile("[\U0001fa96\U0001f396]"), Protected.MILITARY, "is a sign of the military"),
    (re.compile("\u262d"), Protected.POLITICS, "is a sign of politics"),
)
"""What is found by its shape, with the category and what to say of it."""
AGES = re.compile(
    r"\bage[ds]?\s+(?:of\s+)?\d{1,3}\b"
    r"|\b\d{1,3}[\s-]years?[\s-]olds?\b"
    r"|\b(?:she|he|the\s+candidate)(?:\s+(?:is|was|turned|turns|just\s+turned)\s+|['\u2019]s\s+)"
    r"\d{2}(?=\s*(?:[.,;:!?)]|$|\b(?:and|but|now|when)\b))"
    r"|\bcandidate(?:,\s+|\s+\()\d{2}(?=[,)])"
    r"|\bborn\s+(?:in\s+)?(?:19|20)\d{2}\b"
    r"|\bclass\s+of\s+['\u2019]?\d{2,4}\b"
    r"|\bin\s+(?:his|her|their)\s+(?:(?:early|mid|late)[\s-]+)?"
    r"(?:\d0s|(?:twen|thir|for|fif|six|seven|eigh|nine)ties)\b",
    re.IGNORECASE,
)
"""An age in numbers, said of somebody; a number of anything else is none."""


def shaped(text: str) -> Iterator[tuple[int, int, Protected, str]]:
    """Yield start, end, category and hint of what is found by its shape."""
    for shape, what in SHAPES:
        for match in shape.finditer(text):
            yield match.start(), match.end(), Protected.IDENTIFIER, f"is {what}"
    for shape, category, hint in (*_SHAPED, *MORE, *PEOPLE, *TOLD, *PHRASES):
        part = "it" if "it" in shape.groupindex else 0
        for match in shape.finditer(text):
            if match.start(part) >= 0:
                yield match.start(part), match.end(part), category, hint
            else:
                yield match.start(), match.end(), category, hint
    for match in AGES.finditer(text):
        yield match.start(), match.end(), Protected.AGE, "may show age"
