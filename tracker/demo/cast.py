"""The people of the sample data: invented, each with what they are there to show.

``slug`` is how a person is chosen on the sign-in page; staff are found by ``<slug>@riverton.example``,
candidates by ``<slug>@mail.example``.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.policy.actors import Role

STAFF_MAIL = "riverton.example"
CANDIDATE_MAIL = "mail.example"


@dataclass(frozen=True, slots=True)
class Member:
    """A member of staff or of a board."""

    slug: str
    name: str
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Applicant:
    """A candidate; ``shows`` says in a few words what the case is there to show."""

    slug: str
    name: str
    shows: str


STAFF: tuple[Member, ...] = (
    Member("helen-park", "Helen Park", (Role.HR_ADMIN,)),
    Member("omar-reed", "Omar Reed", (Role.HR_ADMIN,)),
    Member("avery-stone", "Chief Avery Stone", (Role.CHIEF,)),
    Member("dana-ruiz", "Sgt. Dana Ruiz", (Role.INVESTIGATOR,)),
    Member("luis-ortega", "Det. Luis Ortega", (Role.INVESTIGATOR,)),
    Member("priya-nair", "Det. Priya Nair", (Role.INVESTIGATOR,)),
    Member("chidi-okafor", "Lt. Chidi Okafor", (Role.SUPERVISOR,)),
    Member("ruth-brown", "Lt. Ruth Brown", (Role.SUPERVISOR, Role.INVESTIGATOR)),
    Member("grace-tan", "Capt. Grace Tan", (Role.BOARD_MEMBER,)),
    Member("miguel-reyes", "Miguel Reyes", (Role.BOARD_MEMBER,)),
    Member("joan-whitfield", "Joan Whitfield", (Role.BOARD_MEMBER,)),
    Member("samir-haddad", "Samir Haddad", (Role.BOARD_MEMBER,)),
    Member("ellen-voss", "Ellen Voss, City Attorney", (Role.AUDITOR,)),
    Member("tom-becker", "Tom Becker", (Role.IT,)),
)

OFFICERS: tuple[Applicant, ...] = (
    Applicant("marisol-pena", "Marisol Peña", "released with a favourable finding, decided"),
    Applicant("jordan-blake", "Jordan Blake", "no accounts at all, released, nothing found"),
    Applicant("aaron-fields", "Aaron Fields", "released, and read by some of the board"),
    Applicant("nadia-rahman", "Nadia Rahman", "a namesake ruled out, decided and closed"),
    Applicant("victor-lindgren", "Victor Lindgren", "corrected after the decision"),
    Applicant("keisha-monroe", "Keisha Monroe", "in review"),
    Applicant("theo-marsh", "Theo Marsh", "returned to the investigator with reasons"),
    Applicant("lucia-ferrer", "Lucía Ferrer", "a concern that waits for the answer of the candidate"),
    Applicant("samuel-oyelaran", "Samuel Oyelaran", "public view only, search under way"),
    Applicant("brooke-tanner", "Brooke Tanner", "one step neither done nor excused"),
    Applicant("dmitri-kovac", "Dmitri Kovac", "searched far more than the others"),
    Applicant("hannah-weiss", "Hannah Weiss", "a step excused with approval"),
    Applicant("caleb-nguyen", "Caleb Nguyen", "an amended affidavit"),
    Applicant("imani-cole", "Imani Cole", "the affidavit is being filled in"),
    Applicant("peter-lowell", "Peter Lowell", "invited by a mail that the server refused"),
    Applicant("rosa-delgado", "Rosa Delgado", "withdrew the application"),
)

DISPATCHERS: tuple[Applicant, ...] = (
    Applicant("emily-carver", "Emily Carver", "released, nothing job-related"),
    Applicant("noah-whitaker", "Noah Whitaker", "search under way"),
    Applicant("fatima-zahra", "Fatima Zahra", "access stopped by the candidate"),
    Applicant("george-ivanov", "George Ivanov", "former accounts only"),
    Applicant("tessa-holm", "Tessa Holm", "the investigator declared a tie, case assigned anew"),
    Applicant("marcus-bell", "Marcus Bell", "a username not remembered, signed before assignment"),
    Applicant("ines-duarte", "Inês Duarte", "the affidavit is ready to sign"),
    Applicant("walter-finch", "Walter Finch", "added, not invited yet"),
    Applicant("leah-osborne", "Leah Osborne", "a statement that waits to be sworn before an officer"),
    Applicant("ruben-castillo", "Rubén Castillo", "in Spanish, signed before a notary; the scan waits"),
    Applicant("alma-whitlock", "Alma Whitlock", "on paper, which is being copied"),
    Applicant("curtis-boyd", "Curtis Boyd", "on paper, copied; waits to be compared"),
)
