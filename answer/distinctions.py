"""Small words by which a question tells one figure from its neighbours.

"Riêng công nghiệp" is not "công nghiệp - xây dựng"; "không tính xây dựng" leaves out what says
so; who asks for what the province awarded does not ask for awards of the State. Before a day is
not after it; "trường ngoài công lập" is no "trường công lập".
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from answer.evidence import Spans
from answer.query import Query
from answer.times import side_of
from ingest.report import Figure, Passage
from ingest.text import bare, canonical

_ALONE = re.compile(r"(?<!\w)(?:riêng|chỉ tính|chỉ riêng|rieng|chi tinh)(?!\w)")
_LEFT_OUT = re.compile(
    r"(?<!\w)(?:không (?:tính|kể|gồm)|chưa (?:tính|kể)|khong (?:tinh|ke|gom)) ([^,?]+)"
)
_PAIR = re.compile(r"([^\W\d_]+(?: [^\W\d_]+)?) - ([^\W\d_]+(?: [^\W\d_]+)?)")
_AWARDED = re.compile(r"(?<!\w)(?:khen|thuong|tang|danh hieu)(?!\w)")
_STATE = re.compile(r"(?<!\w)(?:nha nuoc|trung uong|thu tuong|chu tich nuoc|chinh phu)(?!\w)")
_LOCAL = re.compile(
    r"(?<!\w)(?:cap (?:tinh|thanh pho|huyen|xa)"
    r"|(?:tinh|thanh pho|huyen|xa|ubnd|uy ban nhan dan)(?: [^\W\d_]+)? (?:khen|tang|thuong))(?!\w)"
)
# A word that, put into a name, makes it another thing, next to it or its opposite.
_TURNS = (
    "khác",
    "cận",
    "tái",
    "thoát",
    "mới thoát",
    "ngoài",
    "phi",
    "bán",
    "không",
    "chưa",
    "không còn",
)
_TURNS_BARE = tuple(map(bare, _TURNS))
_OF_STATE = re.compile(r"(?<!\w)cap (?:nha nuoc|trung uong)(?!\w)")
_OF_PLACE = re.compile(r"(?<!\w)cap (?:tinh|thanh pho|huyen|xa)(?!\w)")


@lru_cache(maxsize=1024)  # asked of every figure
def asks_alone(key: str) -> bool:
    """Whether the question says that it means one thing apart from what it goes with."""
    return bool(_ALONE.search(key) or _LEFT_OUT.search(key))


def joined(key: str, window: str) -> float:
    """1 if a figure's own words join what is asked for alone with another thing."""
    if not asks_alone(key):
        return 0.0
    left = _LEFT_OUT.search(key)
    asked = set(bare(key.replace(left[0], "") if left else key).split())
    for pair in _PAIR.finditer(canonical(window)):
        one, other = (all(bare(word) in asked for word in side.split()) for side in pair.groups())
        if one != other:
            return 1.0
    return 0.0


def another(query: Query, window: str) -> float:
    """1 if a figure's own words name what is asked for with a word put in that turns it."""
    terms = query.terms
    zone = query.shelf.words(window)
    text, turns = (zone.exact, _TURNS) if terms.marked else (zone.loose, _TURNS_BARE)
    if not any(f" {turn} " in text for turn in turns):
        return 0.0
    names = terms.syllables if terms.marked else terms.bare
    for place, (one, other) in enumerate(pairwise(names)):
        if not terms.joined[place] or f" {one} {other} " in text or f" {other} " not in text:
            continue
        if any(f" {one} {turn} {other} " in text for turn in turns):
            return 1.0
    return 0.0


def level(key: str, sentence: str) -> float:
    """1 if a sentence names the level of the award that is asked for, -1 if the other one."""
    asked = _asked_level(key)
    if not asked:
        return 0.0
    text = bare(canonical(sentence))
    state, place = bool(_OF_STATE.search(text)), bool(_OF_PLACE.search(text))
    if state == place:
        return 0.0
    return 1.0 if (asked == "state") == state else -1.0


@lru_cache(maxsize=1024)  # asked of every figure
def _asked_level(key: str) -> str:
    text = bare(key)
    if not _AWARDED.search(text):
        return ""
    state, place = bool(_STATE.search(text)), bool(_LOCAL.search(text))
    return "" if state == place else ("state" if state else "place")


def side(query: Query, passage: Passage, spans: Spans, figure: Figure) -> float:
    """1 if the figure is of the side of a date that the question names, -1 if of the other."""
    asked = side_of(query.frame.key)
    if asked is None:
        return 0.0
    for text in (
        figure.period,
        passage.text[slice(*spans.clause)],
        passage.text[spans.sentence[0] : figure.start],
        passage.text[: figure.start],
    ):
        said = side_of(canonical(text))
        if said is not None:
            return 1.0 if said == asked else (-1.0 if said[1] == asked[1] else 0.0)
    return 0.0
