"""Who is named in a wording: by title, by what they are to somebody, by initial and surname.

Roles alone (``a coworker``, ``the officer``) name nobody and are left. Each pattern reads a text once; what
may repeat in it is bounded, so that no text makes it slow.
"""

from __future__ import annotations

import re

from tracker.policy.sanitising import Protected

_NOT_OF_NAMES = (
    r"(?!(?:The|A|An|At|In|On|And|But|Or|For|To|Of|By|With|From|As|If|When|While|After|Before|He|She"
    r"|They|It"
    r"|This|That|These|Those|His|Her|Their|My|Our|Your|No|Not|Yes|Candidate|Police|Fire|State|City|Town"
    r"|County"
    r"|Citizens?|Regional|North|South|East|West|New|Main|Union|Instagram|Facebook|TikTok|Twitter|Reddit"
    r"|YouTube"
    r"|Snapchat|Discord|Twitch|Telegram|WhatsApp|LinkedIn|Threads|Bluesky|Monday|Tuesday|Wednesday|Thursday"
    r"|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November"
    r"|December|Department|Academy|Association|Club|Day|Week|Night|Street|Avenue|Road|Halloween|Christmas"
    r"|Thanksgiving|Easter|Call|Grand|Black|White|Red|Blue|Green|General|Attorney|Chief|Officer|Post|Posted"
    r"|Google|Venmo|Cash|Dog|Cat|Wrote|Said)\b)"
)
_CAP = rf"{_NOT_OF_NAMES}[A-Z][a-z\u00e0-\u00ff]{{1,20}}(?:['\u2019-][A-Z][a-z]{{1,20}})?"
_NOT_A_PLACE = (
    r"(?!\s+(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Court|Boulevard|Blvd|Square|Bridge|Park|Day|Plaza"
    r"|Hospital|High|School|Elementary|University|College|Library|Airport|Award|Center|Stadium|Field|Beach"
    r"|Department|County|Restaurant|Pepper|Seuss|Martens|Phil)\b)"
)
_FULL = (
    rf"{_CAP}(?:\s+(?:[A-Z]\.?\s+)?(?:(?:de|la|del|da|dos|van|von|bin|al|el|Mc|Mac"
    rf"|St\.)\s*){{0,2}}{_CAP}){{0,2}}"
)
_ROLES = (
    r"(?:[Nn]eighbou?r|[Cc]o-?worker|[Cc]olleague|[Bb]oss|[Ss]upervisor|[Mm]anager|[Ll]andlord|[Ll]andlady"
    r"|[Rr]oommate|[Hh]ousemate|[Ff]riend|[Bb]uddy|[Bb]estie|[Pp]artner|[Cc]lassmate|[Tt]eammate"
    r"|[Ii]nstructor"
    r"|[Tt]rainer|[Tt]eacher|[Cc]oach|[Rr]ecruiter|[Ll]awyer|[Aa]ttorney|[Dd]ispatcher|[Tt]rainee|[Cc]adet"
    r"|[Rr]ecruit|[Ww]ife|[Hh]usband|[Ff]ianc\u00e9?e?e|[Gg]irlfriend|[Bb]oyfriend|[Ee]x|[Ee]x-wife"
    r"|[Ee]x-husband"
    r"|[Ee]x-girlfriend|[Ee]x-boyfriend|[Mm]other|[Ff]ather|[Mm]om|[Dd]ad|[Bb]rother|[Ss]ister|[Ss]on"
    r"|[Dd]aughter"
    r"|[Cc]ousin|[Nn]ephew|[Nn]iece|[Uu]ncle|[Aa]unt|[Tt]ia|[Tt]io|[Gg]randson|[Gg]randdaughter"
    r"|[Gg]randmother"
    r"|[Gg]randfather|[Ss]tepson|[Ss]tepdaughter|[Ss]tepbrother|[Bb]rother-in-law|[Ss]ister-in-law"
    r"|[Vv]ictim"
    r"|[Ww]itness|[Cc]omplainant|[Rr]eporter|[Bb]artender|[Bb]arber|[Nn]urse|[Oo]wner|[Cc]ounselor"
    r"|[Tt]enant"
    r"|[Cc]lerk|[Cc]ashier|[Ss]tudent|[Cc]ustomer|[Cc]lient|[Pp]atient|[Dd]river|[Mm]entor|[Pp]rincipal"
    r"|[Dd]efendant|[Ss]uspect|[Ii]nmate|[Cc]ouncil(?:man|woman|member)|[Aa]lder(?:man|woman)"
    r"|[Ss]elect(?:man|woman)"
    r"|[Cc]ommissioner|[Ss]uperintendent|[Ff]oreman|[Aa]ssistant|[Ff]irefighter|[Pp]aramedic|[Dd]oorman"
    r"|[Bb]ouncer|[Uu]sher|[Gg]odson|[Gg]odfather|[Gg]odmother|[Ii]nfluencer|[Ss]treamer)"
)
_VERBS = (
    r"(?:replied|answered|commented|wrote|said|says|asked|posted|responded|texted|thanked|told|filmed"
    r"|complained"
    r"|reported|tagged|messaged|confirmed|denied|who|whom|whose)"
)
_NO_PET = "".join(
    rf"(?<!\b{one}\s)"
    for one in (
        "cat",
        "dog",
        "K9",
        "k9",
        "pup",
        "puppy",
        "kitten",
        "horse",
        "boat",
        "truck",
        "car",
        "band",
        "bird",
        "game",
        "song",
        "bike",
        "hamster",
        "fish",
        "turtle",
        "pig",
        "goat",
        "team",
        "beer",
        "hound",
        "character",
        "snake",
        "mule",
        "group",
        "server",
        "list",
        "playlist",
        "page",
        "channel",
        "podcast",
        "album",
        "club",
        "chat",
        "bar",
        "store",
        "film",
    )
)
PEOPLE: tuple[tuple[re.Pattern[str], Protected, str], ...] = (
    (
        re.compile(
            r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sgt|Lt|Capt|Det|Cpl|Ofc|Off|Insp|Maj|Col|Pvt|Spc|Tpr|Dep|Prof"
            r"|Rev|Fr|Sr"
            r"|Gov|Sen|Rep|Hon|Don|Do\u00f1a|Se\u00f1or|Se\u00f1ora|Officer|Sergeant|Lieutenant|Captain"
            r"|Detective"
            r"|Corporal|Inspector|Major|Colonel|Judge|Justice|Trooper|Deputy|Sheriff|Marshal|Chief"
            r"|Commissioner"
            r"|Mayor|Governor|Senator|Congress(?:man|woman)|Representative|Alder(?:man|woman)"
            r"|Council(?:man|woman)"
            r"|Professor|Principal|Coach|Pastor|Father|Brother|Sister|Bishop|Deacon|Elder|Rabbi|Imam"
            r"|Reverend|Nurse"
            r"|Uncle|Aunt|Auntie|T\u00eda|T\u00edo|Grandma|Grandpa|Nana|Cousin|Agent|Firefighter"
            r"|Dispatcher|Warden"
            r"|Superintendent|Selectman|First Selectman|Attorney|Prosecutor|Commander|Private"
            r"|Specialist)\.?"
            rf"\s+(?:[A-Z]\.\s*){{0,2}}{_CAP}(?:\s+{_CAP})?\b{_NOT_A_PLACE}"
        ),
        Protected.OTHER_PERSON,
        "names somebody",
    ),
    (
        re.compile(rf"\b{_ROLES},?\s+(?P<it>{_FULL})\b{_NOT_A_PLACE}"),
        Protected.OTHER_PERSON,
        "may be somebody's name",
    ),
    (
        re.compile(
            rf"(?:(?<=[a-z]\s)|(?<=[a-z],\s)|(?<=[.!?:]\s)"
            rf"|(?<=[\"\u201c(])|\A)(?<!County\s)(?:[A-Z]\.\s?){{1,2}}{_CAP}\b"
            r"(?!\s+(?:Street|St|Avenue|Ave|Road|Rd)\b)"
        ),
        Protected.OTHER_PERSON,
        "names somebody",
    ),
    (
        re.compile(rf"\b{_CAP}\s+(?:[A-Z]\.|{_CAP}),?\s+{_VERBS}\b"),
        Protected.OTHER_PERSON,
        "names somebody",
    ),
    (
        re.compile(
            r"\b(?:named|by name|tagged|tagging|messaged|texted|threatened|told|married|dating|dated|met"
            r"|hugged"
            r"|against|thanked|praised|harassed|stalked|blames?|blamed|accused|mocked|insulted|quot(?:es"
            r"|ed|ing))"
            rf",?\s+{_CAP}\s+(?:[A-Z]\.\s*)?{_CAP}\b{_NOT_A_PLACE}"
        ),
        Protected.OTHER_PERSON,
        "may be somebody's name",
    ),
    (
        re.compile(
            rf"{_NO_PET}\b(?:named|name is|name of)\s+(?!(?:after|in|on|to|for|as)\b)"
            rf"(?![\"\u201c][A-Z]\w+\s)[\"\u201c']?{_CAP}\b"
        ),
        Protected.OTHER_PERSON,
        "may be somebody's name",
    ),
)
"""What names somebody, with the category and what to say of it."""
_SPOKEN_TO = re.compile(
    r"(?:\b(?:to|tagged|tagging|with|told|tell|tells|by|and|me|miss|love|loves|hey|dear|thanks?|named|against|asked"
    r"|ask|text(?:ed)?|messaged|meet|met|hug(?:ged)?|dating|blamed?|called|call|than|like|of|mentions?|mentioned)\s+"
    r"|@|\bRIP\s+)\Z"
)
_DOES = re.compile(
    r"['\u2019]s\s+[a-z]|\s+(?:is|was|says|said|wrote|told|got|has|had|from|needs|who|will|would|asked|replied|came"
    r"|went|took|can|can't|does|did|didn't|just|better|owes?|keeps?|kept|and\s+I)\b|,\s+(?:who|her|his|my|you)\b"
)
_NO_PERSON = re.compile(
    r"(?:\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|[Oo]ff|[Oo]n|St\.?|Saint|San|Mt\.?|Fort|Lake|Port|Cape|Mount|go\s+back"
    r"\s+to)\s+)\Z"
)


def names_alone(text: str, start: int, end: int) -> bool:
    """Say whether a given name alone names a person: somebody speaks to it, or it does something."""
    before = text[max(0, start - 24) : start]
    if _NO_PERSON.search(before):
        return False
    return _SPOKEN_TO.search(before) is not None or _DOES.match(text, end) is not None
