"""Follow-up questions made whole: "Còn Hậu Giang thì sao?" after a question about another.

What the new question names replaces what the old one named of the same sort (place,
year, kind of answer); all else is carried over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from answer.asking import asking
from answer.frame import Frame, read_frame
from answer.names import Names
from answer.pointed import pointed
from answer.swapped import dated, same_counted, swapped
from index.tokens import units
from ingest.report import Turn
from ingest.text import bare

_OPENS = re.compile(
    r"^(?:còn|thế còn|vậy còn|thế|vậy|rồi|trong đó|trong số đó|so với|con|the con|vay con|the"
    r"|trong do|trong so do|cụ thể|cu the)(?!\w)",
    re.IGNORECASE,
)
# Words that point back. "trên" alone does not ("trên địa bàn"), nor does a bare "do", "nay".
_POINTS = re.compile(
    r"(?<!\w)(?:đó|ấy|nó|kể trên|nêu trên|nói trên|vừa nêu|(?:báo cáo|việc|cái|phong trào) này"
    r"|(?:bao cao|viec|cai|phong trao|nam|noi|ngay) (?:do|ay|nay)|ke tren|neu tren|vua neu)(?!\w)",
    re.IGNORECASE,
)
_EMPTY = re.compile(
    r"(?:thì sao|thì thế nào|thì bao nhiêu|thi sao|thi the nao|ra sao|thế nào)\s*\??\s*$",
    re.IGNORECASE,
)
_SIDE = re.compile(
    r"(?<!\w)(trước|sau|từ|đến|truoc|tu|den) (?:ngày|mốc|thời điểm|ngay|moc|thoi diem)"
    r" (?:đó|ấy|này|do|ay|nay)(?!\w)",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"(?<!\w)(trước|sau|từ|đến|truoc|tu|den) ((?:ngày |mốc |ngay |moc )?"
    r"(?:\d{1,2}[/-]\d{1,2}(?:[/-]\d{4})?|\d{1,2} (?:tháng|thang) \d{1,2}(?: (?:năm|nam) \d{4})?))",
    re.IGNORECASE,
)
_NOUNS = (
    "tập thể", "cá nhân", "hộ gia đình", "doanh nghiệp", "đơn vị", "trường hợp", "người", "hộ",
    "tap the", "ca nhan", "ho gia dinh", "doanh nghiep", "don vi", "truong hop", "nguoi", "ho",
)  # fmt: skip
SHORT = 2  # content words up to which a question after others leans on them


def resolve(question: str, history: Sequence[Turn], names: Names) -> str:
    """The question with what it leaves out taken from the conversation."""
    if not history:
        return question
    frame = read_frame(question)
    named = pointed(question, history[-1])
    if named:
        whole, years = read_frame(named), read_frame(history[-1].question).years
        if not _leans(whole):
            when = f"Năm {years[0]}, " if len(years) == 1 and not whole.years else ""
            return f"{when}{named}"
        question, frame = named, whole
    if not _leans(frame) and not _names_only(frame, names):
        return question
    previous = resolve(history[-1].question, history[:-1], names)
    return _merge(previous, question, frame, names)


def _names_only(frame: Frame, names: Names) -> bool:
    """ "Xã Cẩm Đường thì bao nhiêu?": nothing but a name, of which the same is asked."""
    if not _EMPTY.search(frame.text):
        return False
    named = {word for name in names.in_question(frame) for word in name.split()}
    stop = asking().stop if frame.marked else asking().bare_stop
    rest = [unit for unit in _content(frame) if unit not in stop and unit not in named]
    return bool(named) and len(rest) <= 1


def _leans(frame: Frame) -> bool:
    if _OPENS.search(frame.key) or _POINTS.search(frame.key):
        return True
    words = asking()
    stop = words.stop if frame.marked else words.bare_stop
    return len([unit for unit in _content(frame) if unit not in stop]) <= SHORT


def _content(frame: Frame) -> list[str]:
    kept = []
    position = 0
    for start, end in frame.asked:
        kept.append(frame.key[position : max(start, position)])
        position = max(position, end)
    kept.append(frame.key[position:])
    return units(" ".join(kept))


def _merge(previous: str, question: str, frame: Frame, names: Names) -> str:
    other_side = _other_side(previous, question)
    if other_side:
        return other_side
    before = read_frame(previous)
    question = same_counted(dated(question, before), frame, before)
    frame = read_frame(question)
    tail = _EMPTY.sub("", _OPENS.sub("", question.strip())).strip(" ?,")
    other = swapped(previous, before, tail, names)
    if other:
        return other if before.asked else f"{other.rstrip(' ?')} là bao nhiêu?"
    new_names, old_names = names.in_question(frame), names.in_question(before)
    text = previous
    if new_names:
        for name in old_names:
            text = _without(text, name)
    if frame.years or frame.relative_year is not None:
        one = len(frame.years) == len(before.years) == 1
        for year in before.years:
            if one and frame.years[0].isdigit():
                text = text.replace(year, frame.years[0])
                continue
            text = re.sub(re.escape(year.replace("-", " - ")) + "|" + re.escape(year), "", text)
        text = re.sub(r"\bnăm\s+(?=\W|$)", "", text)
    counted = _swap_noun(text, before, tail)
    if counted:
        return counted
    if frame.asked and (frame.units or _asks_anew(frame, question)):
        text = _without_asking(text)
    # What is new counts double: it replaces what the old question said of the same sort.
    return f"{tail}, {tail}, {text}".strip(" ,") if tail else text


def _other_side(previous: str, question: str) -> str:
    """ "Sau ngày đó thì sao?" after "Trước ngày 1/7 …?": the old question of the other side."""
    asked, dated = _SIDE.search(question), _DATED.search(previous)
    if asked is None or dated is None:
        return ""
    side = asked[1].lower()
    return f"{previous[: dated.start()]}{side} {dated[2]}{previous[dated.end() :]}"


def _swap_noun(text: str, before: Frame, tail: str) -> str:
    """ "Còn cá nhân?" after "mấy tập thể?": the new noun in the old one's place, "" if none."""
    noun = " ".join(units(tail))
    if not before.units or noun not in _NOUNS:
        return ""
    old = next((n for n in _NOUNS if f"{before.units[0]} ".startswith(f"{n} ")), "")
    if not old:
        return ""
    return re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", tail, text, count=1, flags=re.IGNORECASE)


def _asks_anew(frame: Frame, question: str) -> bool:
    """Whether the new question has asking words of its own, not just "thì sao"."""
    return read_frame(_EMPTY.sub("", question)).asked != ()


def _without(text: str, name: str) -> str:
    """The text without a name given as canonical key."""
    pattern = r"[\s,.\-]*".join(re.escape(syllable) for syllable in name.split())
    loose = r"[\s,.\-]*".join(re.escape(bare(syllable)) for syllable in name.split())
    cut = re.sub(rf"(?<!\w)(?:{pattern}|{loose})(?!\w)", " ", text, flags=re.IGNORECASE)
    return re.sub(r"\s{2,}", " ", cut)


def _without_asking(text: str) -> str:
    """A question as a topic: without its asking words."""
    frame = read_frame(text)
    kept, position = [], 0
    for start, end in frame.asked:
        kept.append(frame.text[position : max(start, position)])
        position = max(position, end)
    kept.append(frame.text[position:])
    return re.sub(r"\s{2,}", " ", " ".join(kept)).strip(" ?,")
