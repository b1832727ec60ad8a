"""What else identifies by its shape: plates, places to live, names of channels, ages beside a child."""

from __future__ import annotations

import re

from tracker.policy.sanitising import Protected

_ROADS = (
    r"(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Court|Ct|Boulevard|Blvd|Terrace|Ter|Place|Pl|Way"
    r"|Circle|Cir|Trail|Parkway|Pkwy|Row|Square|Loop|Crescent|Heights|Hill|Alley|Path|Turnpike|Highway|Hwy)"
)
_PLACE = r"[A-Z][\w'\u2019]{1,30}(?:\s+[A-Z][\w'\u2019]{1,30}){0,3}"
_BRANDS = (
    r"(?!(?:YouTube|TikTok|LinkedIn|FaceTime|WhatsApp|PayPal|DoorDash|GitHub|SnapChat|SoundCloud|OnlyFans"
    r"|FaceBook|MySpace|PlayStation|McDonald|GoFundMe|CashApp|JavaScript|PowerPoint|AirPods|AirTag|GoPro"
    r"|DashCam|BodyCam|DeviantArt|BlueSky|LiveLeak|QuickTime|StubHub|FedEx)\b)"
)
MORE: tuple[tuple[re.Pattern[str], Protected, str], ...] = (
    (
        re.compile(
            r"\b(?:[Pp]late|[Tt]ag|[Rr]egistration)s?(?:\s+(?:number|no\.?|reads?|is|was))?[\s:#]{1,3}"
            r"(?=[A-Z-]{0,6}\d)[A-Z\d]{2,4}[-\s]?[A-Z\d]{2,5}\b"
        ),
        Protected.IDENTIFIER,
        "is a license plate",
    ),
    (
        re.compile(r"\b(?:SSN|[Ss]ocial [Ss]ecurity [Nn]umber)\b[^.;\n]{0,25}?\d{4}\b"),
        Protected.IDENTIFIER,
        "is a part of a social security number",
    ),
    (
        re.compile(
            r"\b(?:[Hh]is|[Hh]er|[Mm]y|[Cc]andidate's|[Aa]pplicant's|[Ss]ubject's|runs|has|owns|operates|made|started)\s+"
            r"(?:an?\s+)?(?:\w+\s+){0,2}?(?:channel|page|account|profile|blog|server|store|podcast)"
            r"(?:\s+(?:is|was))?,?\s+(?:called|named|titled)"
            r"\s+[\"\u201c']?[\w.-]{3,40}"
            r"|\b(?:posts?|posted|writes?|goes|known|streams?)\s+(?:\w+\s+){0,4}?(?:as|under)\s+"
            r"(?=[\w.]{5,30}\b)(?:[a-z]+\.[a-z]+|[a-z]+\d+|[a-z]+[A-Z]\w+)\b"
        ),
        Protected.IDENTIFIER,
        "is a name that somebody goes by",
    ),
    (
        re.compile(
            r"\b(?:as|by|user|handle|account|called|named|channel|page|name|under|profile|tag|username|gamertag)"
            rf"[\s:\"\u201c']{{1,4}}(?P<it>{_BRANDS}[A-Z][a-z]{{2,15}}(?:[A-Z][a-z]{{1,15}}){{1,3}}\d{{0,4}})\b"
            r"|(?<![\w@/.#])(?:[A-Z][a-z]{2,15}){2,4}\d{2,4}\b"
        ),
        Protected.IDENTIFIER,
        "looks like a handle",
    ),
    (
        re.compile(rf"\b\d{{1,5}}[A-Za-z]?\s+(?:[A-Z][\w.'\u2019]{{0,20}}\s+){{1,3}}{_ROADS}\b"),
        Protected.ADDRESS,
        "is a street address",
    ),
    (
        re.compile(r"\bP\.?\s?O\.?\s?Box\s+\d{1,6}\b", re.IGNORECASE),
        Protected.ADDRESS,
        "is where somebody gets mail",
    ),
    (
        re.compile(r"\b(?:apartment|apt|unit|suite|lot)\.?\s*#?\s*\d{1,4}\s?[A-Z]?\b", re.IGNORECASE),
        Protected.ADDRESS,
        "is a part of an address",
    ),
    (
        re.compile(
            rf"\b{_PLACE}\s+(?:complex|lofts|[Aa]partments|condos|condominiums|estates|trailer park|towers"
            r"|townhomes)\b"
        ),
        Protected.ADDRESS,
        "may show where somebody lives",
    ),
    (
        re.compile(
            r"\b(?:house|home|door|porch|mailbox|building)\b[^.;\n]{0,30}?\bnumber(?:ed)?\s+\d{1,5}\b",
            re.IGNORECASE,
        ),
        Protected.ADDRESS,
        "is a house number",
    ),
    (
        re.compile(
            r"\b(?:son|daughter|child|kid|niece|nephew|boy|girl|stepson|stepdaughter),?\s+"
            r"(?:\(|aged?\s+)?(?:[1-9]|1[0-7])\b(?!\s*(?:times|minutes|hours|days|weeks|months|posts|dollars))",
            re.IGNORECASE,
        ),
        Protected.MINOR,
        "is about somebody under 18",
    ),
    (
        re.compile(
            r"\b(?:turn(?:ed|s|ing)|just hit|pushing|nearing)\s+(?:just\s+)?(?:[2-9]\d"
            r"|(?:twenty|thirty|forty|fifty|sixty|seventy)(?:[\s-](?:one|two|three|four|five|six|seven|eight"
            r"|nine))?)\b(?!\s*(?:mph|miles|percent|%|pages|people|dollars|degrees|posts|users|likes|cars))"
            r"|\b[2-9]\d(?:st|nd|rd|th)\s+(?:birthday|bday)\b"
            r"|\b(?:over|under|past)\s+(?:4\d|5\d|6\d|forty|fifty|sixty)(?=\s*(?:[.,;:!?)\"\u201d]|$"
            r"|\b(?:and|are|is|were|should|can|need|who)\b))"
            r"|\b(?:born|birth)\b[^.;\n]{0,20}?\b(?:19[3-9]|200)\d\b"
            r"|\b(?:19[3-9]|200)\d\s+(?:as\s+)?(?:the\s+|his\s+|her\s+)?(?:year of birth|birth year)\b"
            r"|\bfit(?:ness)?over\d{2}\b|#\w{0,15}over[4-9]0\b"
            r"|\b(?:twenty|thirty|forty|fifty|sixty|[2-6]\d)(?:[\s-]year)?[\s-](?:year\s+)?(?:class\s+)?reunion\b",
            re.IGNORECASE,
        ),
        Protected.AGE,
        "may show age",
    ),
)
"""What is found by its shape beyond ``identifying``, with the category and what to say of it."""
