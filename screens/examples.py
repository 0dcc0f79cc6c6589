"""Example questions made from what the indexed reports state, worded as a clerk would ask.

Pure: readings in, questions out, each with the words that a right answer must hold, so that
the window can try a question before it shows it. Only facts with clean, short labels become
questions: a label is cut from running text and may be anything.
What this module does not know: how a question is answered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, zip_longest
from typing import TypeVar

from ingest.report import Award, DocumentCitation, Figure, FigureKind, Passage, Reading

T = TypeVar("T")

# A label reads well in a question when it is a short phrase without digits or brackets.
_CLEAN = re.compile(r"[^\W\d_][^\d()\[\]:;/\"“”,.]*", re.UNICODE)
_LABEL_WORDS = range(3, 11)
_QUESTION_WORDS = range(7, 25)
_NUMBER = re.compile(r"\d[\d.,/]*\d|\d")
_YEAR_LEAD = re.compile(r"^(?:Trong )?năm (?:19|20)\d\d,\s*", re.IGNORECASE)
_THIS_YEAR = re.compile(r"^Trong năm,? (?!\d)")
_UNCLEAN = re.compile(r"[,()\[\]<>*`“”\":]")
_SENTENCE_END = re.compile(r"(?<=[.;:!?])\s+|^\s*(?:[-+*•]|[^\W_]{1,3}[.)])\s+")
_CLAUSE_END = re.compile(r"[,;:.(–]|\s-\s")
# A sentence that begins so is about something in the sentence before.
_REFERRING = (
    "Trong đó",
    "Qua đó",
    "Theo đó",
    "Nhờ đó",
    "Từ đó",
    "Đồng thời",
    "Ngoài ra",
    "Cụ thể",
    "Mô hình",
    "Phong trào",
    "Kết quả",
    "Bên cạnh",
    "Riêng",
    "Đây",
    "Số này",
)
# Verbs of which reports count the object: "xây dựng mới được 12 căn". A clause that ends in
# another word before its number would make a question without a verb.
_COUNTING = (
    "bàn giao", "ban hành", "biểu dương", "cấp", "có", "còn", "công bố", "công nhận", "đạt",
    "đào tạo", "đón", "đưa", "giải quyết", "giới thiệu", "hình thành", "hoàn thành", "hỗ trợ",
    "huy động", "kết nạp", "khánh thành", "khen thưởng", "khởi công", "kiểm tra",
    "lắp đặt", "mở", "nâng cấp", "phát hiện", "ra mắt", "sửa chữa", "tặng", "thành lập",
    "thanh tra", "thu", "thu hút", "tiếp nhận", "tổ chức", "trao", "trồng", "tuyên dương",
    "tuyển chọn", "tuyển dụng", "vận động", "xây", "xây dựng", "xét", "xóa", "xử lý",
)  # fmt: skip
_VERB_END = re.compile(rf"(?:^|\s)(?:{'|'.join(_COUNTING)})(?: mới)?(?: được)?$", re.IGNORECASE)
# Where what is counted ends and the sentence goes on about it.
_GOES_ON = frozenset(
    ("bằng", "chiếm", "có", "cùng", "của", "do", "dọc", "đã", "đạt", "để", "được", "giảm", "gồm",
     "là", "làm", "mỗi", "nằm", "ngay", "ngoài", "nhằm", "ở", "qua", "so", "tại", "tăng", "theo",
     "thông", "trên", "trong", "từ", "và", "vào", "ven", "vì", "với")
)  # fmt: skip
_LONGEST_AFTER = 5
# What the start screen shows of each kind at most, while others can be had.
AT_MOST = {"figure": 2, "award": 1, "document": 1, "signer": 1}


@dataclass(frozen=True, slots=True)
class Example:
    """A question, the printed words that its answer must hold, and what kind of fact it asks."""

    question: str
    expected: str
    report: str
    kind: str = ""


def candidates(readings: Sequence[Reading], limit: int = 48) -> list[Example]:
    """Questions over all reports, the kinds of fact and the reports taking turns."""
    turns = [
        _in_turn([_from_figures(reading), _from_awards(reading), _from_signer(reading),
                  _from_documents(reading)])
        for reading in readings
    ]  # fmt: skip
    seen: dict[str, Example] = {}
    for example in _in_turn(turns):
        seen.setdefault(example.question.casefold(), example)
        if len(seen) >= limit:
            break
    return list(seen.values())


def _in_turn(streams: Sequence[Iterable[Example]]) -> Iterator[Example]:
    rounds = zip_longest(*streams)
    return (example for example in chain.from_iterable(rounds) if example is not None)


def _from_awards(reading: Reading) -> Iterator[Example]:
    passages = reading.by_id()
    for award in _spread(reading.awards):
        question = award_question(award)
        passage = passages.get(award.passage_id)
        printed = passage.text[award.count_start : award.count_end] if passage is not None else ""
        number = _NUMBER.search(printed)
        if question and number is not None:
            yield Example(question, number[0], reading.report.file, "award")


def award_question(award: Award) -> str:
    """``Có bao nhiêu tập thể được … tặng Bằng khen trong phong trào …?``, "" if incomplete.

    Without its movement the question would have many answers.
    """
    movement = _movement_name(award.movement)
    parts = (award.giver, award.form, award.recipient)
    if award.proposed or not movement or not all(map(_clean_short, parts)):
        return ""
    when = f" năm {award.period}" if award.period.isdigit() and "năm" not in movement else ""
    return (
        f"Có bao nhiêu {_lower_first(award.recipient)} được {award.giver} tặng {award.form} "
        f"trong {movement}{when}?"
    )


def _movement_name(movement: str) -> str:
    """The movement by its quoted name, or as it stands where that is a short phrase."""
    quoted = re.search(r"[“\"]([^“”\"]+)[”\"]", movement)
    if quoted and len(quoted[1].split()) <= max(_LABEL_WORDS):
        return f"phong trào “{quoted[1]}”"
    return _lower_first(movement) if _is_clean(movement) else ""


def _from_figures(reading: Reading) -> Iterator[Example]:
    passages = reading.by_id()
    for figure in _spread(reading.figures):
        passage = passages.get(figure.passage_id)
        question = figure_question(figure, passage) if passage is not None else ""
        if question:
            number = _NUMBER.findall(figure.text)[0]
            yield Example(question, number, reading.report.file, "figure")


def figure_question(figure: Figure, passage: Passage) -> str:
    """The report's own clause with "bao nhiêu" in place of the number; "" where that fails.

    Only the first number of a sentence is asked for: what is in front of it is then the
    whole subject. A table row is asked for by its label.
    """
    if figure.kind is not FigureKind.ACTUAL or len(_NUMBER.findall(figure.text)) != 1:
        return ""
    if passage.row is not None:
        label = figure.label.strip()
        general = _is_clean(label) and label[1:] == label[1:].lower()  # no place, no name
        when = f" năm {figure.period}" if figure.period.isdigit() else ""
        asked = f"{_upper_first(label)}{when} là bao nhiêu" if general else ""
    else:
        asked = _clause_asked(figure, passage.text)
    if not asked:
        return ""
    known = "năm" in asked.casefold().split() or not figure.period.isdigit()
    return asked + ("?" if known else f" năm {figure.period}?")


def _clause_asked(figure: Figure, text: str) -> str:
    """Subject and verb as printed, "bao nhiêu", and what is counted; "" where a part lacks."""
    before = _SENTENCE_END.split(text[: figure.start])[-1].strip()
    unit = _NUMBER.sub("", figure.text.removeprefix(figure.approx), count=1).strip()
    unit = "phần trăm" if unit == "%" else unit
    if figure.period.isdigit():
        before = _THIS_YEAR.sub(f"Trong năm {figure.period}, ", before)
    subject = _YEAR_LEAD.sub("", before)
    if not unit or not before[:1].isupper() or before.startswith(_REFERRING):
        return ""
    if not _VERB_END.search(subject) or _NUMBER.search(subject) or _UNCLEAN.search(subject):
        return ""
    more = _counted_on(figure, text)
    if unit == "phần trăm" and more:  # a share of what does what: the rest would be missed
        return ""
    asked = " ".join(f"{before} bao nhiêu {unit} {more}".split())
    return asked if len(asked.split()) in _QUESTION_WORDS else ""


def _counted_on(figure: Figure, text: str) -> str:
    """The words behind the unit that still name what is counted ("căn nhà tình nghĩa")."""
    named: list[str] = []
    for word in _CLAUSE_END.split(text[figure.end :])[0].split():
        if word.casefold() in _GOES_ON or _UNCLEAN.search(word) or _NUMBER.search(word):
            break
        named.append(word)
    return " ".join(named) if len(named) <= _LONGEST_AFTER else ""


def _from_documents(reading: Reading) -> Iterator[Example]:
    for document in _spread(reading.documents):
        question = document_question(document)
        if question:
            yield Example(question, document.number, reading.report.file, "document")


def document_question(document: DocumentCitation) -> str:
    """``Kế hoạch về … có số bao nhiêu?``, "" where the report does not say what it is about."""
    subject = re.sub(r"^(về|về việc|quy định|ban hành)\s+", "", document.subject.strip())
    if not document.number or not document.kind or not _is_clean(subject):
        return ""
    return f"{_upper_first(document.kind)} về {_lower_first(subject)} có số bao nhiêu?"


def _from_signer(reading: Reading) -> Iterator[Example]:
    report = reading.report
    if report.signer and report.number[:1].isdigit():  # a copy may leave the number blank
        question = f"Ai ký Báo cáo số {report.number}?"
        yield Example(question, report.signer, report.file, "signer")


def _spread(facts: Sequence[T], wanted: int = 60) -> Iterator[T]:
    """Up to ``wanted`` facts from all over the report rather than from its first page."""
    step = max(1, len(facts) // wanted)
    order = chain(facts[::step], facts) if step > 1 else iter(facts)
    return islice(order, 4 * wanted)


def _is_clean(text: str) -> bool:
    return len(text.split()) in _LABEL_WORDS and bool(_CLEAN.fullmatch(text.strip()))


def _clean_short(text: str) -> bool:
    return 0 < len(text.split()) <= max(_LABEL_WORDS) and bool(_CLEAN.fullmatch(text.strip()))


def _lower_first(text: str) -> str:
    """Lower first letter, unless the first word is a name or an abbreviation."""
    first, _, rest = text.strip().partition(" ")
    if first[1:] != first[1:].lower() or rest[:1].isupper():
        return text.strip()
    return text.strip()[:1].lower() + text.strip()[1:]


def _upper_first(text: str) -> str:
    return text.strip()[:1].upper() + text.strip()[1:]
