"""A sentence copied from a report with one number changed is told, whatever else is near."""

from __future__ import annotations

import pytest

from check.claims import find_claims
from check.draft import draft_of
from check.evidence import Evidence
from check.retold import Retold
from check.verify import Outcome, Verdict, Verifier
from ingest.facts import read_facts
from ingest.report import Heading, Passage, PassageKind, Reading, Report

TEXTS = (
    "Trước ngày 01 tháng 7 năm 2025: tiếp 07 đoàn, với 72 công dân (Ban Tiếp công dân tỉnh An "
    "Khê tiếp 02 đoàn, với 09 công dân; Ban Tiếp công dân tỉnh Bình Hà tiếp 05 đoàn, với 63 "
    "công dân).",
    "Chủ tịch Ủy ban nhân dân tỉnh Bình Hà tổ chức tiếp 06 cuộc với 08 công dân.",
    "Sau ngày 01 tháng 7 năm 2025: Ban Tiếp công dân tổ chức tiếp 09 cuộc với 59 công dân.",
    "Năm 2025, tỉnh đón 10,9 triệu lượt khách, tăng 16% so với năm 2024, doanh thu du lịch đạt "
    "8.435 tỷ đồng.",
    "Các đơn vị hoàn thành chỉ tiêu tinh giản từ 15-20% đầu mối trong giai đoạn sắp xếp.",
)


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    passages = [
        Passage(f"{'r' * 12}:{order}", "r" * 12, order, PassageKind.PARAGRAPH, text,
                (Heading("1", "Tiếp công dân"),), page_starts=((0, order + 1),))
        for order, text in enumerate(TEXTS)
    ]  # fmt: skip
    report = Report("r" * 12, "an-khe.pdf", "pdf", "Báo cáo năm 2025", "UBND tỉnh", year=2025)
    facts = read_facts(report, passages)
    return Verifier(
        [Reading(report, tuple(passages), facts.figures, facts.awards, facts.documents)]
    )


def by_printed(verdicts: tuple[Verdict, ...], printed: str) -> Verdict:
    return next(one for one in verdicts if one.claim.printed.startswith(printed))


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_copied_to_the_letter_is_supported(verifier: Verifier, text: str) -> None:
    assert {one.outcome for one in verifier.verify(text)} == {Outcome.SUPPORTED}


@pytest.mark.parametrize(
    ("text", "was", "now", "printed"),
    [
        # the value stands elsewhere, of the same kind and with much the same words
        (TEXTS[0], "với 09", "với 08", "09 công dân"),
        (TEXTS[1], "06 cuộc", "09 cuộc", "06 cuộc"),
        (TEXTS[3], "16%", "23%", "16%"),
        (TEXTS[4], "15-20%", "12-20%", "15-20%"),
    ],
)
def test_another_number_among_the_same_words_contradicts(
    verifier: Verifier, text: str, was: str, now: str, printed: str
) -> None:
    verdict = by_printed(verifier.verify(text.replace(was, now)), now.removeprefix("với "))
    assert verdict.outcome is Outcome.CONTRADICTED
    assert printed in verdict.note
    assert verdict.citations


def test_a_word_left_out_or_put_in_makes_no_difference(verifier: Verifier) -> None:
    text = TEXTS[1].replace("tổ chức tiếp 06", "đã tiếp 09")
    assert by_printed(verifier.verify(text), "09 cuộc").outcome is Outcome.CONTRADICTED


def test_another_name_is_another_sentence(verifier: Verifier) -> None:
    text = TEXTS[1].replace("Bình Hà", "An Khê").replace("06", "04")
    assert "Báo cáo ghi 06" not in by_printed(verifier.verify(text), "04 cuộc").note


def test_a_copied_sentence_with_another_year_is_not_supported(verifier: Verifier) -> None:
    verdicts = verifier.verify(TEXTS[3].replace("năm 2024", "năm 2019"))
    verdict = by_printed(verdicts, "16%")
    assert verdict.outcome is Outcome.CONTRADICTED
    assert "ghi 2024, không phải 2019" in verdict.note


def test_next_year_s_sentence_with_its_own_values_is_not_set_right(verifier: Verifier) -> None:
    text = TEXTS[3].replace("2025", "2026").replace("năm 2024", "năm 2025")
    text = text.replace("10,9", "12,4").replace("16%", "14%").replace("8.435", "9.120")
    assert not any("Báo cáo ghi 10,9" in one.note for one in verifier.verify(text))


def test_a_rounded_value_among_the_same_words_is_still_rounded(verifier: Verifier) -> None:
    text = TEXTS[3].replace("đón 10,9 triệu", "đón gần 11 triệu")
    verdict = next(one for one in verifier.verify(text) if "11 triệu" in one.claim.printed)
    assert verdict.outcome is Outcome.SUPPORTED
    assert "Làm tròn" in verdict.note


def test_this_year_s_values_in_last_year_s_words_are_not_set_right_by_last_year() -> None:
    def reading(name: str, year: int, texts: tuple[str, ...]) -> Reading:
        passages = [
            Passage(f"{name * 12}:{order}", name * 12, order, PassageKind.PARAGRAPH, text,
                    (Heading("1", "Tiếp công dân"),), page_starts=((0, order + 1),))
            for order, text in enumerate(texts)
        ]  # fmt: skip
        title = f"Báo cáo năm {year}"
        report = Report(name * 12, f"{year}.pdf", "pdf", title, "UBND tỉnh An Khê", year=year)
        facts = read_facts(report, passages)
        return Reading(report, tuple(passages), facts.figures, facts.awards, facts.documents)

    last = "Cơ quan hành chính các cấp đã tiếp 2.105 lượt công dân với 2.468 người đến trình bày."
    this = "Các cấp tiếp tổng số 1.982 lượt công dân, gồm 2.311 người."
    draft = last.replace("2.105", "1.982").replace("2.468", "2.311")
    claims = find_claims(draft_of(draft).reading)
    both = Retold(Evidence([reading("m", 2024, (last,)), reading("n", 2025, (this,))]))
    assert both.wrong(claims) == {}
    alone = Retold(Evidence([reading("m", 2024, (last,))]))
    assert len(alone.wrong(claims)) == 2
    assert alone.wrong(claims, 2025) == {}


def _movement(order: int, title: str, text: str) -> Passage:
    return Passage(f"{'r' * 12}:{order}", "r" * 12, order, PassageKind.PARAGRAPH, text,
                   (Heading("1", title),), page_starts=((0, order + 1),))  # fmt: skip


def test_the_same_words_under_another_movement_contradict_nothing() -> None:
    learning, rivers = "Phong trào thi đua học tập suốt đời", "Phong trào trồng cây ven sông"
    told = "{} tập thể và {} cá nhân được Chủ tịch UBND tỉnh tặng Bằng khen."
    passages = [
        _movement(0, learning, "Chủ tịch UBND tỉnh tặng Bằng khen cho 14 tập thể, 06 hộ gia đình "
                               "và 29 cá nhân."),
        _movement(1, rivers, "Có " + told.format(10, 15)),
    ]  # fmt: skip
    report = Report("r" * 12, "an-khe.pdf", "pdf", "Báo cáo năm 2025", "UBND tỉnh", year=2025)
    facts = read_facts(report, passages)
    reading = Reading(report, tuple(passages), facts.figures, facts.awards, facts.documents)
    retold = Retold(Evidence([reading]))
    own, other = (
        find_claims(draft_of(f"1. {title}\nCó {told.format(14, 29)}").reading)
        for title in (learning, rivers)
    )
    assert retold.wrong(own) == {}
    assert len(retold.wrong(other)) == 2
