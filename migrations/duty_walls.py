"""The walls between deciding on a candidate and working on any case of that candidate, both ways round.

Deciding is voting, a decision, the Chief's reason why one stands, or reading the packet for one of these.
A seat on a board that decides keeps from work too; from searching, unless the Chief deviated from D.2.
"""

from __future__ import annotations

from migrations.separation_walls import Rule
from migrations.walls import WORKED

_OF_CANDIDATE = (
    "(SELECT there.id FROM cases there JOIN cases here ON here.candidate_id = there.candidate_id "
    "WHERE here.id = {case})"
)
_OF_REQUISITION = (
    "(SELECT there.id FROM cases there JOIN cases here ON here.candidate_id = there.candidate_id "
    "WHERE here.requisition_id = NEW.requisition_id)"
)
_DECIDED = (
    "(EXISTS (SELECT 1 FROM access_entries WHERE access_entries.case_id IN {cases} "
    "AND access_entries.person_id = {person} AND access_entries.thing = 'packet' "
    "AND access_entries.role IN ('board-member', 'chief')) "
    "OR EXISTS (SELECT 1 FROM acknowledgements JOIN packets ON packets.id = acknowledgements.packet_id "
    "WHERE packets.case_id IN {cases} AND acknowledgements.person_id = {person}) "
    "OR EXISTS (SELECT 1 FROM decisions WHERE decisions.case_id IN {cases} "
    "AND decisions.recorded_by = {person}) "
    "OR EXISTS (SELECT 1 FROM upheld_decisions WHERE upheld_decisions.case_id IN {cases} "
    "AND upheld_decisions.recorded_by = {person}))"
)
_SEATED = (
    "EXISTS (SELECT 1 FROM board_seats JOIN cases ON cases.requisition_id = board_seats.requisition_id "
    "WHERE cases.id IN {cases} AND board_seats.person_id = {person})"
)
_EXCEPTED = (
    "EXISTS (SELECT 1 FROM deviations WHERE deviations.clause = 'Hamden D.2' "
    "AND deviations.person_id = {person} "
    "AND deviations.requisition_id = (SELECT cases.requisition_id FROM cases WHERE cases.id = {case}))"
)
_REVIEWED = (
    "(EXISTS (SELECT 1 FROM releases WHERE releases.case_id IN {cases} "
    "AND releases.released_by = {person}) "
    "OR EXISTS (SELECT 1 FROM returns JOIN submissions ON submissions.id = returns.submission_id "
    "WHERE submissions.case_id IN {cases} AND returns.returned_by = {person}) "
    "OR EXISTS (SELECT 1 FROM finding_rulings JOIN findings ON findings.id = finding_rulings.finding_id "
    "WHERE findings.case_id IN {cases} AND finding_rulings.ruled_by = {person}) "
    "OR EXISTS (SELECT 1 FROM findings JOIN finding_versions ON finding_versions.finding_id = findings.id "
    "JOIN check_answers ON check_answers.finding_version_id = finding_versions.id "
    "WHERE findings.case_id IN {cases} AND check_answers.answered_by = {person}) "
    "OR EXISTS (SELECT 1 FROM answer_requests LEFT JOIN answer_outcomes "
    "ON answer_outcomes.request_id = answer_requests.id WHERE answer_requests.case_id IN {cases} "
    "AND {person} IN (answer_requests.asked_by, answer_outcomes.decided_by)))"
)
_SEARCHED = (
    "(EXISTS (SELECT 1 FROM access_entries WHERE access_entries.case_id IN {cases} "
    "AND access_entries.person_id = {person} AND access_entries.raw) "
    "OR EXISTS (SELECT 1 FROM search_entries WHERE search_entries.case_id IN {cases} "
    "AND search_entries.logged_by = {person}) "
    "OR EXISTS (SELECT 1 FROM submissions WHERE submissions.case_id IN {cases} "
    "AND submissions.submitted_by = {person}) "
    "OR EXISTS (SELECT 1 FROM findings JOIN finding_versions ON finding_versions.finding_id = findings.id "
    "WHERE findings.case_id IN {cases} AND finding_versions.written_by = {person}))"
)
_ASSIGNED = (
    "EXISTS (SELECT 1 FROM assignments WHERE assignments.case_id IN {cases} "
    "AND assignments.person_id = {person})"
)
OF_FINDING = "(SELECT findings.case_id FROM findings WHERE findings.id = NEW.finding_id)"
OF_VERSION = (
    "(SELECT findings.case_id FROM finding_versions "
    "JOIN findings ON findings.id = finding_versions.finding_id "
    "WHERE finding_versions.id = NEW.finding_version_id)"
)
OF_SUBMISSION = "(SELECT submissions.case_id FROM submissions WHERE submissions.id = NEW.submission_id)"
_OF_QUESTION = (
    "(SELECT answer_requests.case_id FROM answer_requests WHERE answer_requests.id = NEW.request_id)"
)
_OF_PACKET = "(SELECT packets.case_id FROM packets WHERE packets.id = NEW.packet_id)"
_OF_ASKED = "(SELECT requests.case_id FROM requests WHERE requests.id = NEW.request_id)"

