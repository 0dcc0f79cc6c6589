"""Awards in a question: which form, of which grade, from whom, proposed or given.

The vocabulary is the reader's own (``ingest/data/awards.txt``), so a form is recognised in
a question as it is in a report.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from answer.frame import Frame
from ingest.report import Award
from ingest.text import bare, canonical
from ingest.vocabulary import spellings

FILE = "awards.txt"
# Who people mean by a role: the words of the giver as reports print them.
_STATE = ("chủ tịch nước", "thủ tướng", "chính phủ", "nhà nước", "quốc hội")
_MINISTER = "bộ trưởng"
_GRADES = {
    "hạng nhất": ("nhất", "i", "1"),
    "hạng nhì": ("nhì", "ii", "2"),
    "hạng ba": ("ba", "iii", "3"),
}
_LEVELS = {
    "tinh": "tinh", "thanh pho": "tinh", "huyen": "huyen", "quan": "huyen", "thi xa": "huyen",
    "xa": "xa", "phuong": "xa", "thi tran": "xa",
}  # fmt: skip
_CHAIR = re.compile(rf"\bchu tich (?:(?:ubnd|uy ban nhan dan) )?({'|'.join(_LEVELS)})\b")
# Titles that people are called by: "mấy bà mẹ Việt Nam anh hùng còn sống?"
_TITLED = re.compile(r"(?:ba me|anh hung|nha giao|thay thuoc|nghe si|nghe nhan)\b")
_GIVES = re.compile(r"\b(?:tang|phong|trao|thuong|cong nhan|duoc|danh hieu|de nghi|trinh|dat)\b")
_SHORT = {
    "hclđ": "huân chương lao động",
    "cstđ": "chiến sĩ thi đua",
    "bk": "bằng khen",
    "gk": "giấy khen",
}


@dataclass(frozen=True, slots=True)
class AwardFrame:
    """What a question says about an award; "" where it does not say.

    form: without grade, canonical ("huân chương lao động"); grade: "nhất", "nhì", "ba".
    giver: "chủ tịch nước", "thủ tướng", "chính phủ", "nhà nước" or "local".
    level: of whose chairman is named: "tinh", "huyen" or "xa".
    """

    form: str
    grade: str
    giver: str
    proposed: bool
    level: str = ""


@cache
def _pattern(section: str, marked: bool) -> re.Pattern[str]:
    words = {canonical(w) for w in spellings(FILE, section)}
    keys = words if marked else {bare(word) for word in words}
    return re.compile(
        r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(keys, key=len, reverse=True))) + r")(?!\w)"
    )


def award_frame(frame: Frame) -> AwardFrame | None:
    """The award that a question is about, None if it is about none."""
    key = frame.key
    form = _pattern("form", frame.marked).search(key)
    verb = _pattern("unspecified", frame.marked).search(key)
    if not form and not verb:
        return None
    if form and not verb and _TITLED.match(bare(form[0])) and not _GIVES.search(bare(key)):
        return None  # people who bear a title are counted, nobody gives it
    return AwardFrame(
        form=plain_form(form[0]) if form else "",
        grade=_grade(key),
        giver=_giver(key, frame.marked),
        proposed=frame.proposed,
        level=_chair_level(key),
    )


def plain_form(form: str) -> str:
    """A form's key without its giver and grade: both are compared apart, as bare syllables."""
    key = bare(canonical(form))
    for short, full in _SHORT.items():
        key = re.sub(rf"(?<!\w){bare(short)}(?!\w)", bare(full), key)
    key = re.sub(r"\b(?:cua )?(?:thu tuong chinh phu|thu tuong|chinh phu|chu tich nuoc)\b", "", key)
    key = re.sub(r"\b(?:hang|danh hieu|cac)\b(?: (?:nhat|nhi|ba|i|ii|iii|1|2|3))?", "", key)
    key = re.sub(r"\b(?:cap )?(?:cua )?(?:thanh pho|tinh)(?:/thanh pho)?$", "", key.strip())
    return " ".join(key.split())


def fit(asked: AwardFrame, award: Award) -> dict[str, float]:
    """How an award fits: form, giver, grade each -1 (another), 0 (not said), 1 (the same)."""
    printed = bare(canonical(award.form))
    return {
        "form": _form_fit(asked, printed),
        "giver": _giver_fit(asked, award, printed),
        "proposed": 1.0 if award.proposed == asked.proposed else -1.0,
    }


def _form_fit(asked: AwardFrame, printed: str) -> float:
    if not asked.form and not asked.grade:
        return 0.0
    grade = _grade(printed)
    if asked.grade and grade and asked.grade != grade:
        return -1.0
    if not asked.form:
        return 0.5
    plain = plain_form(printed)
    if plain == asked.form:
        if asked.form == "chien si thi dua" and _level(asked, printed):
            return 0.5
        return 1.0 if not asked.grade or grade else 0.3
    if asked.form in plain or (plain and plain in asked.form):
        return 0.4
    return -1.0


def _level(asked: AwardFrame, printed: str) -> bool:
    return "toan quoc" in printed and asked.giver == "local"


def _giver_fit(asked: AwardFrame, award: Award, printed: str) -> float:
    if not asked.giver:
        return 0.0
    given = bare(canonical(award.giver))
    if asked.giver == "local":
        level = _chair_level(given)
        if asked.level and level and asked.level != level:
            return -1.0
        state = any(bare(word) in given or bare(word) in printed for word in _STATE)
        return -1.0 if state else (1.0 if given else 0.3)
    name = bare(asked.giver)
    if asked.giver == _MINISTER and given.startswith("bo "):
        return 1.0
    if name in given or name in printed:
        return 1.0
    if asked.giver == "nhà nước":
        return 1.0 if any(bare(word) in given for word in _STATE) else -0.5
    if name == "thu tuong" and given == "chinh phu":
        return 0.2
    return -1.0 if given else -0.2


def _chair_level(text: str) -> str:
    """The level of the committee whose chairman is named; a city counts as a province."""
    found = _CHAIR.search(bare(text))
    return _LEVELS[found[1]] if found else ""


def _grade(key: str) -> str:
    text = bare(key)
    for name, (word, roman, digit) in _GRADES.items():
        del name
        if re.search(rf"\bhang (?:{bare(word)}|{roman}|{digit})\b", text):
            return bare(word)
    return ""


def _giver(key: str, marked: bool) -> str:
    for giver in (*_STATE, _MINISTER):
        name = canonical(giver) if marked else bare(giver)
        if re.search(rf"(?<!\w){name}(?!\w)", key) and not _subject(key, name):
            return giver
    chair = (
        r"chủ tịch (?:ubnd|ủy ban|thành phố|tỉnh|huyện|xã|phường)"
        r"|(?:thành phố|tỉnh) (?:trao|tặng|khen)"
    )
    pattern = canonical(chair) if marked else bare(chair)
    if re.search(pattern, key) or re.search(
        r"(?:được|duoc|cấp|cap) (?:thành phố|thanh pho|tỉnh|tinh) ?(?:khen|tặng|tang|trao)?", key
    ):
        return "local"
    return ""


def _subject(key: str, name: str) -> bool:
    """Whether the name is part of a topic ("phong trào do Thủ tướng phát động"), no giver."""
    return bool(re.search(rf"do {name} (?:phát động|phat dong|chinh phu phat dong)", key))
