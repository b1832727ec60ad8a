"""The lives of the candidates for police officer; everybody and everything in them is invented."""

from __future__ import annotations

from tracker.affidavits.answers import Ended, Visible
from tracker.demo.company import BROWN, NAIR, ORTEGA, RUIZ
from tracker.demo.lives import Account, Life, former
from tracker.policy.vocabulary import AccessMode

PRIVATE, MIXED = Visible.PRIVATE, Visible.MIXED
EXPORT = AccessMode.CANDIDATE_EXPORT

OFFICER_LIVES = (
    Life(
        "marisol-pena",
        RUIZ,
        "Riverton",
        "Northgate Distribution",
        (
            Account("instagram", "marisol.pena.rvt", MIXED),
            Account("facebook", "marisol.pena.rvt", PRIVATE),
            Account("discord", "marisol_p"),
            former("x", "mpena_rvt", 2023, Ended.CLOSED),
        ),
        ("Mari Peña",),
    ),
    Life("jordan-blake", ORTEGA, "Eastford", "Blake & Sons Roofing"),
    Life(
        "aaron-fields",
        RUIZ,
        "Riverton",
        "Lakeside Parks Department",
        (
            Account("instagram", "aaron.fields.photo"),
            Account("youtube", "fieldsonthetrail"),
            Account("flickr", "aaronfields-photo"),
            former("tumblr", "aaronfields", 2022, Ended.LEFT),
        ),
        anything_else="I sometimes write trail reports for a hiking forum, as afields.",
    ),
    Life(
        "nadia-rahman",
        ORTEGA,
        "Riverton",
        "Mercer County Dispatch",
        (
            Account("linkedin", "nadia-rahman-rvt"),
            Account("instagram", "nadia.r.runs"),
            Account("other", "nadia r", platform_name="RunLog"),
            former("facebook", "nadia.rahman.rvt", 2022, Ended.CLOSED),
        ),
    ),
    Life(
        "victor-lindgren",
        RUIZ,
        "Ashby",
        "Lindgren Woodworks",
        (
            Account("facebook", "victor.lindgren"),
            Account("reddit", "vlindgren_wood"),
            Account("discord", "vlind"),
            former("twitch", "vlind_builds", 2023, Ended.LEFT),
        ),
        ("Vic Lindgren",),
    ),
    Life(
        "keisha-monroe",
        ORTEGA,
        "Riverton",
        "First Harbor Credit Union",
        (
            Account("instagram", "keisha.monroe", PRIVATE, EXPORT),
            Account("x", "kmonroe_rvt"),
            Account("threads", "keisha.monroe"),
            former("snapchat", "keisham", 2022, Ended.LOCKED_OUT),
        ),
    ),
    Life(
        "theo-marsh",
        RUIZ,
        "Westbrook",
        "Tri-County Ambulance",
        (
            Account("facebook", "theo.marsh.rvt"),
            Account("reddit", "theo_marsh"),
            Account("steam", "theomarsh"),
        ),
    ),
    Life(
        "lucia-ferrer",
        ORTEGA,
        "Riverton",
        "Ferrer Auto Repair",
        (
            Account("x", "luciaferrer_"),
            Account("instagram", "lucia.ferrer.moto"),
            Account("pinterest", "luciaferrer"),
            former("youtube", "luciaf-rides", 2023, Ended.LEFT),
        ),
    ),
    Life(
        "samuel-oyelaran",
        NAIR,
        "Riverton",
        "Riverton Transit",
        (
            Account("facebook", "samuel.oyelaran", PRIVATE),
            Account("instagram", "sam.oyelaran", PRIVATE),
            Account("telegram", "samoyelaran", PRIVATE),
        ),
        ("Sam Oyelaran",),
    ),
    Life(
        "brooke-tanner",
        RUIZ,
        "Eastford",
        "Eastford Lifeguards",
        (
            Account("instagram", "brooke.tanner.swims"),
            Account("tiktok", "brooketanner"),
            Account("medium", "brooketanner"),
            former("facebook", "brooke.tanner.e", 2021, Ended.CLOSED),
        ),
    ),
    Life(
        "dmitri-kovac",
        NAIR,
        "Riverton",
        "Kestrel Security",
        (
            Account("facebook", "dmitri.kovac"),
            Account("youtube", "kovacboxing"),
            Account("quora", "Dmitri-Kovac"),
            former("x", "dkovac_rvt", 2022, Ended.LEFT),
        ),
        ("Dima Kovac",),
    ),
    Life(
        "hannah-weiss",
        BROWN,
        "Ashby",
        "Ashby Regional Library",
        (
            Account("facebook", "hannah.weiss.ashby"),
            Account("linkedin", "hannah-weiss-ashby"),
            Account("substack", "hannahreads"),
            former("tumblr", "hannahreads", 2023, Ended.CLOSED),
        ),
    ),
    Life(
        "caleb-nguyen",
        ORTEGA,
        "Riverton",
        "Citywide Courier",
        (
            Account("instagram", "caleb.nguyen.rvt"),
            Account("youtube", "calebcooks"),
            former("facebook", "caleb.nguyen.rvt", 2021, Ended.LEFT),
        ),
    ),
    Life(
        "imani-cole",
        RUIZ,
        "Riverton",
        "Cole Catering",
        (Account("instagram", "imani.cole"), Account("tiktok", "imanicooks")),
        ("Mani Cole",),
    ),
    Life("peter-lowell", BROWN, "Westbrook", "Lowell Farm Supply"),
    Life(
        "rosa-delgado",
        RUIZ,
        "Riverton",
        "Delgado Cleaning",
        (
            Account("facebook", "rosa.delgado.rvt"),
            Account("instagram", "rosa.delgado.r", PRIVATE),
            former("tiktok", "rosadances", 2024, Ended.REMOVED),
        ),
    ),
)
