"""The shape of a legal profile's file, and what it has to hold before it is published."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from tracker.editions.schemas import Shape, Slug, Text
from tracker.policy import legal
from tracker.policy.law_line import LawLine
from tracker.policy.posting import PLAIN_POSTS, PostsRule
from tracker.policy.retention import Ending, Schedule
from tracker.policy.vocabulary import AccessMode, PositionClass

Mark = Literal["V", "V2", "M"]
FIRST_LAYOUT = frozenset({("ca", 1), ("ct", 1), ("strictest", 1), ("va", 1)})
"""Profiles published before Spanish, notices and rights were asked of a profile; they stay as they are."""
WAYS = "only public-only, candidate-export, together and talk-first exist"


class LineShape(Shape):
    """One statement of law with its source and its mark."""

    says: Text
    source: Text
    mark: Mark

    def line(self) -> LawLine:
        """Return the frozen line."""
        return LawLine(self.says, self.source, self.mark)


class AccessShape(LineShape):
    """Which ways of looking may be offered to one class of positions."""

    position_class: PositionClass
    incumbent: bool
    modes: tuple[AccessMode, ...] = Field(min_length=1)
    ask_accounts: bool = True

    @field_validator("modes", mode="before")
    @classmethod
    def _only_four(cls, modes: object) -> object:
        known = {mode.value for mode in AccessMode}
        for mode in modes if isinstance(modes, list) else ():
            if mode not in known:
                raise ValueError(f"'{mode}' is no way of looking that may be offered; {WAYS}")
        return modes

    def rule(self) -> legal.AccessRule:
        """Return the frozen rule."""
        return legal.AccessRule(
            self.position_class, self.incumbent, self.modes, self.line(), self.ask_accounts
        )


class DeclarationShape(LineShape):
    """The words signed under."""

    method: legal.SigningMethod
    text: Text
    text_outside_us: Text
    text_es: Text | None = None
    text_outside_us_es: Text | None = None

    @model_validator(mode="after")
    def _both_or_none(self) -> Self:
        if (self.text_es is None) != (self.text_outside_us_es is None):
            raise ValueError("the Spanish words are missing inside or outside the United States")
        return self

    def declaration(self) -> legal.Declaration:
        """Return the frozen declaration."""
        spanish = None
        if self.text_es is not None and self.text_outside_us_es is not None:
            spanish = legal.Wording(self.text_es, self.text_outside_us_es)
        return legal.Declaration(self.method, self.text, self.text_outside_us, self.line(), spanish)


class ToldShape(LineShape):
    """A sentence for candidates in both languages."""

    en: Text
    es: Text

    def told(self) -> legal.Told:
        """Return the frozen sentence."""
        return legal.Told(self.en, self.es, self.line())


class NoticeShape(ToldShape):
    """Whether an answer must be given, and what follows if it is not."""

    about: legal.NoticeAbout
    must_answer: bool

    def notice(self) -> legal.Notice:
        """Return the frozen notice."""
        return legal.Notice(self.about, self.must_answer, self.told())


class RightShape(ToldShape):
    """A right of the person whose record it is."""

    right: legal.Right
    days: int | None = Field(default=None, ge=1, le=120)

    def rule(self) -> legal.RightRule:
        """Return the frozen right."""
        return legal.RightRule(self.right, self.told(), self.days)


class AnswerShape(LineShape):
    """The time and the room for an answer to a concern."""

    days: int = Field(ge=1, le=60)
    extension_days: int = Field(ge=0, le=60)
    words: int = Field(ge=100, le=2000)
    statement_words: int | None = Field(default=None, ge=50, le=2000)
    statement_follows: bool = False

    def rule(self) -> legal.AnswerRule:
        """Return the frozen rule."""
        own = (self.statement_words, self.statement_follows)
        return legal.AnswerRule(self.days, self.extension_days, self.words, *own, self.line())


class PostsShape(LineShape):
    """Whether what was posted before 18, or before the years looked back, may be used."""

    under_18: bool
    older: bool

    def rule(self) -> PostsRule:
        """Return the frozen rule."""
        return PostsRule(self.under_18, self.older, self.line())


class AccountsShape(LineShape):
    """Whether candidates may be asked for their accounts at all."""

    may_be_asked: bool


class RetentionShape(LineShape):
    """What the agency's schedule adds to the federal two years; empty until the agency fills it."""

    agency_years: int | None = Field(default=None, ge=1, le=100)
    by_ending: dict[Ending, Annotated[int, Field(ge=1, le=100)]] = Field(default_factory=dict)


