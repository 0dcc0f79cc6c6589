"""The rules of scoring, on invented reports of an invented place."""

from __future__ import annotations

from typing import Any

import pytest

from eval.case import BadCase, Case, case_files, digest, parse_case, read_cases
from eval.page import render
from eval.score import (
    Share,
    Signature,
    by_type,
    judge,
    numbers,
    percentile,
    same_report,
    states,
    total,
    unsupported,
    wilson,
)
from eval.summary import Summary, from_json, measured, percent, ratio, table, to_json


def a_case(**changes: Any) -> Case:
    data: dict[str, Any] = {
        "id": "c1",
        "q": "Huyện Bình Lạc tặng mấy Bằng khen?",
        "type": "movement_award",
        "answers": [["07 tập thể", "7 tập thể"], ["12 cá nhân"]],
        "forbidden": ["117 tập thể"],
        "source": [{"report": "binh-lac.pdf", "page": 3, "footnote": None, "section": "I › 2"}],
        "answerable": True,
        "origin": "test",
    }
    return parse_case(data | changes)


def nothing(**changes: Any) -> Case:
    return a_case(type="unanswerable", answers=[], forbidden=[], source=[], answerable=False)


def a_citation(**changes: Any) -> dict[str, Any]:
    quote = "tặng Bằng khen cho 07 tập thể và 12 cá nhân"
    citation = {"report": "binh-lac.pdf", "title": "Báo cáo", "section": "I › 2 › a", "page": 3}
    return citation | {"footnote": None, "table": None, "quote": quote} | changes


def an_output(text: str = "Tặng 7 tập thể và 12 cá nhân.", **changes: Any) -> dict[str, Any]:
    output = {"id": "c1", "text": text, "kind": "found", "refused": False, "figures": []}
    return output | {"derivation": None, "citations": [a_citation()], "seconds": 0.02} | changes


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        ("có 117 tập thể", "7 tập thể", False),
        ("có 17 tập thể", "7 tập thể", False),
        ("đạt 14,9 triệu", "4,9 triệu", False),
        ("đạt 4,95 triệu", "4,9", False),
        ("đạt 1.743 trường", "743", False),
        ("đạt 743/1.149 trường", "743", True),
        ("đạt 40,44/80 điểm", "40,44", True),
        ("cuối câu là 95.", "95", True),
        ("đạt 95 % dân số", "95%", True),
        ("số 101/CT-UBND", "01/CT-UBND", False),
        ("số 01/CT\u2010UBND", "01/CT-UBND", True),
        ("Xã Hoà Thuỷ", "xã hòa thủy", True),
        ("7\u00a0tập  thể", "7 tập thể", True),
    ],
)
def test_a_form_stands_alone_or_not_at_all(text: str, form: str, expected: bool) -> None:
    assert states(text, form) is expected


def test_right_means_all_elements_and_nothing_forbidden() -> None:
    assert judge(a_case(), an_output()).right
    one = judge(a_case(), an_output("Tặng 7 tập thể."))
    assert not one.right
    assert one.missing == ("12 cá nhân",)
    wrong = judge(a_case(), an_output("Tặng 7 tập thể và 12 cá nhân, có 117 tập thể được Cờ."))
    assert not wrong.right
    assert wrong.forbidden == ("117 tập thể",)


def test_a_refusal_is_right_only_where_there_is_no_answer() -> None:
    refusal = an_output("Không thấy trong báo cáo.", refused=True, kind="not_found", citations=[])
    assert not judge(a_case(), refusal).right
    assert judge(nothing(), refusal).right
    assert not judge(nothing(), an_output()).right


@pytest.mark.parametrize(
    ("change", "place", "page"),
    [
        ({}, True, True),
        ({"page": 4}, False, False),
        ({"footnote": 5}, False, True),
        ({"report": "khac.pdf"}, False, False),
        ({"report": "binh-lac.docx", "page": None}, True, True),
        ({"report": "binh-lac.docx", "page": None, "section": "I › 3"}, False, True),
        ({"report": "binh-lac.docx", "page": None, "footnote": 5}, False, False),
    ],
)
def test_a_citation_is_exact_or_wrong(change: dict[str, Any], place: bool, page: bool) -> None:
    verdict = judge(a_case(), an_output(citations=[a_citation(**change)]))
    assert (verdict.place, verdict.page) == (place, page)


def test_a_footnote_must_be_named_and_without_pages_it_is_enough() -> None:
    source = {"report": "binh-lac.pdf", "page": 3, "footnote": 8, "section": None}
    case = a_case(source=[source])
    for cited, expected in [
        (a_citation(), False),
        (a_citation(footnote=8), True),
        (a_citation(footnote=8, page=4), False),
        (a_citation(footnote=8, page=None, report="binh-lac.md"), True),
    ]:
        assert judge(case, an_output(citations=[cited])).place is expected


def test_only_the_first_citation_counts_and_none_is_wrong() -> None:
    late = [a_citation(page=9), a_citation()]
    assert judge(a_case(), an_output(citations=late)).place is False
    assert judge(a_case(), an_output(citations=[])).place is False


def test_any_listed_source_will_do() -> None:
    sources = [
        {"report": "khac.pdf", "page": 1, "footnote": None, "section": None},
        {"report": ["x.pdf", "binh-lac.pdf"], "page": 3, "footnote": None, "section": None},
    ]
    assert judge(a_case(source=sources), an_output()).place is True


def test_without_page_and_section_the_quote_must_show_an_element() -> None:
    source = {"report": "binh-lac.docx", "page": None, "footnote": None, "section": None}
    case = a_case(source=[source])
    cited = a_citation(report="binh-lac.docx", page=None)
    assert judge(case, an_output(citations=[cited])).place is True
    bare = cited | {"quote": "tặng Bằng khen cho nhiều người"}
    assert judge(case, an_output(citations=[bare])).place is False


