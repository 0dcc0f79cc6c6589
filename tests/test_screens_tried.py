"""Which example questions are shown: only those whose answers were tried and hold the fact."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from ingest.report import (
    Answer,
    AnswerKind,
    Figure,
    Passage,
    PassageKind,
    Reading,
    Report,
)
from screens.tried import LONGEST_ANSWER, TriedExamples

COUNTS = {"cầu": "37", "trường": "12", "chợ": "58"}


def reading(name: str) -> Reading:
    """A report of three counts, each of which makes an example."""
    report = Report(
        id=name, title="Báo cáo", issuer="UBND xã", number="", date=None, year=2025, place="",
        file=f"{name}.txt", pages=None, form="txt",
    )  # fmt: skip
    passages, figures = [], []
    for order, (thing, count) in enumerate(COUNTS.items()):
        text = f"Toàn xã {name} xây dựng mới {count} cây {thing} cho nhân dân."
        start = text.index(f"{count} cây")
        passages.append(Passage(f"{name}:{order}", name, order, PassageKind.PARAGRAPH, text))
        figures.append(
            Figure(
                f"{name}:{order}",
                start,
                start + len(count) + 4,
                f"{count} cây",
                Decimal(count),
                "cây",
                "cây",
                Decimal(1),
                Decimal(count),
                Decimal(count),
                label=thing,
                period="2025",
            )
        )
    return Reading(report, tuple(passages), tuple(figures))


class Answerer:
    """Knows the counts of some things; notes what it was asked."""

    def __init__(self, *known: str, sure: bool = True) -> None:
        self.known, self.sure = known, sure
        self.asked: list[str] = []

    def ask(self, question: str) -> Answer:
        self.asked.append(question)
        found = [COUNTS[thing] for thing in self.known if f" {thing} " in question]
        kind = AnswerKind.FOUND if found else AnswerKind.NOT_FOUND
        return Answer(question, f"Đã xây {' '.join(found)} cây.", kind)

    def knows(self, revision: int) -> bool:
        return self.sure


def test_only_what_is_answered_with_its_fact_is_shown_and_tried_once_a_revision() -> None:
    tried, answerer = TriedExamples(), Answerer("cầu", "chợ")
    shown = tried.of(1, lambda: [reading("Đông")], answerer, 4)
    assert sorted(question.split(" cây ")[1].split()[0] for question in shown) == ["chợ", "cầu"]
    assert len(answerer.asked) == 3
    assert tried.of(1, lambda: [reading("Đông")], answerer, 4) == shown
    assert len(answerer.asked) == 3
    assert tried.of(2, lambda: [reading("Đông")], None, 4) == []


def test_what_failed_is_tried_again_only_when_a_report_is_gone() -> None:
    tried, answerer = TriedExamples(), Answerer("cầu")
    east, west = reading("Đông"), reading("Tây")
    tried.of(1, lambda: [east], answerer, 4)
    failed = {question for question in answerer.asked if " cầu " not in question}
    assert len(failed) == 2
    answerer.asked.clear()
    tried.of(2, lambda: [east, west], answerer, 4)
    assert failed.isdisjoint(answerer.asked)
    assert any(" cầu " in question and "Đông" in question for question in answerer.asked)
    answerer.asked.clear()
    tried.of(3, lambda: [east], answerer, 4)
    assert failed <= set(answerer.asked)


def test_what_failed_while_the_library_was_half_known_is_tried_again() -> None:
    tried, answerer = TriedExamples(), Answerer("cầu", sure=False)
    tried.of(1, lambda: [reading("Đông")], answerer, 4)
    first = list(answerer.asked)
    answerer.asked.clear()
    tried.of(2, lambda: [reading("Đông")], answerer, 4)
    assert answerer.asked == first


def test_a_long_answer_is_no_example() -> None:
    class Talker(Answerer):
        def ask(self, question: str) -> Answer:
            answer = super().ask(question)
            return replace(answer, text=answer.text + " rất" * LONGEST_ANSWER)

    assert TriedExamples().of(1, lambda: [reading("Đông")], Talker(*COUNTS), 4) == []