class ProfileShape(Shape):
    """A legal profile's file."""

    key: Slug
    version: int = Field(ge=1)
    name: Text
    confirm: Text
    refusal_protected: bool
    refusal: LineShape | None = None
    spanish: Literal["to be certified by the agency", "certified"] | None = None
    spanish_certified_by: Text | None = None
    accounts: AccountsShape
    retention: RetentionShape
    answer: AnswerShape | None = None
    posts: PostsShape | None = None
    access: tuple[AccessShape, ...]
    declarations: tuple[DeclarationShape, ...] = Field(min_length=1)
    notices: tuple[NoticeShape, ...] = ()
    rights: tuple[RightShape, ...] = ()
    lines: tuple[LineShape, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _grid(self) -> Self:
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
            asks = self.accounts.may_be_asked and rule.ask_accounts
            if not asks and set(rule.modes) - {AccessMode.PUBLIC_ONLY, AccessMode.TALK_FIRST}:
                raise ValueError("where accounts are not asked for, only public only and talk first are left")
        return self

    @model_validator(mode="after")
    def _signed_on_paper(self) -> Self:
        """Everybody can sign on paper, so that each place has words for it: its own or those of the page."""
        methods = {found.method for found in self.declarations}
        if not methods & {legal.SigningMethod.PAPER, legal.SigningMethod.DECLARATION}:
            raise ValueError("words to sign on paper are missing: list the paper or the declaration")
        return self

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if (self.key, self.version) in FIRST_LAYOUT:
            return self
        for found in self.declarations:
            if found.text_es is None:
                raise ValueError(f"the Spanish words of the {found.method} are missing")
        _each_once("way of signing", [found.method for found in self.declarations], ())
        _each_once("notice", [found.about for found in self.notices], tuple(legal.NoticeAbout))
        _each_once("right", [found.right for found in self.rights], tuple(legal.Right))
        if self.answer is None or self.refusal is None or self.spanish is None:
            raise ValueError("a legal profile has lines on the answer, on declining and on its Spanish")
        if (self.spanish == "certified") != (self.spanish_certified_by is not None):
            raise ValueError("Spanish words are certified by somebody who is named, or not certified")
        asked = (legal.NoticeAbout.AFFIDAVIT, legal.NoticeAbout.ACCOUNTS)[: 1 + self.accounts.may_be_asked]
        for notice in self.notices:
            if notice.must_answer and notice.about not in asked:
                raise ValueError(f"nobody must answer on {notice.about} here; that is a choice")
        return self

    def definition(self, digest: str) -> legal.LegalProfile:
        """Return the frozen profile."""
        return legal.LegalProfile(
            key=self.key,
            version=self.version,
            name=self.name,
            confirm=self.confirm,
            accounts_may_be_asked=self.accounts.may_be_asked,
            accounts_ground=self.accounts.line(),
            access=tuple(rule.rule() for rule in self.access),
            declarations=tuple(words.declaration() for words in self.declarations),
            refusal_protected=self.refusal_protected,
            retention_ground=self.retention.line(),
            retention=Schedule(self.retention.agency_years, tuple(self.retention.by_ending.items())),
            lines=tuple(line.line() for line in self.lines),
            digest=digest,
            refusal_ground=self.refusal.line() if self.refusal else None,
            notices=tuple(notice.notice() for notice in self.notices),
            rights=tuple(right.rule() for right in self.rights),
            answer=self.answer.rule() if self.answer else legal.PLAIN_ANSWER,
            posts=self.posts.rule() if self.posts else PLAIN_POSTS,
            spanish_certified_by=self.spanish_certified_by or "",
        )


def _each_once(what: str, found: list[str], needed: tuple[str, ...]) -> None:
    missing = [one for one in needed if one not in found]
    if missing:
        raise ValueError(f"the {what} on {missing[0]} is missing")
    if len(set(found)) != len(found):
        raise ValueError(f"each {what} stands once")
