"""How hard a text is to read: the grade of Flesch and Kincaid, counted roughly, as a smoke alarm."""

from __future__ import annotations

import re

import html5lib

SILENT = re.compile(r"(?:[^aeiouy]e|es|ed)$")


def syllables(word: str) -> int:
    """Return about how many syllables an English word has."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    groups = len(re.findall(r"[aeiouy]+", plain))
    if SILENT.search(plain) and groups > 1 and not plain.endswith(("le", "ted", "ded", "ses", "ces", "ges")):
        groups -= 1
    return max(1, groups)


def grade(text: str) -> float:
    """Return the school grade that a text asks for."""
    sentences = [part for part in re.split(r"[.!?:]+\s|\n+", text) if re.search(r"[A-Za-z]", part)]
    words = re.findall(r"[A-Za-z][A-Za-z'’-]*", text)
    if not words:
        return 0.0
    spoken = sum(syllables(word) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * spoken / len(words) - 15.59


def words_of(html: str) -> str:
    """Return what a page says in its main part, one block a line, without signed text and statutes."""
    document = html5lib.parse(html, namespaceHTMLElements=False)
    main = document.find(".//main")
    assert main is not None
    lines: list[str] = []

    def walk(element: object) -> None:
        for child in element:  # type: ignore[attr-defined]  # an element of a tree
            if child.tag in ("pre", "script", "select") or "quiet" in child.attrib.get("class", ""):
                continue
            if child.tag in (
                "p",
                "li",
                "h1",
                "h2",
                "h3",
                "dt",
                "dd",
                "label",
                "button",
                "td",
                "th",
                "legend",
            ):
                lines.append(" ".join("".join(child.itertext()).split()))
            else:
                walk(child)

    walk(main)
    return "\n".join(line for line in lines if line)


WEAK = re.compile(r"[iuü](?=[aeoáéó])|(?<=[aeoáéó])[iuy]|[iu](?=[iu])")


def spanish_syllables(word: str) -> int:
    """Return how many syllables a Spanish word has: a weak vowel goes with the one beside it."""
    plain = re.sub(r"(?<=[qg])u(?=[eiéí])", "", word.lower())
    return max(1, len(re.findall(r"[aeiouáéíóúüy]", WEAK.sub("", plain))))


def ease(text: str) -> float:
    """Say how easy a Spanish text is to read, by Szigriszt; INFLESZ calls 55 and more normal or easier."""
    sentences = [part for part in re.split(r"[.!?:]+\s|\n+", text) if re.search(r"[^\W\d_]", part)]
    words = re.findall(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*", text)
    if not words:
        return 100.0
    spoken = sum(spanish_syllables(word) for word in words)
    return 206.835 - 62.3 * spoken / len(words) - len(words) / len(sentences)
