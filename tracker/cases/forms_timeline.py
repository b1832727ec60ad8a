"""The filter of a case's timeline; it lives in the address, so that a view can be passed on."""

from __future__ import annotations

from wtforms import HiddenField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.cases.lanes import KINDS
from tracker.web.forms import Form, options


class KindsField(SelectMultipleField):
    """Kinds of acts, each with a box to tick; what is none of them is passed over."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class TimelineFilter(Form):
    """Which kinds of acts are shown alone, and which are left out."""

    class Meta(Form.Meta):
        """A filter changes nothing, so it carries no token."""

        csrf = False

    lane = HiddenField()
    only = KindsField("Show only", choices=options(KINDS.items()), validate_choice=False)
    without = KindsField("Leave out", name="not", choices=options(KINDS.items()), validate_choice=False)