def test_forms_of_a_report_share_their_stem() -> None:
    assert same_report(["a/x.pdf"], "X.docx")
    assert not same_report(["x.pdf"], "x-scan.pdf")
    assert same_report(["x.pdf", "x-scan.pdf"], "x-scan.pdf")


def test_a_quote_is_verbatim_but_for_white_space() -> None:
    text = "Huyện đã tặng Bằng khen\ncho 07 tập thể và 12 cá nhân trong năm."
    assert judge(a_case(), an_output(), {"binh-lac.pdf": text}.get).verbatim == 1
    forged = text.replace("12", "13")
    verdict = judge(a_case(), an_output(), {"binh-lac.pdf": forged}.get)
    assert (verdict.quotes, verdict.verbatim) == (1, 0)
    assert judge(a_case(), an_output(), {}.get).quotes == 0


def test_figures_without_source_are_found_whatever_their_zeros() -> None:
    question = "Năm 2025 tặng mấy Bằng khen?"
    assert unsupported(an_output("Năm 2025 tặng 7 tập thể, trang 3."), question) == ()
    assert unsupported(an_output("Tặng 8 tập thể."), question) == ("8",)
    derived = an_output("Tất cả 19.", derivation="07 + 12 = 19")
    assert unsupported(derived, question) == ()
    assert unsupported(an_output("Tặng 1.207 lượt."), question) == ("1.207",)
    assert numbers("06/08 và 2.770,280") == {"6", "8", "2.770,280"}


def test_totals_keep_refusals_and_answers_apart() -> None:
    refusal = an_output("Không có.", refused=True, citations=[])
    verdicts = [
        judge(a_case(), an_output(seconds=0.1)),
        judge(a_case(), refusal | {"seconds": 0.3}),
        judge(nothing(), refusal | {"seconds": 0.2}),
        judge(nothing(), an_output(seconds=0.4)),
    ]
    whole = total(verdicts)
    assert (whole.right, whole.answers) == (Share(2, 4), Share(1, 2))
    assert (whole.refusal_precision, whole.refusal_recall) == (Share(1, 2), Share(1, 2))
    assert whole.place == Share(1, 1)
    assert (whole.p50, whole.p95) == (0.2, 0.4)
    assert {name: it.cases for name, it in by_type(verdicts).items()} == {
        "movement_award": 2,
        "unanswerable": 2,
    }


def test_wilson_is_the_published_interval() -> None:
    # Newcombe 1998, Statistics in Medicine 17, table I, method 3.
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)
    assert wilson(0, 0) == (0.0, 1.0)


def test_percentile_of_nothing_is_nothing() -> None:
    assert percentile([], 0.5) == 0.0
    assert percentile([3.0, 1.0, 2.0], 0.5) == 2.0


def a_summary() -> Summary:
    verdicts = [judge(a_case(), an_output()), judge(nothing(), an_output())]
    ours = measured("Ta <b>", verdicts)
    theirs = measured("Họ", [judge(a_case(), an_output("Không rõ."))], Share(0, 1))
    signature = Signature("abc123", "all", "c" * 12, "r" * 12)
    return Summary(signature, "2026-01-01", (ours, theirs), ("binh-lac.pdf: 3 đoạn",), 1.5, 200.0)


def test_a_summary_survives_json_and_names_its_conditions() -> None:
    summary = a_summary()
    assert from_json(to_json(summary)) == summary
    printed = table(summary)
    assert "commit:abc123|settings:all" in printed
    assert "50,0 [9,5–90,5]" in printed
    assert "0,00×" in printed


def test_shares_print_with_a_comma_and_nothing_prints_as_a_dash() -> None:
    assert percent(Share(1, 8)) == "12,5 [2,2–47,1]"
    assert percent(Share(0, 0)) == "–"
    assert ratio(Share(1, 4), Share(1, 2)) == "0,50×"
    assert ratio(Share(1, 4), Share(0, 2)) == "–"


def test_the_page_stands_alone_and_escapes_names() -> None:
    page = render([("Bộ <thử>", a_summary())])
    assert "Ta &lt;b&gt;" in page
    assert "Bộ &lt;thử&gt;" in page
    assert "Khen thưởng theo phong trào" in page
    assert "ngày 01/01/2026" in page
    assert "http" not in page
    assert "<script" not in page


@pytest.mark.parametrize(
    "change",
    [
        {"type": "riddle"},
        {"answers": []},
        {"source": []},
        {"answers": [[]]},
        {"answerable": False},
        {"source": [{"report": "x.pdf"}]},
    ],
)
def test_a_broken_case_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(BadCase):
        a_case(**change)


def test_case_files_are_read_in_order_and_ids_are_unique(tmp_path: Any) -> None:
    line = (
        '{"id":"%s","q":"?","type":"unanswerable","answers":[],"forbidden":[],'
        '"source":[],"answerable":false,"origin":"test"}\n'
    )
    look, score = tmp_path / "x_look.jsonl", tmp_path / "x_score.jsonl"
    look.write_text(line % "a" + "\n", encoding="utf-8")
    score.write_text(line % "b", encoding="utf-8")
    assert [(it.id, it.unseen) for it in read_cases(case_files([tmp_path]))] == [
        ("a", False),
        ("b", True),
    ]
    assert case_files([tmp_path], "score") == [score]
    before = digest([look, score])
    assert digest([score, look]) == before
    score.write_text(line % "a", encoding="utf-8")
    assert digest([look, score]) != before
    with pytest.raises(BadCase, match=r"x_score\.jsonl, line 1: id a"):
        read_cases([look, score])