REVIEWS = "nobody who decides, or decided, on a candidate reviews a case of that candidate"
WORKS = "nobody who decides, or decided, on a candidate works on a case of that candidate"
SEES = "nobody who decided on a candidate opens raw material of that candidate"
DECIDES = "nobody who worked on a case of a candidate, reviewed it or saw it takes part in deciding on them"
SITS = "nobody who worked on a case of a candidate gets a seat on a board that decides on them"


def _wall(table: str, name: str, sentence: str, when: str, person: str) -> Rule:
    return Rule(table, name, ("INSERT",), sentence, when, about_person=True, person=person)


def _reviews(table: str, person: str, case: str, only: str = "") -> Rule:
    cases, who = _OF_CANDIDATE.format(case=case), f"NEW.{person}"
    decides = " OR ".join(one.format(cases=cases, person=who) for one in (_SEATED, _DECIDED))
    return _wall(table, "no_decider", REVIEWS, f"{only}({decides})", person)


def works(table: str, person: str, case: str) -> Rule:
    """Return the wall that keeps whoever decides, or decided, on a candidate from this work in a case."""
    cases, who = _OF_CANDIDATE.format(case=case), f"NEW.{person}"
    seated, decided = (one.format(cases=cases, person=who) for one in (_SEATED, _DECIDED))
    excepted = _EXCEPTED.format(case=case, person=who)
    return _wall(table, "no_decider", WORKS, f"{decided} OR ({seated} AND NOT {excepted})", person)


def _decides(table: str, person: str, case: str) -> Rule:
    cases, who = _OF_CANDIDATE.format(case=case), f"NEW.{person}"
    worked = " OR ".join(one.format(cases=cases, person=who) for one in (_SEARCHED, _REVIEWED))
    return _wall(table, "worked", DECIDES, worked, person)


RULES = (
    _reviews("check_answers", "answered_by", OF_VERSION, "NEW.number = 10 AND "),
    _reviews("finding_rulings", "ruled_by", OF_FINDING, "NEW.in_review AND "),
    _reviews("returns", "returned_by", OF_SUBMISSION),
    _reviews("releases", "released_by", "NEW.case_id"),
    _reviews("answer_requests", "asked_by", "NEW.case_id"),
    _reviews("answer_outcomes", "decided_by", _OF_QUESTION),
    _reviews("answer_reopenings", "reopened_by", _OF_QUESTION),
    works("assignments", "person_id", "NEW.case_id"),
    works("search_entries", "logged_by", "NEW.case_id"),
    works("finding_versions", "written_by", OF_FINDING),
    works("submissions", "submitted_by", "NEW.case_id"),
    works("request_rulings", "ruled_by", _OF_ASKED),
    _wall(
        "access_entries",
        "decided",
        SEES,
        "NEW.raw AND "
        + _DECIDED.format(cases=_OF_CANDIDATE.format(case="NEW.case_id"), person="NEW.person_id"),
        "person_id",
    ),
    _decides("acknowledgements", "person_id", _OF_PACKET),
    _decides("decisions", "recorded_by", "NEW.case_id"),
    _decides("upheld_decisions", "recorded_by", "NEW.case_id"),
    _wall(
        "board_seats",
        "worked",
        SITS,
        " OR ".join(
            one.format(cases=_OF_REQUISITION, person="NEW.person_id")
            for one in (_ASSIGNED, _SEARCHED, _REVIEWED)
        ),
        "person_id",
    ),
)
"""The walls, each in the words with which it refuses."""

