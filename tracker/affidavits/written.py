"""The signed text read back into headings, sentences and answers, to be shown as a list.

The page is made from the very text that is hashed, so that it can say nothing else; ``Written.text`` gives
that text back, letter for letter.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

ANSWER, FURTHER = "> ", ">   "


@dataclass(frozen=True, slots=True)
class Given:
    """One answer: what was asked for, and the lines given; a sentence without a label has none."""

    label: str
    lines: tuple[str, ...]

    @property
    def value(self) -> str:
        """Return the answer, its lines under each other."""
        return "\n".join(self.lines)

    @property
    def text(self) -> str:
        """Return the answer as it stands in the document."""
        first, *rest = self.lines
        said = f"{self.label}: {first}" if self.label else first
        return "".join([f"{ANSWER}{said}".rstrip() + "\n", *(f"{FURTHER}{line}\n" for line in rest)])


@dataclass(frozen=True, slots=True)
class Part:
    """The lines between two empty ones: a heading, what is said under it, and the answers; each may lack."""

    heading: str
    sentences: tuple[str, ...]
    given: tuple[Given, ...]

    @property
    def text(self) -> str:
        """Return the part as it stands in the document."""
        said = [line for line in (self.heading, *self.sentences) if line]
        return "".join([*(f"{line}\n" for line in said), *(one.text for one in self.given)])


@dataclass(frozen=True, slots=True)
class Written:
    """A document, or a statement that is not signed yet: its title, the name of its layout, its parts."""

    title: str
    layout: str
    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """Return the document that this was read from."""
        return f"{self.title}\n{self.layout}\n\n" + "\n".join(part.text for part in self.parts)


def read_document(text: str) -> Written:
    """Read a text in the layout of :mod:`tracker.affidavits.document`."""
    title, layout, *rest = text.split("\n")
    blocks = [tuple(lines) for filled, lines in groupby(rest, bool) if filled]
    return Written(title, layout, tuple(_part(block) for block in blocks))


def _part(lines: tuple[str, ...]) -> Part:
    said = tuple(line for line in lines if not line.startswith(">"))
    answers: list[list[str]] = []
    for line in lines:
        if line.startswith(FURTHER) and answers:
            answers[-1].append(line.removeprefix(FURTHER))
        elif line.startswith(">"):
            answers.append([line.removeprefix(ANSWER)])
    given = tuple(_given(first, rest) for first, *rest in answers)
    return Part(said[0] if said else "", said[1:], given)


def _given(first: str, rest: list[str]) -> Given:
    label, colon, value = f"{first} ".partition(": ")
    return Given(label, (value.rstrip(), *rest)) if colon else Given("", (first, *rest))
