"""Fields of the pages about requisitions, boards and deviations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs describe 3.2
from wtforms.validators import InputRequired, Length
from wtforms.widgets import HiddenInput

from tracker.editions.shelf import editions
from tracker.policy.clauses import Clause
from tracker.policy.definitions import ProtocolDefinition
from tracker.policy.deviations import MAY_DEVIATE
from tracker.policy.vocabulary import PositionClass
from tracker.requisitions.concerned import Concerned
from tracker.requisitions.service import DeviationTyped
from tracker.web.days import WholeNumberField
from tracker.web.forms import Form, options

POSITION_WORDS: dict[PositionClass, str] = {
    PositionClass.SWORN: "Sworn officer",
    PositionClass.CIVILIAN: "Civilian employee",
    PositionClass.VOLUNTEER: "Volunteer",
}
"""The classes of positions in words."""
CONCERNED_WORDS: dict[Clause, str] = {
    Clause.HAMDEN_D_2: "D.2: who sits, or sat, on the board of this requisition",
    Clause.HAMDEN_D_3: "D.3: investigators",
}
"""Whom each clause can concern, in words."""
WHO_APPLIES = {"newcomers": "Newcomers", "incumbents": "People who work here already"}


def edition_choices(found: Iterable[tuple[str, int, str]]) -> list[tuple[str, str]]:
    """Return editions as choices: key and version as the value, the title in words."""
    return [(f"{key}:{version}", f"{title}, version {version}") for key, version, title in found]


def edition_of(choice: str | None) -> tuple[str, int] | None:
    """Return key and version of a choice, None for no choice."""
    key, _, version = (choice or "").partition(":")
    return (key, int(version)) if key else None


class RequisitionForm(Form):
    """A requisition and the rules that it binds itself to."""

    title = StringField(
        "Title",
        [InputRequired("Enter a title, for example Police officer 2026-A"), Length(max=120)],
        description="Candidates and board members read it.",
    )
    position_class = RadioField(
        "Position",
        [InputRequired("Choose the kind of position")],
        choices=options((one.value, words) for one, words in POSITION_WORDS.items()),
    )
    applicants = RadioField(
        "Who can apply?",
        [InputRequired("Choose who can apply")],
        choices=options(WHO_APPLIES.items()),
        description="The law may differ for people who work here already.",
    )
    profile = SelectField(
        "Legal profile",
        [InputRequired("Choose the legal profile of this place")],
        description="What the law of the place lets be asked. Where none fits, choose the strictest.",
    )
    protocol = SelectField(
        "Protocol", description="The same list of work for every candidate. You can choose it later."
    )
    two_releasers = BooleanField(
        "A second supervisor confirms each release",
        description="Both compare the very page that the board gets. Once it is open, this stays.",
    )
    blind = BooleanField(
        "The board reads of candidates by number, not by name",
        description="What a candidate wrote stays as it is. Once it is open, this stays.",
    )
    seen = WholeNumberField(widget=HiddenInput(), default=0)

    def offer(self, protocols: Iterable[ProtocolDefinition], bound: tuple[str, int] | None = None) -> None:
        """Offer the newest legal profile of each place, also the ``bound`` one, and the protocols."""
        shelf = editions()
        newest = shelf.newest_profiles()
        profiles = edition_choices(
            (one.key, one.version, one.name)
            for one in shelf.profiles()
            if one in newest or (one.key, one.version) == bound
        )
        published = edition_choices((one.id, one.version, one.title) for one in protocols)
        self.profile.choices = options((("", "Choose a legal profile"), *profiles))
        self.protocol.choices = options((("", "Choose later"), *published))


class SeatForm(Form):
    """Somebody who gets a seat."""

    person = RadioField("Board member", [InputRequired("Choose a board member")])
    chair = BooleanField("Chairs this board", description="The chair records the board's decisions.")


class PersonActForm(Form):
    """A member whose seat changes; the page says how."""

    person = HiddenField()


class DeviationForm(Form):
    """The Chief's deviation from a clause that says should."""

    clause = RadioField(
        "Clause",
        [InputRequired("Choose the clause that is deviated from")],
        choices=options((clause.key, f"{clause.label}: {clause.title}") for clause in MAY_DEVIATE),
        description="Only clauses that say should. Nobody can deviate from the others.",
    )
    person = SelectField(
        "Person",
        description="D.1 is for the whole requisition. D.2 is about one of its board, D.3 one investigator.",
    )
    reason = TextAreaField("Why it is needed", [Length(max=2000)])
    compensating_control = TextAreaField(
        "Which control makes up for it",
        [Length(max=2000)],
        description="For example, who checks the work of this person, and how.",
    )

    def offer(self, concerned: Mapping[Clause, tuple[Concerned, ...]]) -> None:
        """Offer those whom each clause can concern."""
        self.person.choices = [
            *options((("", "The whole requisition"),)),
            *(
                SelectChoice(one.reference, one.name, optgroup=CONCERNED_WORDS[clause])
                for clause, people in concerned.items()
                for one in people
            ),
        ]

    def typed(self, concerned: Mapping[Clause, tuple[Concerned, ...]]) -> DeviationTyped:
        """Return what was chosen and written, whether or not it is enough."""
        people = (one for listed in concerned.values() for one in listed)
        return {
            "clause": self.clause.data or "",
            "person_id": next((one.person_id for one in people if one.reference == self.person.data), None),
            "reason": self.reason.data or "",
            "compensating_control": self.compensating_control.data or "",
        }
