"""The style guide, for development only: every component in every state, and a page of each surface."""

from __future__ import annotations

from flask import Blueprint, render_template
from werkzeug.datastructures import MultiDict

from tracker.web import styleguide_pictures as pictures
from tracker.web import styleguide_samples as samples
from tracker.web.styleguide_forms import SampleForm

blueprint = Blueprint("styleguide", __name__)

UNANSWERED: MultiDict[str, str] = MultiDict({"handle": "", "story": "one two three"})


@blueprint.get("/styleguide")
def page() -> str:
    """Show every component in every state."""
    plain = SampleForm(formdata=None, prefix="plain-")
    wrong = SampleForm(formdata=UNANSWERED, meta={"csrf": False})
    wrong.validate()
    return render_template(
        "styleguide/page.html", plain=plain, wrong=wrong, samples=samples, pictures=pictures
    )


@blueprint.get("/styleguide/candidate")
def candidate() -> str:
    """Show a candidate's page: the list of tasks."""
    return render_template("styleguide/candidate.html", samples=samples)


@blueprint.get("/styleguide/question")
def question() -> str:
    """Show a candidate's page that was not accepted: one question, with its error."""
    form = SampleForm(formdata=UNANSWERED, meta={"csrf": False})
    form.validate()
    for name in [name for name in form._fields if name != "kind"]:
        del form[name]
    return render_template("styleguide/question.html", form=form)


@blueprint.get("/styleguide/bench")
def bench() -> str:
    """Show a page of the bench: a case."""
    return render_template("styleguide/bench.html", samples=samples, pictures=pictures)


@blueprint.get("/styleguide/board")
def board() -> str:
    """Show a page of the board: a packet."""
    return render_template("styleguide/board.html", samples=samples)


@blueprint.get("/styleguide/refusal")
def refusal() -> str:
    """Show a refusal as its own page."""
    return render_template(
        "errors/409.html",
        title="This case cannot be submitted yet",
        unmet=samples.UNMET,
        person=samples.HELPER,
        reference="7KQ4M2",
    )
