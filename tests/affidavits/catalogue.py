"""The sentences of the candidate's side, collected for translation by ``make translations``.

The catalogue of each other language keeps what is translated; a new sentence stands in it without words, and
one that nobody says any more is gone.
"""

from __future__ import annotations

import io
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.pofile import read_po, write_po

from tracker.policy.answer_words import CHOICES
from tracker.policy.clauses import Clause
from tracker.policy.vocabulary import Language
from tracker.policy.words import LANGUAGES
from tracker.rights.looks import TITLES

ROOT = Path(__file__).parents[2]
TRANSLATIONS = ROOT / "config" / "translations"
TEMPLATE = TRANSLATIONS / "messages.pot"
OTHERS = (Language.SPANISH.value,)
"""The languages that the sentences are put into."""
KEYWORDS: Mapping[str, Any] = {**DEFAULT_KEYWORDS, "_l": None}
RULES: Mapping[str, Any] = {"Unmet": (2,), "_left": (1,), "_refused": (1,), "worded": (1,)}
"""How the rules that candidates meet name their sentences."""
RULES_FOR_CANDIDATES = (
    "access_modes.py",
    "affidavit.py",
    "affidavit_size.py",
    "affidavit_window.py",
    "answering.py",
    "clarifying_answers.py",
    "handles.py",
    "impact.py",
    "rights.py",
    "notaries.py",
    "officers.py",
    "scans.py",
    "signing.py",
    "ways.py",
    "together_answers.py",
)
SAID_TO_CANDIDATES: tuple[Mapping[Any, str], ...] = (CHOICES, LANGUAGES, TITLES)
"""Closed lists whose words candidates read as staff do."""
PLATFORMS = ROOT / "config" / "platforms.toml"
"""The list of platforms, whose hints candidates read."""


def sources() -> Iterator[tuple[Path, str, Mapping[str, Any]]]:
    """Yield each source with how it is read and which calls hold a sentence."""
    for path in sorted((ROOT / "tracker").rglob("*.py")):
        if path.parent.name == "web":
            yield path, "python", {**KEYWORDS, "Unmet": (2,)}
        elif path.parent.name != "policy":
            yield path, "python", KEYWORDS
        elif path.name in RULES_FOR_CANDIDATES:
            yield path, "python", RULES
    for path in sorted([*(ROOT / "templates").rglob("*.html"), *(ROOT / "templates" / "mail").glob("*.txt")]):
        yield path, "jinja2", KEYWORDS


@cache
def collected() -> Catalog:
    """Return all sentences that are said through gettext, in the order of the alphabet."""
    catalogue = Catalog(project="Tracker", charset="utf-8")
    found = set()
    for path, method, keywords in sources():
        options = {"silent": "false"} if method == "jinja2" else None
        for _, message, _, context in extract_from_file(method, path, keywords, options=options):
            if message and message != ("",):
                found.add((message, context))
    for platform in tomllib.loads(PLATFORMS.read_text("utf-8"))["platforms"]:
        found.add((platform["handle_hint"], None))
    found |= {(clause.title, None) for clause in Clause}
    found |= {(words, None) for table in SAID_TO_CANDIDATES for words in table.values()}
    for message, context in sorted(found, key=str):
        catalogue.add(message, context=context)
    return catalogue


def written() -> Catalog:
    """Return the sentences of the template on file."""
    with TEMPLATE.open("rb") as file:
        return read_po(file)


def path_of(language: str) -> Path:
    """Return where the translations of a language are."""
    return TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"


def translated(language: str) -> Catalog:
    """Return the translations of a language on file."""
    path = path_of(language)
    if not path.is_file():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def brought_up(language: str) -> Catalog:
    """Return the translations of a language, with every sentence of today and no other."""
    before = {message.id: message for message in translated(language) if message.id}
    catalogue = Catalog(locale=language, charset="utf-8")
    for message in collected():
        if message.id:
            kept = before.get(message.id)
            catalogue.add(
                message.id,
                kept.string if kept else None,
                flags=("fuzzy",) if kept and kept.fuzzy else (),
                context=message.context,
            )
    return catalogue


def text_of(catalogue: Catalog, language: str = "") -> bytes:
    """Return a catalogue as it stands on file: without dates, which would change each time."""
    text = io.BytesIO()
    if language:
        rule = Catalog(locale=language).plural_forms
        said = f"Language: {language}", "Content-Type: text/plain; charset=utf-8", f"Plural-Forms: {rule}"
        text.write(('msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in said) + "\n").encode())
    write_po(text, catalogue, omit_header=True, sort_output=True, width=110)
    return text.getvalue()


def write() -> None:
    """Write the template, and the catalogues of the other languages, anew."""
    TEMPLATE.parent.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_bytes(text_of(collected()))
    for language in OTHERS:
        path_of(language).parent.mkdir(parents=True, exist_ok=True)
        path_of(language).write_bytes(text_of(brought_up(language), language))


if __name__ == "__main__":
    write()
