"""How a sentence of the ledger says a parameter: codes, days and counts in the words that pages use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from tracker.clock import agency_zone
from tracker.policy.ability_words import ABILITIES
from tracker.policy.answer_words import JUDGED
from tracker.policy.clauses import clause_called
from tracker.policy.finding_words import CHECK_ANSWERS, DIRECTIONS, FILE_STATES
from tracker.policy.incidents import INCIDENT_KINDS
from tracker.policy.mailing import MAIL_KINDS, STOPPED
from tracker.policy.stopping import KINDS as STOP_KINDS
from tracker.policy.wording import counted, day, hour, listed
from tracker.policy.words import (
    ACCESS_MODES,
    COPY_OUTCOMES,
    ENDS_OF_WAITING,
    LANGUAGES,
    OUTCOMES,
    RESULTS,
    ROLES,
    STAGES,
    STEPS,
)


def spelled(code: str) -> str:
    """Spell a code out: ``too-many-wrong-codes`` is said as too many wrong codes."""
    return code.replace("-", " ").replace("_", " ")


def _moment(text: str) -> str:
    """Write a moment by the agency's clock, as pages do."""
    try:
        local = datetime.fromisoformat(text).astimezone(agency_zone())
    except ValueError:
        return text
    return f"{day(local)}, {hour(local)} {local:%Z}"


def _day(text: str) -> str:
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text


def _clause(key: str) -> str:
    try:
        return clause_called(key).label
    except KeyError:
        return spelled(key)


STATE = 2
"""Letters in the name of a state."""
PLACES: Mapping[str, str] = {
    "ar": "Arkansas",
    "ca": "California",
    "co": "Colorado",
    "ct": "Connecticut",
    "nj": "New Jersey",
    "va": "Virginia",
    "vt": "Vermont",
}
"""States whose legal profile is published here; another one is known by its two capital letters."""


def _profile(name: str) -> str:
    """Write the name of a legal profile: states by their names."""
    return f"“{PLACES.get(name) or (name.upper() if len(name) == STATE else spelled(name))}”"


def _protocol(name: str) -> str:
    return f"“{spelled(name)}”"


RULES: Mapping[str, str] = {
    "R-03": "something looked like a password",
    "R-08": "who decides does not search",
    "R-09": "a tie to the candidate was not ruled out",
    "R-10": "the affidavit was not filed",
    "R-11": "no access of the candidate's covered it",
    "R-12": "the method was not on the list",
    "R-13": "it looked for something that no search may look for",
    "R-14": "no designation as a searcher was in force",
    "R-15": "it went beyond the protocol without a reason and an approval",
    "unknown": "the case or what was typed did not allow it",
}
"""Why a search was stopped, by the number of the refusal."""


def _rule(code: str) -> str:
    return RULES.get(code) or f"a rule of {_clause(code)}"


def _mid(words: Mapping[Any, str]) -> dict[str, str]:
    """Return labels as they stand in the middle of a sentence."""
    return {code.value: label[:1].lower() + label[1:] for code, label in words.items()}


REASONS: Mapping[str, str] = {
    **_mid(STOPPED),
    "not-matched": "what was typed did not match",
    "by-hand": "at their own wish",
    "cut-short": "it was cut short",
    "damaged": "it is damaged",
    "password-protected": "it asks for a password",
    "grows-too-much": "it unpacks to too much",
    "too-large": "it is too large",
    "infected": "it contains malware",
    "not-scanned": "nobody looked through it for malware",
    "empty": "it is empty",
    "no-name": "it has no name",
    "too-many": "the case has as many as it can have",
    "unknown-kind": "its kind is not taken",
    "not-a-wacz": "it is a zip that is not a WACZ",
    "leads-outside": "something in it leads outside of it",
    "too-many-points": "it has too many points",
    "package-in-package": "it holds a further package",
}
"""Why a session ended, or what was offered was refused."""


