"""The form of voluntary answers: nothing is chosen beforehand, and nothing has to be."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import Optional

from tracker.policy.impact import Heritage, Said, Sex
from tracker.web.forms import Form, options

UNSAID = "unsaid"
NOTHING_CHOSEN = _l("You chose nothing, so nothing was sent. Choose an answer, or go on without answering.")
SEXES = (
    (Sex.FEMALE.value, _l("Female")),
    (Sex.MALE.value, _l("Male")),
    (Sex.ANOTHER.value, _l("Neither of the two")),
    (UNSAID, _l("I would rather not say")),
)
HERITAGES = (
    (Heritage.HISPANIC.value, _l("Hispanic or Latino, of any race")),
    (Heritage.WHITE.value, _l("White")),
    (Heritage.BLACK.value, _l("Black or African American")),
    (Heritage.ASIAN.value, _l("Asian")),
    (Heritage.PACIFIC.value, _l("Native Hawaiian or other Pacific Islander")),
    (Heritage.NATIVE.value, _l("American Indian or Alaska Native")),
    (Heritage.SEVERAL.value, _l("Two or more races")),
    (UNSAID, _l("I would rather not say")),
)


class VoluntaryForm(Form):
    """What a candidate says of themselves, if they wish."""

    sex = RadioField(_l("Sex"), [Optional()], choices=options(SEXES))
    heritage = RadioField(_l("Race or ethnic group"), [Optional()], choices=options(HERITAGES))

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was chosen, so that nothing is kept and nothing takes the place of answers."""
        return not (self.sex.data or self.heritage.data)

    def said(self) -> Said:
        """Return what was chosen; what was not, or would rather not be said, is None."""
        sex, heritage = self.sex.data or UNSAID, self.heritage.data or UNSAID
        return Said(None if sex == UNSAID else Sex(sex), None if heritage == UNSAID else Heritage(heritage))
