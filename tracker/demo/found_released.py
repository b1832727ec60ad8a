"""What was found of candidates whose packet the board has, as their investigators say it; all invented."""

from __future__ import annotations

from tracker.demo.found import Found, Kept
from tracker.demo.pictures import Form
from tracker.policy.vocabulary import Direction

FOOD_BANK = Found(
    step="04",
    link="https://www.instagram.com/marisol.pena.rvt/",
    observed=(
        "Eleven public posts over ten months, each with a photograph of a sorting table and the "
        "plan of the next shift. The last one says: 'Third Saturday in a row. 212 boxes out of the "
        "door. Sign up for the next shift in my bio.' 41 comments thank the account for organizing "
        "the shifts."
    ),
    statement=(
        "In public posts over ten months the candidate organized Saturday shifts at a food bank: "
        "called for volunteers, published the plan of each shift, and reported afterwards how many "
        "boxes went out. Those who commented thank the candidate for keeping to the plan."
    ),
    relevance=(
        "Shows that the candidate does what was agreed, on time, over months, and brings others along."
    ),
    identifiers=(
        "Account declared in the affidavit",
        "Portrait as in the application",
        "Town of residence",
    ),
    direction=Direction.FAVOURABLE,
    dimension="reliability",
    days_before=16,
    note=(
        "The shifts are run by a parish; that is left out of the statement on purpose. Names of "
        "volunteers appear in comments and are not captured."
    ),
    kept=(
        Kept(
            Form.PICTURE,
            "food-bank-shift",
            "Public post with the plan of a shift, and the first comments.",
            (
                "marisol.pena.rvt",
                "Third Saturday in a row. 212 boxes out of the door.",
                "Sign up for the next shift in my bio.",
                "41 comments",
            ),
        ),
        Kept(
            Form.PAGE,
            "food-bank-posts",
            "The eleven posts with their dates, saved as one page.",
            (
                "Eleven posts, newest first.",
                "Plan of the shift: doors 7:30, sorting 8:00, out 10:30.",
            ),
        ),
    ),
)

TRAIL_VIDEOS = Found(
    step="07",
    link="https://www.youtube.com/@fieldsonthetrail",
    observed=(
        "Channel with 38 public videos about trails. In four of them a pickup with the sign of the "
        "Lakeside Parks Department stands in view for a few seconds. The work of the department is "
        "not shown or spoken of."
    ),
    statement=(
        "The candidate publishes videos about hiking trails. In four of 38 a vehicle with the sign "
        "of the present employer is in view for a few seconds. The employer's work is not shown or "
        "spoken of."
    ),
    relevance="Shows how the candidate keeps work and public posts apart; weighs neither way.",
    identifiers=(
        "Account declared in the affidavit",
        "Same voice and face as on the declared Instagram account",
    ),
    direction=Direction.CONTEXT,
    dimension="judgment",
    days_before=70,
    note=("Asked the parks department by the usual form whether vehicles may be filmed: no rule about it."),
    kept=(
        Kept(
            Form.PICTURE,
            "trail-video-still",
            "Still of a public video; a vehicle with a sign stands at the edge.",
            (
                "fieldsonthetrail",
                "North loop in the rain, 12:41",
                "Vehicle at the trail head, sign in view.",
            ),
        ),
    ),
)

WORKSHOP_ANSWERS = Found(
    step="15",
    link="https://www.reddit.com/user/vlindgren_wood",
    observed=(
        "43 public comments in a forum about woodworking, in which the account answers questions of "
        "beginners: which tool, in which order, how to guard the blade. 31 of them got a thank-"
        "you."
    ),
    statement=(
        "In a public forum about woodworking the candidate answered questions of beginners 43 times "
        "in one year: what to do, in which order, and how to stay safe. 31 answers were thanked "
        "for."
    ),
    relevance="Explaining calmly and clearly to people who do not know is a daily part of the job.",
    identifiers=(
        "Account declared in the affidavit",
        "Pictures of the workshop as on the declared Facebook page",
    ),
    direction=Direction.FAVOURABLE,
    dimension="communication",
    days_before=25,
    note="Counted by hand in the list of comments; the list shows no totals.",
    kept=(
        Kept(
            Form.PRINT,
            "workshop-answers",
            "The list of comments, printed to a file.",
            (
                "vlindgren_wood - comments",
                "43 comments to beginners' questions",
                "Oldest shown: 23 months ago",
            ),
        ),
        Kept(
            Form.ARCHIVE,
            "workshop-answers",
            "The same list, archived as the site sent it.",
            (
                "vlindgren_wood - comments",
                "43 comments to beginners' questions",
            ),
        ),
    ),
)
WORKSHOP_TWO_YEARS = WORKSHOP_ANSWERS.statement.replace("in one year", "in two years")
"""The statement as corrected after release."""
