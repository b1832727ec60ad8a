"""The words of docs/SCREEN.md around its figures."""

from __future__ import annotations

HEAD = """# How well the screen for protected information does

This page is written by `python -m tests.screening.figures`. A test counts everything anew and fails when a
figure here is not true.

## In short

Before a wording goes to a hiring board, the screen underlines words in it that may show religion, race,
age, health, where somebody lives and the like. It only points: a person decides on each underlined place,
and nothing is changed by itself. Somebody who knew neither its word lists nor earlier test sentences wrote
{read_statements} statements and marked in them what a board may not read. All lists were mended,
and all was learned, before the screen read them; nothing was mended by them after. It found **{found} of
100** such passages; the aim, 95, is **{recall_met}**. **{right} of 100** places it underlined were rightly
underlined; the aim, 80, is **{precision_met}**. So: read the wording yourself, too. What the screen leaves
alone is not thereby clean.

## What was counted

The corpus lies in `tests/screening/corpus/`: {statements} invented statements in the language of summaries,
{labels} passages of which are labelled with category and whose characteristic it is. {clean} statements have
no label; most of them hold trap words: streets, brands, idioms, plain facts about the job.

- *Recall*: of the labelled passages, how many a suggestion of the right category lies on. A passage that has
  several right categories counts with its first.
- *Precision*: of the suggestions, how many lie on a passage labelled with their category. A suggestion on a
  passage that was labelled as something else, or that the writer of the labels passed over, counts as wrong.
- Neither way count pronouns, of which the screen asks once for a statement, and roles that name nobody, such
  as "a coworker", which it leaves alone. So says the guide by which the third author and those after wrote.
- In brackets stands the interval of Wilson that holds with 95 of 100.

| part | statements | recall | precision | whose, said rightly | without a label, yet marked |
|---|---|---|---|---|---|
"""


HONEST = """
## What these figures are worth

- **What was learned.** The screen learned from {sentences:,} labelled sentences how far each list is to be
  trusted and what it misses; all parts but the eighth author's are among them. So all rows of the first table
  but those first read are of sentences it knows, and say nothing about what to expect. On authors from whom
  nothing was learned it finds {learned} of 100 passages, its lists alone {lists}; {right} of 100 of its marks
  are right, and {right_lists} of those by lists alone.
- **The eighth author's part, first read, is the figure to go by.** Its sentences and labels were set down
  before the weights were made; a test holds their digest. Nobody who wrote lists or learned had seen them.
  It found {eighth} of 100 passages, where it should be 95; lists alone found {eighth_lists}. {eighth_right}
  of 100 marks were right, where it should be 80, as many as by lists alone: the author set more traps than
  those before. Marks were wrong most often for sex, military service, religion, race and other people.
  {eighth_any} of 100 passages were underlined as whatever it is, so that whoever reads the page is led
  there. Which sentences were missed or wrongly marked nobody has looked up. After that two rules were
  chosen on the authors left out above, not on this part: what is underlined already is not underlined as
  something else by learning alone, and words of the list of opinions always stay. The row after the first
  reading is with them.
- **The seventh author's part** was read once with what had been learned from seven training authors and the
  parts before: 88 of 100 passages found, 81 of 100 marks right. It is learned from since, and nobody had
  looked up what was missed. When it is left out, with all that is learned now, 90 of 100 are found.
- **The sixth author's part** was read once before anything was learned. The figure was lower than the fifth
  part's: half of its statements have no label, half of those hold trap words, and much of what is labelled
  is told by the way and not by a word. Parts of different hands cannot be set off against each other exactly.
- **Where the lists alone were weakest there.** Missed most often are where somebody lives, health, what
  identifies, race, sex and genetics. Marks are wrong most often for where somebody lives, race, family and
  opinions. Looked up afterwards, with nothing mended: of the 66 passages missed, 13 were underlined as
  something else, so that whoever reads the page is led there all the same; most of the others are everyday
  words that tell a fact only where they stand ("my bump", "the new shot", "took the oath").
- **What the last mending came to.** The three workshop authors' parts were read one after the other, each
  before anybody had looked at it. With the lists before, protected 5, their recall was 0.795, 0.762 and 0.814
  and their precision 0.676, 0.741 and 0.745. So what was mended by one part helped the next: precision by
  two to four of 100 each time, recall by three in the first part and not at all after. More phrases of
  this kind will not reach the aim for recall.
- **The fifth author's part** was read once before that, and lists have been mended by it since.
- **The third and the fourth author's parts** were each read once in the midst of the work. Then lists and
  patterns were mended by looking at what was missed and wrongly marked in them, so their second rows, and by
  the same token the rows of all earlier parts, say nothing about what to expect.
- **The second author's parts.** After the first reading the second author mended lists and patterns by
  category, remembering what the sentences said. They have been looked at since, sentence by sentence.
- **The first author's parts say too much good.** Whoever wrote them also wrote the first lists, so both share
  one imagination. The development part was used for tuning from the beginning, the held-out parts at last.
- **What is still missed in parts that were mended by** is told by the whole of a sentence and by no word of
  it, or by a word that only people of a place know. A list will not find that; the second reader has to.
- A category with few passages has a wide interval; read it as "not yet known".
- *Whose* it is, is a guess from the words around. It never settles anything by itself.
"""

TABLE = """
## By category, {title}

| category | passages | recall | suggestions | precision |
|---|---|---|---|---|
"""
