"""Pages of the register of ties: what waits for a ruling, and the ruling of somebody else."""

from __future__ import annotations

from werkzeug.wrappers import Response

from tracker.cases.blueprint import blueprint
from tracker.cases.forms import TIE_WORDS, TieRulingForm
from tracker.cases.openings import Thing, record_opening
from tracker.cases.queries import case_facts
from tracker.cases.tie_register import tie_register, ties_of
from tracker.cases.ties import rule_on_tie
from tracker.cases.views_opening import open_on_record
from tracker.db import db, unit_of_work
from tracker.policy.facts import CaseFacts
from tracker.policy.judgement import reads_all
from tracker.policy.permissions import Permission
from tracker.policy.ties import RULINGS, TieRuling
from tracker.web.forms import NOT_DONE, explain
from tracker.web.guard import current_actor, may, requires
from tracker.web.pages import go, notice, page

Answer = tuple[str, int] | Response


@blueprint.get("/conflicts")
@requires(Permission.READ_CONFLICTS)
def conflicts() -> Answer:
    """Show which ties were declared, which wait for a ruling, and what was ruled; all words stay sealed."""
    actor = current_actor()
    return page(
        view=tie_register(db.session, actor.person_id, named=reads_all(actor.role)),
        own=actor.person_id,
        rules=may(Permission.RULE_CONFLICT),
        kinds=TIE_WORDS,
        rulings=RULINGS,
    )


@blueprint.route("/conflicts/<case>/<person>", methods=["GET", "POST"])
@requires(Permission.RULE_CONFLICT, about=case_facts)
def rule_conflict(case: str, person: str, facts: CaseFacts) -> Answer:
    """Show what a person declared and explained, and rule on it."""
    form, status = TieRulingForm(), 200
    lines = ties_of(db.session, facts.case_id, person)
    if form.validate_on_submit():
        ruling = TieRuling(form.ruling.data)
        try:
            with unit_of_work(current_actor()) as work:
                rule_on_tie(
                    work,
                    facts,
                    declarer=lines[0].person_id,
                    ruling=ruling,
                    reason=form.reason.data or "",
                )
                record_opening(work, case_id=facts.case_id, thing=Thing.TIES, reference=case)
        except NOT_DONE as refusal:
            explain(form, refusal)
            status = 409
        else:
            notice(f"tie-{ruling.value}", case)
            return go("cases.conflicts")
    elif form.is_submitted():
        status = 422
    open_on_record(facts, Thing.TIES)
    lines = ties_of(db.session, facts.case_id, person)
    own = lines[0].person_id == current_actor().person_id
    stands = any(line.declared.stands for line in lines)
    return page(
        status,
        lines=lines,
        form=form,
        own=own,
        stands=stands,
        person=person,
        kinds=TIE_WORDS,
        rulings=RULINGS,
    )
