"""What the law of one place lets be asked and done, as a published legal profile says it (Hampton F.2).

Profiles are data; :mod:`tracker.editions` loads and checks them and gives them out in these frozen shapes.
Nothing in a profile is settled law: each line carries its source and how far to trust it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from tracker.policy.law_line import LawLine
from tracker.policy.posting import PLAIN_POSTS, PostsRule
from tracker.policy.retention import Schedule
from tracker.policy.vocabulary import AccessMode, Language, PositionClass


class SigningMethod(StrEnum):
    """How a candidate can sign; a legal profile says which ways hold in its place, and in which order."""

    DECLARATION = "declaration"
    """A declaration under penalty, signed on the page."""
    OATH = "oath"
    """Sworn before an officer who may take an oath."""
    NOTARY = "notary"
    """Sworn before a notary, whose signed paper is handed in."""
    PAPER = "paper"
    """Signed on paper; staff copy it, and a second person checks the copy."""


class NoticeAbout(StrEnum):
    """What a notice to the candidate on answering is about."""

    AFFIDAVIT = "affidavit"
    """Filing the affidavit at all."""
    ACCOUNTS = "accounts"
    """Naming accounts in it."""
    ACCESS = "access"
    """Letting anybody look further than the public."""
    CONCERN = "concern"
    """Answering what was found."""


class Right(StrEnum):
    """A right of the person whose record it is."""

    INSPECT = "inspect"
    """To see what is kept."""
    CORRECT = "correct"
    """To have an error put right."""
    DISPUTE = "dispute"
    """To have one's own statement go with what is disputed."""


@dataclass(frozen=True, slots=True)
class AccessRule:
    """Which ways of looking may be offered to one class of positions, and on what ground.

    ``ask_accounts`` is False where the law lets accounts be asked for, but not for these positions.
    """

    position_class: PositionClass
    incumbent: bool
    modes: tuple[AccessMode, ...]
    ground: LawLine
    ask_accounts: bool = True


@dataclass(frozen=True, slots=True)
class Wording:
    """The words signed under, in one language, by where the signer is."""

    text: str
    text_outside_us: str

    def by_place(self, *, outside_us: bool) -> str:
        """Return the words for a signer inside or outside the United States."""
        return self.text_outside_us if outside_us else self.text


@dataclass(frozen=True, slots=True)
class Declaration:
    """One way of signing, with the words signed under in English and Spanish, and where they come from."""

    method: SigningMethod
    text: str
    text_outside_us: str
    ground: LawLine
    spanish: Wording | None = None
    """None in profiles published before Spanish was asked of them."""

    def words(self, language: str = Language.ENGLISH, *, outside_us: bool = False) -> str:
        """Return the words in a language; in English where the profile has no others."""
        english = Wording(self.text, self.text_outside_us)
        chosen = self.spanish if language == Language.SPANISH and self.spanish else english
        return chosen.by_place(outside_us=outside_us)

    def speaks(self, language: str) -> bool:
        """Say whether the words exist in this language."""
        return language != Language.SPANISH or self.spanish is not None

    def signed_in(self, language: str) -> str:
        """Return the language that somebody who reads this one signs in: one text has one language."""
        return language if self.speaks(language) else Language.ENGLISH


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence for candidates, in plain words and in both languages, and the law behind it."""

    en: str
    es: str
    ground: LawLine

    def words(self, language: str = Language.ENGLISH) -> str:
        """Return the sentence in a language."""
        return self.es if language == Language.SPANISH else self.en


@dataclass(frozen=True, slots=True)
class Notice:
    """Whether the candidate must or may answer, and what follows from not answering."""

    about: NoticeAbout
    must_answer: bool
    told: Told


@dataclass(frozen=True, slots=True)
class RightRule:
    """A right of the person whose record it is; ``days`` are working days to act in, None for none."""

    right: Right
    told: Told
    days: int | None = None


@dataclass(frozen=True, slots=True)
class AnswerRule:
    """How long, in working days, and in how many words a candidate answers a concern before it is released.

    ``statement_words`` is the length of the statement on a disputed record that the law gives, None where
    it gives none; ``statement_follows`` says that it goes to everybody who had the record before.
    """

    days: int
    extension_days: int
    words: int
    statement_words: int | None
    statement_follows: bool
    ground: LawLine


PLAIN_ANSWER = AnswerRule(
    days=5,
    extension_days=3,
    words=500,
    statement_words=None,
    statement_follows=False,
    ground=LawLine(
        "Five working days, three more on request, 500 words.", "Practice of this product; no statute", "M"
    ),
)
"""What holds under profiles that were published before they said it themselves."""


@dataclass(frozen=True, slots=True)
class LegalProfile:
    """What the law of one jurisdiction lets be asked and done; every line says to confirm it with counsel."""

    key: str
    version: int
    name: str
    confirm: str
    accounts_may_be_asked: bool
    accounts_ground: LawLine
    access: tuple[AccessRule, ...]
    declarations: tuple[Declaration, ...]
    """The ways of signing, the first one first."""
    refusal_protected: bool
    """True where declining may not be a reason not to hire."""
    retention_ground: LawLine
    lines: tuple[LawLine, ...]
    digest: str
    refusal_ground: LawLine | None = None
    notices: tuple[Notice, ...] = ()
    rights: tuple[RightRule, ...] = ()
    answer: AnswerRule = PLAIN_ANSWER
    posts: PostsRule = PLAIN_POSTS
    retention: Schedule = field(default_factory=Schedule)
    """How long the agency's own schedule keeps cases, also by how the application ended."""
    spanish_certified_by: str = ""
    """Who certified the Spanish words; empty while the agency has not."""

    def rule_for(self, position: PositionClass, *, incumbent: bool) -> AccessRule | None:
        """Return the line for a class of positions, None where the profile has none."""
        for rule in self.access:
            if rule.position_class is position and rule.incumbent == incumbent:
                return rule
        return None

    def accounts_asked(self, position: PositionClass, *, incumbent: bool) -> bool:
        """Say whether candidates for these positions may be asked for their accounts at all."""
        rule = self.rule_for(position, incumbent=incumbent)
        return self.accounts_may_be_asked and (rule is None or rule.ask_accounts)

    def accounts_line(self, position: PositionClass, *, incumbent: bool) -> LawLine:
        """Return the line on which accounts are asked for, or not, for these positions."""
        rule = self.rule_for(position, incumbent=incumbent)
        return rule.ground if rule is not None and not rule.ask_accounts else self.accounts_ground

    @property
    def methods(self) -> tuple[SigningMethod, ...]:
        """Return the ways of signing that are allowed, the first one first."""
        return tuple(found.method for found in self.declarations)

    def declaration(self, method: SigningMethod) -> Declaration | None:
        """Return the words of one way of signing, None where it is not allowed."""
        return next((found for found in self.declarations if found.method is method), None)

    def notice(self, about: NoticeAbout) -> Notice | None:
        """Return what candidates are told on answering, None in profiles published before they said it."""
        return next((found for found in self.notices if found.about is about), None)

    def right(self, right: Right) -> RightRule | None:
        """Return one right, None where the profile does not name it."""
        return next((found for found in self.rights if found.right is right), None)
