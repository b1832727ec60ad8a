"""The lives of the candidates for dispatcher; everybody and everything in them is invented."""

from __future__ import annotations

from tracker.affidavits.answers import Ended, Visible, Whose
from tracker.demo.company import BROWN, NAIR, ORTEGA, RUIZ
from tracker.demo.lives import Account, Life, former
from tracker.policy.vocabulary import AccessMode

PRIVATE, MIXED = Visible.PRIVATE, Visible.MIXED
TOGETHER, TALK = AccessMode.TOGETHER, AccessMode.TALK_FIRST

DISPATCHER_LIVES = (
    Life(
        "emily-carver",
        ORTEGA,
        "Northfield",
        "Northfield Animal Clinic",
        (
            Account("facebook", "emily.carver.nf"),
            Account("pinterest", "emilycarver"),
            former("instagram", "emily.carver.nf", 2023, Ended.CLOSED),
        ),
        ("Emily Novak",),
    ),
    Life(
        "noah-whitaker",
        NAIR,
        "Riverton",
        "Riverton Night Market",
        (
            Account("reddit", "noahwhit"),
            Account("steam", "noahwhit"),
            Account("youtube", "noahrepairsradios"),
            former("x", "noahwhit", 2022, Ended.LEFT),
        ),
    ),
    Life(
        "fatima-zahra",
        ORTEGA,
        "Riverton",
        "Harborview Hotel",
        (
            Account("instagram", "fatima.zahra.rvt", PRIVATE, TOGETHER),
            Account("tiktok", "fatimabakesbread"),
            Account("tumblr", "fatimabakes"),
            former("facebook", "fatima.zahra.rvt", 2022, Ended.CLOSED),
        ),
    ),
    Life(
        "george-ivanov",
        RUIZ,
        "Ashby",
        "Ashby Water Works",
        (
            former("facebook", "george.ivanov.ashby", 2022, Ended.CLOSED),
            former("reddit", "ashby_george", 2023, Ended.LEFT),
        ),
    ),
    Life(
        "tessa-holm",
        RUIZ,
        "Riverton",
        "Riverton Public Schools",
        (
            Account("facebook", "tessa.holm", PRIVATE, TOGETHER),
            Account("instagram", "tessa.holm.climbs", MIXED),
            Account("nextdoor", "Tessa H", whose=Whose.SHARED),
            former("snapchat", "tessaholm", 2021, Ended.LEFT),
        ),
    ),
    Life(
        "marcus-bell",
        BROWN,
        "Eastford",
        "Bell Brothers Plumbing",
        (
            Account("tiktok", "marcusbellfixes"),
            Account("reddit", "", mode=TALK),
            Account("soundcloud", "marcusbell"),
            former("twitch", "marcusbell", 2023, Ended.LOCKED_OUT),
        ),
    ),
    Life(
        "ines-duarte",
        ORTEGA,
        "Riverton",
        "Duarte Translations",
        (
            Account("instagram", "ines.duarte.rvt"),
            Account("facebook", "ines.duarte.rvt", MIXED, TOGETHER),
            former("x", "inesduarte_", 2023, Ended.CLOSED),
        ),
    ),
    Life("walter-finch", RUIZ, "Northfield", "Finch Hardware"),
    Life(
        "leah-osborne",
        ORTEGA,
        "Eastford",
        "Eastford Pharmacy",
        (
            Account("instagram", "leah.osborne.e"),
            Account("pinterest", "leahmakesquilts"),
            former("snapchat", "leah_osb", 2022, Ended.LEFT),
        ),
    ),
    Life(
        "ruben-castillo",
        BROWN,
        "Ashby",
        "Castillo Tile",
        (Account("facebook", "ruben.castillo.ashby", PRIVATE, TOGETHER), Account("tiktok", "rubenponelosa")),
    ),
    Life(
        "alma-whitlock",
        BROWN,
        "Northfield",
        "Northfield Bus Company",
        (
            Account("facebook", "alma.whitlock"),
            Account("nextdoor", "Alma W"),
            former("x", "almawhit", 2021, Ended.CLOSED),
        ),
    ),
    Life(
        "curtis-boyd",
        ORTEGA,
        "Ashby",
        "Boyd Towing",
        (
            Account("facebook", "curtis.boyd.towing", MIXED),
            Account("youtube", "boydonthehook", mode=TALK),
        ),
        ("C. J. Boyd",),
    ),
)