TABLES: Mapping[str, Mapping[str, str]] = {
    "role": {role.value: words for role, words in ROLES.items()},
    "stage": {stage.value: f"“{words}”" for stage, words in STAGES.items()},
    "mode": {mode.value: words for mode, words in ACCESS_MODES.items()},
    "result": _mid({**RESULTS, **STEPS}),
    "part": {
        "names": "names and handles",
        "now": "whether accounts are in use",
        "accounts": "accounts in use",
        "account": "one account",
        "former": "accounts used before",
        "other": "anything else",
        "change": "a change of what was filed",
        "access": "how an account may be looked at",
        "answers": "all but accounts and signature",
        "signature": "name, place and day of the signature",
    },
    "end-of-waiting": _mid(ENDS_OF_WAITING),
    "signed-way": {"paper": "on paper", "oath": "under oath before an officer", "notary": "before a notary"},
    "incident": _mid(INCIDENT_KINDS),
    "said-where": {
        "true": "as the candidate said by telephone or in person",
        "false": "as the candidate chose on their own page",
    },
    "proof": {
        "mailed-code": "by a code sent by e-mail",
        "given-code": "by the code of the invitation",
        "sample": "not at all, in sample data",
    },
    "direction": _mid(DIRECTIONS),
    "answer": _mid(CHECK_ANSWERS),
    "file": _mid(FILE_STATES),
    "ruling": {"cleared": "it goes to the board", "withheld": "withheld from the board"},
    "request": {
        "not-applicable": "an excuse, because it does not apply",
        "could-not-be-done": "an excuse, because it could not be done",
        "extra-search": "one more search than the protocol has",
    },
    "stop": _mid(STOP_KINDS),
    "tie": {
        "none": "no tie to the candidate",
        "unsure": "not sure of a tie",
        "yes": "a tie to the candidate",
    },
    "tie-ruling": {"upheld": "it stands", "lifted": "it is lifted"},
    "outcome": _mid(OUTCOMES),
    "comes-of-it": _mid(JUDGED),
    "copied": _mid(COPY_OUTCOMES),
    "media": {
        "image/png": "PNG picture",
        "image/jpeg": "JPEG picture",
        "image/webp": "WebP picture",
        "application/pdf": "PDF",
        "text/plain": "text file",
        "text/html": "HTML page",
        "multipart/related": "MHTML page",
        "application/warc": "WARC archive",
        "application/warc+gzip": "WARC archive, packed",
        "application/wacz": "WACZ archive",
    },
    "why": REASONS,
    "stopped": _mid(STOPPED),
    "language": {language.value: words for language, words in LANGUAGES.items()},
    "verdict": {
        "sound": "it holds",
        "broken": "it does not hold",
        "unchecked": "it could not be checked in full",
    },
    "field": {
        "title": "title",
        "position_class": "position",
        "incumbents": "choice of who can apply",
        **dict.fromkeys(("profile", "profile_version", "profile_digest"), "legal profile"),
        **dict.fromkeys(("protocol", "protocol_version", "protocol_digest"), "protocol"),
    },
    "mail": _mid(MAIL_KINDS),
    "ability": {permission.value: words for permission, words in ABILITIES.items()},
}
"""What codes are called in a sentence; a code that is not here is spelled out."""

WRITERS: Mapping[str, Callable[[str], str]] = {
    "words": spelled,
    "moment": _moment,
    "day": _day,
    "clause": _clause,
    "profile": _profile,
    "protocol": _protocol,
    "rule": _rule,
}

PERSON = "person"
NOBODY = "nobody yet"
"""What stands for a person where there was none."""
NAMED = (PERSON, "dimension")
"""Styles whose words are not known here: whoever shows a line names people and the agency's dimensions."""

COUNTED = "counted "
"""How a style begins that says a count with its noun: ``{tries:counted wrong try/wrong tries}``."""


def known(style: str) -> bool:
    """Say whether a sentence can show a parameter in this style."""
    return style in ("", *NAMED, *TABLES, *WRITERS) or style.startswith(COUNTED)


def phrase(value: object, style: str) -> str:
    """Say a parameter in a style; what does not fit it, as an older edition wrote it, is spelled out."""
    if isinstance(value, list | tuple):
        return listed({phrase(item, style) for item in value}) or "none"
    if value is None:
        return "none"
    if isinstance(value, bool):
        return TABLES.get(style, {}).get(str(value).lower()) or ("yes" if value else "no")
    if style.startswith(COUNTED):
        one, _, many = style.removeprefix(COUNTED).partition("/")
        return counted(value, one, many) if isinstance(value, int) else f"{value} {many or one + 's'}"
    text = str(value)
    if style in TABLES:
        return TABLES[style].get(text) or spelled(text)
    return WRITERS[style](text) if style in WRITERS else text
