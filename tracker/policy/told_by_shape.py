"""What the shape of a word tells: names of illnesses and medicines, short names of programs, verses.

Lists hold the words that are known; shapes hold those that nobody listed. Each pattern reads a text once.
"""

from __future__ import annotations

import re

from tracker.policy.places import PLACE, PLACES
from tracker.policy.sanitising import Protected
from tracker.policy.years import YEARS

_BOOKS = (
    r"(?:Genesis|Exodus|Leviticus|Deuteronomy|Joshua|Judges|Ruth|Samuel|Kings|Chronicles|Nehemiah|Esther"
    r"|Job"
    r"|Psalms?|Proverbs|Ecclesiastes|Isaiah|Jeremiah|Ezekiel|Daniel|Hosea|Joel|Amos|Micah|Malachi"
    r"|Matthew|Mark"
    r"|Luke|John|Acts|Romans|Corinthians|Galatians|Ephesians|Philippians|Colossians|Thessalonians"
    r"|Timothy|Titus"
    r"|Hebrews|James|Peter|Jude|Revelation|Alma|Nephi|Mosiah|Surah?|Salmos?|Juan|Mateo|Filipenses)"
)
_IN_BIO = (
    r"(?:(?<=[\"\u201c|/\u2022,.;])\s?|(?<=[\"\u201c|/\u2022,.;]\s))(?:[Pp]roud\s+|[Gg]irl\s+|[Bb]oy\s+)?"
)
TOLD: tuple[tuple[re.Pattern[str], Protected, str], ...] = (
    *PLACES,
    *YEARS,
    (
        re.compile(
            r"\b[a-z]{3,20}(?:itis|ectomy|ostomy|otomy|plasty|algia|aemia|emia|oscopy|plegia|paresis"
            r"|opathy|osclerosis"
            r"|ophilia"
            r"|oma\b(?<!aroma)(?<!diploma)(?<!coma)(?<!sonoma)(?<!tacoma)(?<!oklahoma))\b"
            r"(?<!academia)",
            re.IGNORECASE,
        ),
        Protected.HEALTH,
        "may be the name of an illness or an operation",
    ),
    (
        re.compile(
            r"\b[a-z]{2,16}(?:azepam|azolam|oxetine|traline|talopram|faxine|triptan|gliptin|glutide"
            r"|peridone|piprazole"
            r"|tiapine|zapine|lukast|sartan|olol|vastatin|prazole|cillin|mycin|cycline|tegravir|navir"
            r"|vudine|profen"
            r"|codone|morphone|norphine|etazine|igine|trigine|bupropion|cetirizine|zumab|ximab|limumab"
            r"|tinib|dronate"
            r"|(?<!mag)azine|barbital|phenidate|amfetamine|setron|floxacin)\b",
            re.IGNORECASE,
        ),
        Protected.HEALTH,
        "may be the name of a medicine",
    ),
    (
        re.compile(
            rf"{_IN_BIO}(?:[Dd]ad(?:dy)?|[Ff]ather|[Mm]om(?:my)?|[Mm]other|[Mm]ama|[Pp]arent|[Hh]usband"
            rf"|[Ww]ife)"
            r"\s?(?=[|/\u2022,.;\"\u201d])"
        ),
        Protected.FAMILY,
        "may show family or marital status",
    ),
    (
        re.compile(r"\b(?:SNAP|WIC|EBT|SSI|SSDI|TANF|LIHEAP|HUD)\b"),
        Protected.ASSISTANCE,
        "may show public assistance",
    ),
    (
        re.compile(
            r"\b[Ss]ection\s+(?:8|[Ee]ight)\b(?!\s*(?:of\s+the\s+(?:policy|code|manual|form"
            r"|report)|\(|\.\d))"
        ),
        Protected.ASSISTANCE,
        "may show public assistance",
    ),
    (
        re.compile(
            r"\b(?:attends?|goes to|went to|in|at|from|an?|of|his|her|my|weekly|nightly)\s+(?:AA|NA|OA"
            r"|IOP)\b(?!\s+batter)"
        ),
        Protected.HEALTH,
        "may show disability or health",
    ),
    (
        re.compile(
            r"\b(?:with|has|have|had|of|from|for|against|battling|fighting)\s+(?:MS|ALS|ADD|RA|BPD|OCD"
            r"|TB|EDS)\b"
        ),
        Protected.HEALTH,
        "may show disability or health",
    ),
    (
        re.compile(rf"\b(?:[1-3]\s+)?{_BOOKS}\s+\d{{1,3}}:\d{{1,3}}(?:-\d{{1,3}})?"),
        Protected.RELIGION,
        "is a verse of a scripture",
    ),
    (
        re.compile(
            rf"\b(?:[Ww]ork(?:s|ed|ing)?|[Ee]mployed|[Jj]ob|[Ss]hifts?|[Ee]mployee|[Bb]artends?"
            rf"|[Ss]erver|[Cc]ook|[Hh]ired)\s+(?:at|by)\s+"
            rf"(?:the\s+)?{PLACE}"
        ),
        Protected.IDENTIFIER,
        "names an employer, which may identify",
    ),
    (
        re.compile(r"(?<![\w$])\$[A-Za-z][\w-]{2,30}\b"),
        Protected.IDENTIFIER,
        "is a name that somebody is paid by",
    ),
    (
        re.compile(
            r"\b(?:[Bb]adge|[Ii][Dd]|[Ll]icense|[Pp]ermit|[Aa]ccount|[Cc]ase|[Dd]ocket|[Cc]ard|[Ss]erial"
            r"|[Mm]ember(?:ship)?|[Pp]assport|[Uu]nit"
            r"|[Ee]mployee|[Cc]all ?sign|VIN|[Nn]umber|[Rr]outing|[Oo]rder|[Tt]icket"
            r"|[Pp]olicy)(?:\s+(?:number|no\.?|is|was|reads?|ending|ends|in"
            r"|with|card))*[\s:#,]{1,3}(?=[A-Z-]{0,4}[\d-]*\d{3})[A-Z]{0,4}[-\d]{3,20}\b"
            r"(?!\s*(?:followers|people|times|dollars|likes|miles))"
            r"|\b(?:[Pp]late|[Tt]ag"
            r"|[Rr]eg)\b[^.;\n]{0,18}?\b(?=[A-Z\d-]{4,9}\b)(?=[A-Z-]{0,8}\d)(?=\d{0,8}-?[A-Z])"
            r"[A-Z\d]{1,4}[-\s]?[A-Z\d]{1,5}\b"
            r"|\b[\w.]{2,30}#\d{4}\b"
        ),
        Protected.IDENTIFIER,
        "is a number or name that identifies",
    ),
)
"""What is found by its shape, with the category and what to say of it."""
