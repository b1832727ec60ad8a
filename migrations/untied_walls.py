"""The walls of ties, whatever the role: who rules in a case, and who decides on its candidate (D.2, D.5).

Besides, a sign-in session stays that of whoever signed in, in the role in which they did, and a row that can
change keeps its key, so that whatever names it goes on meaning it.
"""

from __future__ import annotations

from migrations.separation_walls import Rule
from migrations.walls import WORKED

SESSION = (
    "id",
    "digest",
    "subject_id",
    "role",
    "case_id",
    "proofs",
    "proved_at",
    "started_at",
    "ends_at",
)
"""What a sign-in session keeps."""
KEYED = (
    "access_grants",
    "affidavit_drafts",
    "answer_times",
    "assignments",
    "board_meetings",
    "board_seats",
    "candidates",
    "cases",
    "designations",
    "finding_drafts",
    "invitation_codes",
    "invitations",
    "outgoing_mails",
    "paper_copies",
    "paper_pages",
    "people",
    "requisitions",
    "role_grants",
    "sign_codes",
    "submissions",
)
"""The tables of records whose rows change."""

_OF_CANDIDATE = (
    "(SELECT there.id FROM cases there JOIN cases here ON here.candidate_id = there.candidate_id "
    "WHERE here.id = {case})"
)
_TIED = (
    "EXISTS (SELECT 1 FROM conflict_declarations said WHERE said.case_id IN {cases} "
    "AND said.person_id = NEW.{person} AND said.answer <> 'none' AND NOT EXISTS "
    "(SELECT 1 FROM conflict_rulings lifted WHERE lifted.declaration_id = said.id "
    "AND lifted.ruling = 'lifted'))"
)
_SUPERVISES = (
    "EXISTS (SELECT 1 FROM role_grants WHERE role_grants.person_id = NEW.ruled_by "
    "AND role_grants.role = 'supervisor' AND role_grants.granted_at <= NEW.ruled_at "
    "AND role_grants.ended_at IS NULL)"
)
_OF_PACKET = "(SELECT packets.case_id FROM packets WHERE packets.id = NEW.packet_id)"
_OF_REQUEST = "(SELECT requests.case_id FROM requests WHERE requests.id = NEW.request_id)"
_OF_TIME = "(SELECT time_requests.case_id FROM time_requests WHERE time_requests.id = NEW.request_id)"
_OF_TIE = (
    "(SELECT conflict_declarations.case_id FROM conflict_declarations "
    "WHERE conflict_declarations.id = NEW.declaration_id)"
)


def _wall(table: str, name: str, sentence: str, when: str, person: str) -> Rule:
    return Rule(table, name, ("INSERT",), sentence, when, about_person=True, person=person)


def _decides(table: str, person: str, case: str) -> Rule:
    when = _TIED.format(cases=_OF_CANDIDATE.format(case=case), person=person)
    return _wall(
        table, "tied", "nobody with a tie to a candidate takes part in deciding on them", when, person
    )


def _rules(table: str, case: str) -> tuple[Rule, ...]:
    supervises = "only a supervisor rules on what is asked or declared in a case"
    tied = "nobody with a tie to a candidate rules in a case of theirs"
    return (
        _wall(table, "supervises", supervises, f"NOT {_SUPERVISES}", "ruled_by"),
        _wall(table, "tied", tied, _TIED.format(cases=f"({case})", person="ruled_by"), "ruled_by"),
    )


RULES = (
    _decides("acknowledgements", "person_id", _OF_PACKET),
    _decides("decisions", "recorded_by", "NEW.case_id"),
    _decides("upheld_decisions", "recorded_by", "NEW.case_id"),
    _wall(
        "upheld_decisions",
        "stepped_out",
        "nobody who stepped out of a decision upholds it",
        "EXISTS (SELECT 1 FROM stepped_out WHERE stepped_out.case_id = NEW.case_id "
        "AND stepped_out.person_id = NEW.recorded_by)",
        "recorded_by",
    ),
    *_rules("request_rulings", _OF_REQUEST),
    *_rules("time_rulings", _OF_TIME),
    *_rules("conflict_rulings", _OF_TIE),
    _wall(
        "request_rulings",
        "no_part",
        "nobody rules on what is asked in a case that they searched in, have or had",
        WORKED.format(case=_OF_REQUEST, person="NEW.ruled_by"),
        "ruled_by",
    ),
)
"""The walls, each in the words with which it refuses."""
