"""Fields of the pages about signing in, people and designations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from wtforms import (
    EmailField,
    HiddenField,
    PasswordField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import AnyOf, InputRequired, Length, Regexp
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.policy.actors import STAFF_ROLES, Role
from tracker.policy.staff import SHORTEST_PASSWORD
from tracker.policy.wording import capital
from tracker.policy.words import ROLES
from tracker.web.days import DayField
from tracker.web.forms import Form, options
from tracker.web.typed import count_in

ROLE_WORDS: dict[Role, str] = {role: capital(ROLES[role]) for role in STAFF_ROLES}
"""The roles as a list names them."""
ROLE_CHOICES = tuple((role.value, ROLE_WORDS[role]) for role in STAFF_ROLES)
LOOKS_LIKE_EMAIL = Regexp(
    r"^\s*[^@\s]+@[^@\s]+\.[^@\s.]+\s*$", message="Enter an e-mail address such as dana.ruiz@example.gov"
)


class SignInForm(Form):
    """Who somebody says they are, and what only they know."""

    email = EmailField("E-mail address", [InputRequired("Enter your e-mail address"), Length(max=254)])
    password = PasswordField("Password", [InputRequired("Enter your password"), Length(max=512)])


class RoleForm(Form):
    """A role to go on in."""

    role = HiddenField()


class KeysForm(Form):
    """Whether single keys move through lists; the button says which."""

    keys = HiddenField(validators=[AnyOf(("on", "off"), "Choose on or off")])


class ChangeRoleForm(Form):
    """A role that is given or ended; the button says which."""

    role = SelectField("Role", choices=options((("", "Choose a role"), *ROLE_CHOICES)))
    act = HiddenField()

    def offer(self, roles: Iterable[Role]) -> None:
        """Offer only these, of all that could be sent."""
        offered = ((role.value, ROLE_WORDS[role]) for role in roles)
        self.role.choices = options((("", "Choose a role"), *offered))


class RulingForm(Form):
    """What a second person says to a proposed role."""

    role = SelectField("Role", choices=options(ROLE_CHOICES))
    act = SelectField("Ruling", choices=options((("approve", "Approve"), ("refuse", "Turn down"))))


class PersonForm(Form):
    """A new member of staff or of a board."""

    name = StringField("Name", [InputRequired("Enter the person's name"), Length(max=120)])
    email = EmailField(
        "E-mail address",
        [InputRequired("Enter the person's e-mail address"), Length(max=254), LOOKS_LIKE_EMAIL],
        description="They sign in with it. It is kept sealed.",
    )
    roles = SelectMultipleField(
        "Roles",
        [InputRequired("Choose at least one role")],
        choices=options(ROLE_CHOICES),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description="One person may hold some roles together, and works in one at a time.",
    )


class PasswordForm(Form):
    """A new password of one's own."""

    current_password = PasswordField(
        "The password you use now", [InputRequired("Enter the password you use now")]
    )
    new_password = PasswordField(
        "New password",
        [InputRequired("Enter a new password")],
        description=(
            f"At least {SHORTEST_PASSWORD} characters. A few words in a row are easy to remember and hard to "
            "guess."
        ),
    )
    new_password_again = PasswordField(
        "The new password once more", [InputRequired("Enter the new password once more")]
    )

    def validate(self, extra_validators: object = None) -> bool:
        """Check besides that the new password was typed twice alike."""
        sound = super().validate(extra_validators)
        if sound and self.new_password.data != self.new_password_again.data:
            self.new_password_again.errors = [
                "The two new passwords differ. Enter the new password once more"
            ]
            return False
        return sound


class DesignationForm(Form):
    """The Chief's act, with the ground it stands on."""

    starts_on = DayField("First day", [InputRequired("Enter the first day")])
    ends_on = DayField(
        "Last day",
        [InputRequired("Enter the last day")],
        description="At most three years later; then you look again.",
    )
    vetted_on = DayField("Day of the vetting", [InputRequired("Enter the day of the vetting")])
    trained_on = DayField("Day of the training", [InputRequired("Enter the day of the training")])
    confidentiality_signed_on = DayField(
        "Day of the confidentiality signature", [InputRequired("Enter the day of the signature")]
    )
    seen = HiddenField()

    def days(self) -> dict[str, date | None]:
        """Return the days that were typed, by field; None for one that is none."""
        return {field.name: field.data for field in self if isinstance(field, DayField)}

    def shown(self) -> int:
        """Return how many designations the page showed; -1, which fits none, where it does not say."""
        return count_in(self.seen.data)


class EndDesignationForm(Form):
    """One button; ``seen`` is how many designations its page showed."""

    seen = HiddenField()

    def shown(self) -> int:
        """Return it as a number, as above."""
        return count_in(self.seen.data)


class DutiesForm(Form):
    """How duties are held from now on; ``seen`` is how many turns the page showed."""

    reason = TextAreaField("Why it is needed", [Length(max=2000)])
    compensating_control = TextAreaField(
        "Which control makes up for it",
        [Length(max=2000)],
        description="For example, who outside the agency looks over the cases afterwards.",
    )
    seen = HiddenField()

    def shown(self) -> int:
        """Return it as a number, as above."""
        return count_in(self.seen.data)
