"""What was found of candidates on the way to the board, as their investigators say it; all invented."""

from __future__ import annotations

from tracker.demo.found import Found, Kept
from tracker.demo.pictures import Form
from tracker.policy.vocabulary import Attribution, Check, Direction

BANK_COMPLAINT = Found(
    step="05",
    link="https://x.com/kmonroe_rvt",
    observed=(
        "A public thread: a customer complains about the candidate's employer in harsh words, five "
        "times. The account answers each time within the hour, gives the number to call and the "
        "name of the desk (loans to war veterans), and ends with 'Thank you for telling us, I wrote it "
        "down for the morning.'"
    ),
    statement=(
        "When a customer complained about the candidate's employer in public and in harsh words, "
        "the candidate gave five excellent answers within the hour each, told the number to call "
        "and the desk for loans to war veterans, and said that the complaint was written down."
    ),
    stays={"war veterans": "It names the desk that the customer was sent to, and nobody who served."},
    relevance="Staying steady when provoked is what the job asks for every day.",
    identifiers=(
        "Account declared in the affidavit",
        "Employer and town as in the application",
    ),
    direction=Direction.FAVOURABLE,
    dimension="composure",
    days_before=110,
    note="The customer's name is in the capture; it is not in the statement.",
    kept=(
        Kept(
            Form.PICTURE,
            "complaint-thread",
            "The public thread, from the first complaint to the last answer.",
            (
                "Customer: five messages (name covered here)",
                "kmonroe_rvt: I am sorry this took so long. Call 555-0160, ask for veterans' loans.",
                "kmonroe_rvt: Thank you for telling us, I wrote it down for the morning.",
            ),
        ),
        Kept(
            Form.NOTE,
            "complaint-thread-text",
            "The text of the thread, copied from the page.",
            (
                "Thread of ten messages, read to the end.",
                "Times between message and answer: 4 to 52 minutes.",
            ),
        ),
    ),
    reworded=(
        "When a customer complained about the candidate's employer in public and in harsh words, "
        "the candidate answered five times within the hour each, told the number to call and the "
        "desk for loans to war veterans, and said that the complaint was written down."
    ),
)

AMBULANCE_ADVICE = Found(
    step="15",
    link="https://www.reddit.com/user/theo_marsh",
    observed=(
        "A public comment of 300 words: the account tells somebody who saw a crash what to do "
        "first, what to leave to the crew, and whom to call. 212 people marked it as useful."
    ),
    statement=(
        "In a public comment the candidate told somebody who had seen a crash what to do first, "
        "what to leave to the crew, and whom to call. 212 readers marked it as useful."
    ),
    relevance="Shows that the candidate weighs what is known and tells others what to do in order.",
    identifiers=(
        "Account declared in the affidavit",
        "Employer named in the account's own description",
    ),
    direction=Direction.FAVOURABLE,
    dimension="judgment",
    days_before=210,
    note="The capture shows the comment alone. The thread above it was long and was not saved.",
    kept=(
        Kept(
            Form.PICTURE,
            "crash-comment",
            "The comment alone.",
            (
                "theo_marsh",
                "First: stop, lights on, call. Then look for people, not for damage.",
                "212 points",
            ),
        ),
    ),
    attribution=Attribution.COMMENTED,
    grounds={
        Check.DATE_AND_CONTEXT: ("The comment says '7 months ago'. The thread above it was read in part."),
    },
)

MOTORCYCLE_VIDEO = Found(
    step="09",
    link="https://www.youtube.com/@luciaf-rides",
    observed=(
        "Public video of four minutes, recorded from a motorcycle on a road with two lanes. The "
        "display reads between 96 and 112 mph for about 40 seconds. A voice says: 'Empty at six in "
        "the morning.' The sign of Route 9 is in view; the limit there is 50 mph."
    ),
    statement=(
        "A public video on an account that the candidate no longer uses was recorded from a "
        "motorcycle on a public road with a limit of 50 mph. For about 40 seconds its display reads "
        "between 96 and 112 mph."
    ),
    relevance=(
        "Bears on keeping away from reckless driving, which the job asks of everybody who drives for it."
    ),
    identifiers=(
        "Former account declared in the affidavit",
        "Helmet and jacket as on the declared Instagram account",
    ),
    direction=Direction.CONCERN,
    dimension="risk-taking",
    days_before=700,
    note=(
        "Whether the candidate was riding is not settled: nobody's face is shown, and the voice is "
        "hard to tell in the wind. To be asked."
    ),
    kept=(
        Kept(
            Form.PICTURE,
            "route-9-display",
            "Still of the video at 1:52; the display reads 112.",
            (
                "luciaf-rides",
                "Sunday sunrise ride, 1:52 of 4:08",
                "Display: 112 mph",
                "Sign: Route 9",
            ),
        ),
    ),
    grounds={
        Check.CANDIDATE_DID_IT: (
            "The account posted it. Who was riding is not shown; that is what would be asked."
        ),
        Check.CORROBORATED: (
            "The description under the video names the road; the sign in the picture agrees."
        ),
    },
)

SHELTER_KITCHEN = Found(
    step="07",
    link="https://www.youtube.com/@calebcooks",
    observed=(
        "Series of six public videos in which the account cooks for the volunteers of a "
        "homeless shelter and reads out each evening what is needed for the next day."
    ),
    statement=(
        "In a series of six public videos the candidate cooked for the volunteers of a "
        "homeless shelter and read out each evening what was needed for the next day."
    ),
    relevance="Shows steady work with others under pressure.",
    identifiers=(
        "Account declared in the affidavit",
        "Town of residence in the first video",
    ),
    direction=Direction.FAVOURABLE,
    dimension="composure",
    days_before=140,
    note="Two helpers are shown; their faces are not in the stills that were kept.",
    kept=(
        Kept(
            Form.PICTURE,
            "shelter-kitchen",
            "Still of the third video: the list for the next day.",
            (
                "calebcooks",
                "Day 3: 140 plates. Needed tomorrow: rice, gas, two more pairs of hands.",
            ),
        ),
    ),
)
