"""The shapes of the configuration files; each turns itself into the frozen definition that rules use."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from tracker.policy import definitions as d
from tracker.policy.sanitising import Protected
from tracker.policy.vocabulary import AccessMode, Method, PositionClass

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
Code = Annotated[str, StringConstraints(pattern=r"^\d\d$")]
Mark = Literal["V", "V2", "M"]


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


class LineShape(Shape):
    """One statement of law with its source and its mark."""

    says: Text
    source: Text
    mark: Mark

    def definition(self) -> d.LawLine:
        """Return the frozen line."""
        return d.LawLine(self.says, self.source, self.mark)


class AccessShape(LineShape):
    """Which ways of looking may be offered to one class of positions."""

    position_class: PositionClass
    incumbent: bool
    modes: tuple[AccessMode, ...] = Field(min_length=1)

    def rule(self) -> d.AccessRule:
        """Return the frozen rule."""
        return d.AccessRule(self.position_class, self.incumbent, self.modes, self.definition())


class DeclarationShape(LineShape):
    """The words signed under."""

    method: Literal["declaration", "oath", "notary"]
    text: Text
    text_outside_us: Text

    def declaration(self) -> d.Declaration:
        """Return the frozen declaration."""
        return d.Declaration(self.method, self.text, self.text_outside_us, self.definition())


class AccountsShape(LineShape):
    """Whether candidates may be asked for their accounts at all."""

    may_be_asked: bool


class RetentionShape(LineShape):
    """What the agency's schedule adds to the federal two years; empty until the agency fills it."""

    agency_years: int | None = Field(default=None, ge=1, le=100)


class ProfileShape(Shape):
    """A legal profile's file."""

    key: Slug
    version: int = Field(ge=1)
    name: Text
    confirm: Text
    refusal_protected: bool
    accounts: AccountsShape
    retention: RetentionShape
    access: tuple[AccessShape, ...]
    declarations: tuple[DeclarationShape, ...] = Field(min_length=1)
    lines: tuple[LineShape, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if "counsel" not in self.confirm.lower():
            raise ValueError("a legal profile says that counsel has to confirm it")
        asked = [(rule.position_class, rule.incumbent) for rule in self.access]
        if sorted(asked) != sorted((position, held) for position in PositionClass for held in (False, True)):
            raise ValueError(
                "a legal profile has one line for each class of positions, applicants and incumbents"
            )
        for rule in self.access:
            if not {AccessMode.PUBLIC_ONLY, AccessMode.TALK_FIRST} <= set(rule.modes):
                raise ValueError("public only and talk first are offered everywhere")
        return self

    def definition(self, digest: str) -> d.LegalProfile:
        """Return the frozen profile."""
        return d.LegalProfile(
            key=self.key,
            version=self.version,
            name=self.name,
            confirm=self.confirm,
            accounts_may_be_asked=self.accounts.may_be_asked,
            accounts_ground=self.accounts.definition(),
            access=tuple(rule.rule() for rule in self.access),
            declarations=tuple(words.declaration() for words in self.declarations),
            refusal_protected=self.refusal_protected,
            agency_retention_years=self.retention.agency_years,
            retention_ground=self.retention.definition(),
            lines=tuple(line.definition() for line in self.lines),
            digest=digest,
        )


class GroupShape(Shape):
    """Words of one category."""

    category: Protected
    hint: Text
    words: tuple[Text, ...] = Field(min_length=1)


class WordListShape(Shape):
    """A word list's file."""

    name: Slug
    version: int = Field(ge=1)
    source: Text
    groups: tuple[GroupShape, ...] = Field(min_length=1)

    def definition(self, digest: str) -> d.WordList:
        """Return the frozen list; longer phrases come first, so that they win over their parts."""
        entries = [
            d.WordEntry(word, group.category, group.hint) for group in self.groups for word in group.words
        ]
        entries.sort(key=lambda entry: (-len(entry.pattern), entry.pattern))
        return d.WordList(self.name, self.version, self.source, tuple(entries), digest)
