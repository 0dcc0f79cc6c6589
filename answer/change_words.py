"""Everyday words for more and less, up and down, plan and year before, put into plain ones.

"Đàn dê vơi đi mấy con?" asks what "Đàn dê giảm mấy con?" does. ``data/change_words.txt`` holds
the pairs. What this module does not know: what a change or difference is answered with.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ingest.text import canonical, has_marks, nfc
from ingest.vocabulary import Pattern, any_of, keyed

DATA = Path(__file__).parent / "data" / "change_words.txt"
# Behind the word, with no other clause between: "vơi đi so với năm ngoái là mấy con".
_HOW_MANY = r"(?=[^,;?]{0,80}(?<!\w)(?:bao nhiêu|bi nhiêu|mấy|nhiêu)(?!\w))"
# "dôi dư", "dư nợ", "khó khăn được bớt": words of other matters that begin or end alike.
_NOT_BEHIND = r"(?<!\w)(?<!không )(?<!chưa )(?<!thì )"
# "vượt mức tỉnh giao", "thiếu so với số được giao": the plan, by what was done with it.
_PLANNED = Pattern(
    r"(?<!\w)(?:hơn|vượt|so với|so|thiếu|hụt|kém) (?P<noun>mức|(?:con )?số(?= (?!được)))"
    r"(?: [^\W\d_]+){0,4}? (?:được giao|giao|đề ra|đặt ra)(?!\w)"
)
# "hơn 2022", "so với năm liền trước": the year as it is said in full.
_YEAR = Pattern(r"(?<!\w)(?:hơn|kém|với|so) (?P<year>(?:19|20)\d\d)(?![\d/.,]\d|\d)")
_YEAR_BEFORE = Pattern(r"(?<!\w)năm (?P<which>liền trước|liền kề|kề trước|trước đó)(?!\w)")


@cache
def _known() -> tuple[Pattern, dict[str, str]]:
    lines = DATA.read_text(encoding="utf-8").splitlines()
    pairs = [line.split(" > ") for line in lines if line and not line.startswith("#")]
    standard = {canonical(said): put.strip() for said, put in pairs}
    return Pattern(rf"{_NOT_BEHIND}{any_of(standard)}(?!\w){_HOW_MANY}"), standard


def in_standard_words(text: str) -> str:
    """A question with everyday words of change replaced by those that forms of questions know.

    Typed without diacritics it is left as it is: "bot", "tut", "du" are too many other words.
    """
    text = nfc(text)  # the places of what is replaced are those of the composed text
    if not has_marks(text):
        return text
    for where in reversed(_PLANNED.finditer(keyed(text))):
        start, end = where.span("noun")
        text = f"{text[:start]}kế hoạch{text[end:]}"
    for where in reversed(_YEAR_BEFORE.finditer(keyed(text))):
        text = f"{text[: where.start('which')]}trước{text[where.end('which') :]}"
    for where in reversed(_YEAR.finditer(keyed(text))):
        text = f"{text[: where.start('year')]}năm {text[where.start('year') :]}"
    pattern, standard = _known()
    for where in reversed(pattern.finditer(keyed(text))):
        text = f"{text[: where.start()]}{standard[where[0]]}{text[where.end() :]}"
    return text
