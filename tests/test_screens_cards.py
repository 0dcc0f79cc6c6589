"""Cards: everything escaped, the right words marked, every kind of answer named."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from ingest.report import Answer, AnswerKind, Citation, Reading, Report, StatedFigure
from screens.answer_view import answer_coming, answer_view
from screens.cards import (
    KIND_NAMES,
    grouped,
    place_card,
    question_bubble,
    report_card,
    where,
)
from screens.exchange import Exchange
from screens.marks import figure_spans

EVIL = '<script>alert("1")</script> \' " & </article> <img src=x onerror=alert(1)>'
CITATION = Citation(
    report="bao-cao.pdf",
    title="Báo cáo năm 2025",
    section="Phần I › II › 3",
    page=12,
    footnote=4,
    table=None,
    quote="Xã Mỹ Bình xây mới 117 căn, trong đó 17 căn cho hộ nghèo, đạt 17,5% kế hoạch.",
    passage_id="abc:1",
    start=0,
    end=78,
)
ANSWER = Answer(
    question="Xã Mỹ Bình xây bao nhiêu căn cho hộ nghèo?",
    text="Xã Mỹ Bình xây 17 căn cho hộ nghèo.",
    kind=AnswerKind.FOUND,
    figures=(StatedFigure("17", "căn", "17 căn"),),
    citations=(CITATION,),
)


def _card(citation: Citation) -> str:
    return place_card(citation, ANSWER.figures, "", 1, 2)


class Elements(HTMLParser):
    """Collects what a browser would make of the HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.marked: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in {"br", "img"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "mark" in self.open:
            self.marked.append(data)


@pytest.mark.parametrize(
    "html",
    [
        question_bubble(EVIL),
        answer_view(Exchange(replace(ANSWER, text=EVIL, derivation=EVIL), EVIL), 0),
        answer_coming(ANSWER, EVIL),
        _card(replace(CITATION, report=EVIL, title=EVIL, section=EVIL, quote=EVIL, table=EVIL)),
        report_card(
            Reading(
                Report("0" * 64, EVIL, EVIL, EVIL, issuer=EVIL, number=EVIL),
                (),
                warnings=(EVIL,),
            )
        ),
    ],
)
def test_nothing_from_a_document_becomes_markup(html: str) -> None:
    elements = Elements(html)
    assert not {"script", "img"} & set(elements.tags)
    assert elements.open == []
    assert "&lt;script&gt;" in html
    assert "\n" not in html  # a blank line would end the HTML block inside Markdown


def test_a_marked_figure_beside_markup_stays_escaped() -> None:
    evil = replace(CITATION, quote='<script>"17 căn"</script> 17 căn')
    elements = Elements(_card(evil))
    assert "script" not in elements.tags
    assert elements.marked == ["17 căn", "17 căn"]


def test_the_mark_is_on_the_figure_and_only_there() -> None:
    assert Elements(_card(CITATION)).marked == ["17 căn"]


@pytest.mark.parametrize(
    ("figure", "marked"),
    [
        (StatedFigure("117", "căn", "117 căn"), ["117 căn"]),
        (StatedFigure("17,5", "%", "17,5%"), ["17,5%"]),
        (StatedFigure("17", "căn", "x" * 60), ["17 căn"]),  # a clause is no figure
        (StatedFigure("5", "%", "5%"), []),
        (StatedFigure("11", "căn", "11 căn"), []),
    ],
)
def test_figures_are_found_as_whole_numbers(figure: StatedFigure, marked: list[str]) -> None:
    spans = figure_spans(CITATION.quote, [figure])
    assert [CITATION.quote[start:end] for start, end in spans] == marked


def test_without_a_stated_figure_the_shared_numbers_are_marked() -> None:
    quote = "Kế hoạch số 15/KH-UBND ngày 3/2/2025 về phong trào, năm 2025."
    spans = figure_spans(quote, [], "Đó là Kế hoạch số 15/KH-UBND, năm 2025.")
    assert [quote[start:end] for start, end in spans] == ["15/KH-UBND"]


def test_a_place_without_pages_names_no_page() -> None:
    assert where(CITATION) == "trang 12, chú thích 4"
    assert where(replace(CITATION, page=None, footnote=None, table="bảng 1, dòng 2")) == (
        "bảng 1, dòng 2"
    )
    assert where(replace(CITATION, page_label="10")) == ("trang 10, tờ thứ 12 của tệp, chú thích 4")


@pytest.mark.parametrize("kind", list(AnswerKind))
def test_each_kind_of_answer_is_named_and_looks_its_own_way(kind: AnswerKind) -> None:
    html = answer_view(Exchange(replace(ANSWER, kind=kind)), 0)
    assert KIND_NAMES[kind] in html
    assert f"mc-{kind.value}" in html


def test_an_answer_shows_its_working_and_its_sources() -> None:
    answer = replace(ANSWER, derivation="117 − 17 = 100", citations=(CITATION,) * 8)
    html = answer_view(Exchange(answer), 0)
    assert "117 − 17 = 100" in html
    assert "[1] bao-cao.pdf, trang 12, chú thích 4" in html
    assert "và 2 nguồn khác" in html
    assert "Nguồn:" not in answer_coming(ANSWER, "Xã Mỹ")  # not while it is being written


def test_whole_numbers_are_grouped_as_in_reports() -> None:
    assert grouped(1234567) == "1.234.567"


def test_a_line_read_by_ocr_says_so() -> None:
    printed = Citation("quet.pdf", "Báo cáo", "I", 3, None, None, "có 12 ấp", "x:1", 0, 8)
    read = replace(printed, confidence=0.81)
    assert "OCR" not in _card(printed)
    assert "(OCR), độ tin cậy 81%" in _card(read)
