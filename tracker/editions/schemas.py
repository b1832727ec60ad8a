"""The shapes of protocols and word lists; each turns itself into the frozen definition that rules use."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from tracker.policy import definitions as d
from tracker.policy.kinds import KINDS
from tracker.policy.matching import NUMBER
from tracker.policy.sanitising import Protected, Whose
from tracker.policy.vocabulary import Method

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
Code = Annotated[str, StringConstraints(pattern=r"^\d\d$")]


class Shape(BaseModel):
    """A part of a file: nothing unknown in it, nothing coerced."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class StepShape(Shape):
    """One protocol step."""

    code: Code
    section: Text
    title: Text
    why: Text
    method_text: Text
    queries: tuple[Text, ...] = Field(min_length=1)
    places: tuple[Text, ...] = Field(min_length=1)
    methods: tuple[Method, ...] = Field(min_length=1)
    required: bool = True
    expected_searches: int = Field(default=1, ge=1, le=20)
    platform: Slug | Literal[""] = ""
    evidence: str = ""

    @field_validator("queries")
    @classmethod
    def _known_places_for_words(cls, queries: tuple[str, ...]) -> tuple[str, ...]:
        for query in queries:
            unknown = set(re.findall(r"\{(\w*)\}", query)) - {"name", "handle", "other_name", "email"}
            if unknown:
                raise ValueError(f"unknown placeholder {sorted(unknown)[0]!r} in query {query!r}")
        return queries

    def definition(self) -> d.StepDefinition:
        """Return the frozen step."""
        return d.StepDefinition(**dict(self))


class ExcuseShape(Shape):
    """One reason for which a step may be excused."""

    code: Slug
    words: Text
    not_applicable: bool


class ProtocolShape(Shape):
    """A protocol file."""

    id: Slug
    version: int = Field(ge=1)
    title: Text
    published_on: date
    look_back_years: int = Field(ge=1, le=20)
    sections: tuple[Text, ...] = Field(min_length=1)
    do_not: tuple[Text, ...] = Field(min_length=1)
    excuses: tuple[ExcuseShape, ...] = Field(min_length=1)
    steps: tuple[StepShape, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if [step.code for step in self.steps] != [f"{n:02}" for n in range(1, len(self.steps) + 1)]:
            raise ValueError("steps are numbered 01, 02, 03 and so on, in order")
        places = [self.sections.index(step.section) for step in self.steps if step.section in self.sections]
        if len(places) != len(self.steps):
            raise ValueError("each step's section is one of the protocol's sections")
        if places != sorted(places):
            raise ValueError("steps of a section stand together, in the order of the sections")
        if len({reason.code for reason in self.excuses}) != len(self.excuses):
            raise ValueError("each reason for an excuse has a code of its own")
        return self

    def definition(self, digest: str) -> d.ProtocolDefinition:
        """Return the frozen protocol."""
        return d.ProtocolDefinition(
            id=self.id,
            version=self.version,
            title=self.title,
            published_on=self.published_on,
            look_back_years=self.look_back_years,
            sections=self.sections,
            steps=tuple(step.definition() for step in self.steps),
            excuses=tuple(d.ExcuseReason(**dict(reason)) for reason in self.excuses),
            do_not=self.do_not,
            digest=digest,
        )


class GroupShape(Shape):
    """Words of one category; ``source`` is the law that the group stands on, empty where the list's is."""

    category: Protected
    hint: Text
    whose: Whose | Literal[""] = ""
    words: tuple[Text, ...] = Field(min_length=1)
    source: str = ""


class WordListShape(Shape):
    """A word list's file."""

    name: Slug
    version: int = Field(ge=1)
    source: Text
    sets: dict[Slug, tuple[Text, ...]] = {}
    groups: tuple[GroupShape, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _known_sets(self) -> Self:
        words = (word for group in self.groups for word in group.words)
        named = {name for word in words for name in re.findall(r"<(\w*)>", word)}
        unknown = named - self.sets.keys() - {kind.strip("<>") for kind in (NUMBER, *KINDS)}
        if unknown:
            raise ValueError(f"no set of words is named {sorted(unknown)[0]!r}")
        return self

    def definition(self, digest: str) -> d.WordList:
        """Return the frozen list; longer phrases come first, so that they win over their parts."""
        entries = [
            d.WordEntry(word, group.category, group.hint, group.whose)
            for group in self.groups
            for word in group.words
        ]
        entries.sort(key=lambda entry: (-len(entry.pattern), entry.pattern))
        sets = tuple((name, "|".join(words)) for name, words in self.sets.items())
        return d.WordList(self.name, self.version, self.source, tuple(entries), digest, sets)
