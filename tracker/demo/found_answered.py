"""What the sample candidates were asked about before the board read it, and what they said; all invented."""

from __future__ import annotations

from tracker.demo.answering import Said
from tracker.demo.found import Found, Kept
from tracker.demo.pictures import Form
from tracker.policy.answering import Choice, Outcome
from tracker.policy.vocabulary import Attribution, Check, Direction

REFEREE_COMMENT = Found(
    step="07",
    link="https://www.youtube.com/@kovacboxing",
    observed=(
        "A public comment of the account below its own video of a bout between amateurs: 'That referee "
        "should be carried out of the ring next time.' Eleven replies; the account answered none of them."
    ),
    statement=(
        "Below a public video of a boxing match between amateurs the candidate wrote that the referee "
        "should be carried out of the ring next time. The comment was still there when it was looked at."
    ),
    relevance="Bears on staying steady when a decision goes the other way, which the job asks for every day.",
    identifiers=(
        "Account declared in the affidavit",
        "Same voice and face as on the declared Facebook page",
    ),
    direction=Direction.CONCERN,
    dimension="composure",
    days_before=420,
    note="The whole bout was watched: four minutes, nothing else said about the referee.",
    kept=(
        Kept(
            Form.PICTURE,
            "referee-comment",
            "The comment below the video, with its date.",
            (
                "kovacboxing",
                "That referee should be carried out of the ring next time.",
                "11 replies",
            ),
        ),
    ),
)
REFEREE_SAID = Said(
    Choice.CONTEXT,
    "I wrote it in the first hour after my student lost. I was angry and I was wrong. I called the "
    "referee the same week and told him so. We have run the club's juniors together since; the page of "
    "the club that I send shows the two of us as coaches.",
    Outcome.ATTACH,
    "The words stand, and so does what was done about them. The board reads both.",
    (Form.PRINT, "club-coaches", ("Northside Boxing Club", "Coaches of the juniors: D. Kovac, L. Amsel")),
)

SHARED_PAGE = Found(
    step="09",
    link="https://www.instagram.com/emily.carver.nf",
    observed=(
        "A public picture of a phone on the desk of a front office; a list of appointments can be read in "
        "it. The text below says: 'Monday. Send coffee.'"
    ),
    statement=(
        "A public picture on an account in the candidate's name shows a desk in a front office. On the "
        "screen of a phone a list of appointments can be read."
    ),
    relevance="Bears on keeping to oneself what is learned at work, which a dispatcher does every day.",
    identifiers=(
        "Username as of the former account in the affidavit",
        "Town named in the account's own description",
    ),
    direction=Direction.CONCERN,
    dimension="judgment",
    days_before=20,
    note="The affidavit says that the account of this name was closed in 2023. To be asked.",
    kept=(
        Kept(
            Form.PICTURE,
            "desk-picture",
            "The picture with its text; the names in the list are covered here.",
            ("emily.carver.nf", "Monday. Send coffee.", "List of appointments: names covered"),
        ),
    ),
    attribution=Attribution.AUTHORED,
    grounds={
        Check.ACCOUNT_IS_CANDIDATES: (
            "The username is the one in the affidavit, and the town agrees. Whose it is now is to be asked."
        ),
    },
)
SHARED_SAID = Said(
    Choice.NOT_MINE,
    "I closed that account in 2023. Somebody else has had the name since. I have never worked at a front "
    "office with that kind of desk, and the picture is from last month.",
    Outcome.WITHDRAW,
    "The account was opened anew in 2024, by its own page. Nothing but the name speaks for the candidate.",
)