_TWO = (
    "EXISTS (SELECT 1 FROM requisitions JOIN cases ON cases.requisition_id = requisitions.id "
    "WHERE cases.id = NEW.case_id AND requisitions.two_releasers)"
)
_BY_ANOTHER = (
    "EXISTS (SELECT 1 FROM first_releases WHERE first_releases.submission_id = NEW.submission_id "
    "AND first_releases.fingerprint = NEW.fingerprint AND first_releases.released_by <> NEW.released_by)"
)
_FIRST = (
    "EXISTS (SELECT 1 FROM first_releases WHERE first_releases.case_id IN {cases} "
    "AND first_releases.released_by = {person})"
)


def _apart_from(name: str, done: str, given: str, searches: str) -> tuple[Rule, ...]:
    """Return the walls that keep whoever did something in a case from working on it and from deciding.

    ``done`` says in SQL who did it; ``given`` and ``searches`` are the words of the two walls against work.
    """
    of_packet, of_case = _OF_CANDIDATE.format(case=_OF_PACKET), _OF_CANDIDATE.format(case="NEW.case_id")

    def wall(table: str, person: str, cases: str, sentence: str, only: str = "") -> Rule:
        return _wall(table, name, sentence, only + done.format(cases=cases, person=f"NEW.{person}"), person)

    return (
        wall("assignments", "person_id", "(NEW.case_id)", given),
        wall("access_entries", "person_id", "(NEW.case_id)", searches, "NEW.thing = 'searched' AND "),
        wall("board_seats", "person_id", _OF_REQUISITION, SITS),
        wall("acknowledgements", "person_id", of_packet, DECIDES),
        wall("decisions", "recorded_by", of_case, DECIDES),
        wall("upheld_decisions", "recorded_by", of_case, DECIDES),
    )


TWO_RULES = (
    _wall(
        "releases",
        "by_two",
        "where a requisition takes two releasers, another one released this very page first",
        f"{_TWO} AND NOT {_BY_ANOTHER}",
        "released_by",
    ),
    _wall(
        "first_releases",
        "worked",
        "nobody who worked on a case releases it first",
        WORKED.format(case="NEW.case_id", person="NEW.released_by"),
        "released_by",
    ),
    _reviews("first_releases", "released_by", "NEW.case_id"),
    *_apart_from(
        "first_releaser",
        _FIRST,
        "nobody who released a case first is given it",
        "nobody who released a case first searches in it",
    ),
)
"""The walls of two releasers; whoever released first counts as having reviewed."""

_OF_TIME = "(SELECT time_requests.case_id FROM time_requests WHERE time_requests.id = NEW.request_id)"
_OF_RETURN = (
    "(SELECT submissions.case_id FROM returns JOIN submissions ON submissions.id = returns.submission_id "
    "WHERE returns.id = NEW.return_id)"
)
_LOOKED = (
    "EXISTS (SELECT 1 FROM second_looks "
    "JOIN finding_versions ON finding_versions.id = second_looks.finding_version_id "
    "JOIN findings ON findings.id = finding_versions.finding_id "
    "WHERE findings.case_id IN {cases} AND second_looks.looked_by = {person})"
)

LATER_RULES = (
    _reviews("second_looks", "looked_by", OF_VERSION),
    works("time_rulings", "ruled_by", _OF_TIME),
    works("return_answers", "answered_by", _OF_RETURN),
    _wall(
        "second_looks",
        "worked",
        "nobody who worked on a case reads it a second time",
        WORKED.format(case=OF_VERSION, person="NEW.looked_by"),
        "looked_by",
    ),
    *_apart_from(
        "second_reader",
        _LOOKED,
        "nobody who read a case second is given it",
        "nobody who read a case second searches in it",
    ),
)
"""The walls of what came later: second looks, more time, and what is answered to a return."""
