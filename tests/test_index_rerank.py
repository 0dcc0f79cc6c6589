"""The closer look at the first passages: what a question asks for, and what stands where."""

from __future__ import annotations

import json

import numpy as np
import pytest

from index.asked import Asked, Kind, asked, asks_parts
from index.clues import clues_of
from index.features import NAMES, features
from index.keywords import KeywordIndex
from index.origin import NOWHERE, Origin, origin_of, told
from index.question import understand
from index.rerank import (
    LEAST,
    PROSE,
    REPORTS,
    WEIGHTS,
    Candidate,
    SentenceVectors,
    matrix,
    rerank,
)
from index.synonyms import Thesaurus, parse
from index.tokens import units
from index.view import Spot, view_of
from ingest.report import PassageKind, Report
from ingest.text import has_marks

ROOFS = "Toàn tỉnh xây mới 120 căn nhà, sửa chữa 45 căn nhà; kinh phí 9,5 tỷ đồng."
PLAN = "UBND tỉnh ban hành Kế hoạch số 31/KH-UBND ngày 5/6/2031 về làm nhà cho hộ nghèo."
SAYING = "Phong trào làm nhà cho hộ nghèo được người dân toàn tỉnh hưởng ứng sôi nổi."
TEXTS = [ROOFS, PLAN, SAYING]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Xây mới được bao nhiêu căn nhà?", Asked(Kind.COUNT, ("can", "nha"))),
        ("xay moi duoc may can nha", Asked(Kind.COUNT, ("can", "nha"))),
        ("Sửa nhà hết bao nhiêu tiền?", Asked(Kind.MONEY)),
        ("Hộ nghèo giảm mấy phần trăm?", Asked(Kind.PERCENT)),
        ("Kế hoạch làm nhà ban hành ngày nào?", Asked(Kind.DATE)),
        ("Kế hoạch làm nhà số mấy?", Asked(Kind.DOCUMENT, ("ke", "hoach"))),
        ("Ai ký báo cáo?", Asked(Kind.PERSON)),
        ("Phong trào ra sao?", Asked(Kind.OTHER)),
        ("", Asked(Kind.OTHER)),
    ],
)
def test_what_a_question_asks_for(question: str, expected: Asked) -> None:
    found = asked(units(question), has_marks(question))
    assert found.kind is expected.kind
    assert found.noun[: len(expected.noun)] == expected.noun


def test_a_view_knows_the_numbers_dates_documents_and_names() -> None:
    sentence = view_of("Ngày 5/6/2031, ông Đỗ Văn Mẫu ký Quyết định 7/QĐ-UBND cấp 12% của 30 tỷ.")
    spots = {(s.kind, sentence.sentences[0].units[s.start]) for s in sentence.sentences[0].spots}
    assert {
        (Kind.DATE, "5"),
        (Kind.DOCUMENT, "7"),
        (Kind.PERCENT, "12"),
        (Kind.MONEY, "30"),
        (Kind.PERSON, "đỗ"),
    } <= spots


def test_a_view_tells_own_words_from_those_around() -> None:
    view = view_of("Gồm 4 lớp.\nMở 9 lớp dạy nghề.\nViệc làm")
    assert "nghề" in view.around
    assert "nghề" not in view.own
    assert view.length == 3
    assert view_of("").sentences[0].spots == ()


def seen(
    question: str,
    text: str,
    thesaurus: Thesaurus | None = None,
    *,
    kind: PassageKind = PassageKind.PARAGRAPH,
    origin: Origin = NOWHERE,
) -> dict[str, float]:
    index = KeywordIndex.build(TEXTS)
    clues = clues_of(understand(question, thesaurus or Thesaurus([]), index), index)
    found = features(clues, view_of(text), {"fused": 1.0}, kind, origin)
    return dict(zip(NAMES, found, strict=True))


def test_a_number_before_the_noun_asked_for_counts() -> None:
    good, other = (seen("Sửa chữa bao nhiêu căn?", text) for text in (ROOFS, PLAN))
    assert (good["has_noun"], other["has_noun"]) == (1, 0)
    assert good["noun_window"] > 0.5
    assert good["window_strict"] > other["window_strict"]


def test_a_document_is_found_by_its_kind_and_by_its_number() -> None:
    assert seen("Kế hoạch làm nhà số mấy?", PLAN)["has_noun"] == 1
    assert seen("Quyết định làm nhà số mấy?", PLAN)["has_noun"] == 0
    assert seen("Kế hoạch 31 nói gì?", PLAN)["named"] == 1
    assert seen("Kế hoạch 32 nói gì?", PLAN)["named"] == 0


def test_a_former_part_is_told_from_the_whole() -> None:
    part = "Tỉnh Phù Lãng (cũ) xây mới 20 căn nhà."
    assert seen("Xây mới mấy căn nhà?", part)["former"] == 1
    assert seen("Tỉnh Phù Lãng cũ xây mới mấy căn nhà?", part)["former"] == 0


def test_other_names_count_as_words_but_less() -> None:
    names = Thesaurus(parse("dựng ~ xây mới"))
    without, with_names = (seen("dựng nhà", ROOFS, known)["missing"] for known in (None, names))
    assert with_names < without
    assert seen("dựng nhà", ROOFS, names)["sentence_strict"] < 1


def test_a_number_that_the_question_names_or_that_counts_the_lines_is_no_answer() -> None:
    assert seen("Trong 120 căn nhà có bao nhiêu căn xong?", "Làm 120 căn nhà.")["has_kind"] == 0
    assert seen("Xã số 3 có bao nhiêu căn nhà?", "Xã số 3 có 3 căn nhà.")["has_kind"] == 1
    assert seen("Bao nhiêu căn nhà?", "1. Làm nhà cho người nghèo.")["has_kind"] == 0
    assert seen("Bao nhiêu căn nhà?", "(2) Làm nhà cho người nghèo.")["has_kind"] == 0
    assert seen("Bao nhiêu căn nhà?", "12 căn nhà đã làm.")["has_kind"] == 1


def test_whoever_issued_a_report_is_meant_by_each_of_its_lines() -> None:
    report = Report("0", "a.txt", "txt", "Báo cáo năm 2031", "UBND huyện Phù Lãng", year=2031)
    origin = origin_of(report)
    question = "Huyện Phù Lãng xây mới bao nhiêu căn nhà năm 2031?"
    line = "Xây mới 20 căn nhà."
    alone, of_it = seen(question, line), seen(question, line, origin=origin)
    assert of_it["missing"] < alone["missing"]
    assert of_it["sentence_strict"] > alone["sentence_strict"]
    assert of_it["pairs"] > alone["pairs"]
    assert (of_it["year"], alone["year"]) == (1, 0)
    assert (of_it["other_year"], alone["other_year"]) == (0, 1)
    assert seen(question, "Năm 2031 xây 20 căn.")["other_year"] == 0
    assert told(("ho", "phu", "lang", "va", "huyen"), origin.owner) == {1, 2}


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Những nơi nào có nhà mới, mỗi nơi mấy căn?", True),
        ("cac xa nao co nha moi", True),
        ("nha moi o dau", False),
        ("Có mấy căn nhà mới?", False),
    ],
)
def test_who_asks_for_several_is_told_from_who_asks_for_one(question: str, parts: bool) -> None:
    assert asks_parts(units(question), has_marks(question)) is parts
    note = seen(question, "Xã A 2 căn, xã B 3 căn.", kind=PassageKind.FOOTNOTE)
    assert note["note_parts"] == parts


def test_the_closer_look_puts_the_answer_first() -> None:
    index = KeywordIndex.build(TEXTS)
    clues = clues_of(understand("Làm được bao nhiêu căn nhà?", Thesaurus([]), index), index)
    scores = {"fused": 0.9, "words": 5.0, "dense": 0.4, "sentence": 0.4}
    looked = [Candidate(text, PassageKind.PARAGRAPH, scores) for text in TEXTS]
    made = rerank(clues, looked)
    assert made[0] == max(made) == 1
    assert min(made) >= LEAST
    assert rerank(clues, looked[:1]) == [1]


def test_scores_are_taken_as_shares_of_the_few_that_are_looked_at() -> None:
    index = KeywordIndex.build(TEXTS)
    clues = clues_of(understand("nhà", Thesaurus([]), index), index)
    looked = [
        Candidate(text, PassageKind.PARAGRAPH, {"fused": 0.5 * n, "dense": 0.8 + n / 100})
        for n, text in enumerate(TEXTS)
    ]
    made = matrix(clues, looked)
    assert made[:, NAMES.index("fused")].tolist() == [0, 0.5, 1]
    # an embedder for which everything is near; sentences without vectors follow the passage
    assert made[:, NAMES.index("dense")] == pytest.approx([0, 0.5, 1])
    assert made[:, NAMES.index("sentence")] == pytest.approx([0, 0.5, 1])
    assert not made[:, NAMES.index("words")].any()


class Counting:
    """An embedder of two dimensions that notes what it was given."""

    signature, quick = "counting", True

    def __init__(self) -> None:
        self.given: list[str] = []

    def encode_passages(self, texts: list[str], on_progress: object = None) -> np.ndarray:
        self.given += texts
        return np.array([[float("nhà" in text), 1.0] for text in texts], np.float32)

    encode_queries = encode_passages


def test_sentences_are_embedded_once_and_the_nearest_counts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    embedder = Counting()
    vectors = SentenceVectors(embedder)  # type: ignore[arg-type]
    question = np.array([1, 0], np.float32)
    assert vectors.nearest(question, ["Câu một. Câu về nhà.", "Câu khác."]) == [1, 0]
    assert vectors.nearest(question, ["Câu khác.", "Câu một. Câu về nhà."]) == [0, 1]
    assert len(embedder.given) == 3
    monkeypatch.setattr("index.rerank.TEXTS", 1)
    assert vectors.nearest(question, ["Nhà mới.", "nhà"]) == [0, 1]
    assert vectors.nearest(question, ["nhà"]) == [1]
    assert vectors.nearest(question, ["nhà", "nhà"]) == [1, 1]


def test_the_weights_are_data_that_names_every_feature() -> None:
    record = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    for texts in (REPORTS, PROSE):
        assert list(record[texts]["weights"]) == list(NAMES)
        assert record[texts]["spread"] > 0
        assert record[texts]["questions"]


def test_a_letterhead_is_not_found_for_whoever_names_the_owner() -> None:
    letterhead = "ỦY BAN NHÂN DÂN HUYỆN PHÙ LÃNG"
    texts = [letterhead, "Huyện có 9 xã.", SAYING]
    index = KeywordIndex.build(texts)
    clues = clues_of(understand("Huyện Phù Lãng có mấy xã?", Thesaurus([]), index), index)
    kinds = (PassageKind.FURNITURE, PassageKind.PARAGRAPH, PassageKind.PARAGRAPH)
    origin = Origin(("ubnd", "huyen", "phu", "lang"))
    looked = [
        Candidate(text, kind, {"fused": fused}, origin)
        for text, kind, fused in zip(texts, kinds, (1.0, 0.8, 0.2), strict=True)
    ]
    assert rerank(clues, looked)[1] == 1


def test_a_spot_is_a_place_in_its_sentence() -> None:
    (spot,) = view_of("Có 12 xã.").sentences[0].spots
    assert spot == Spot(Kind.COUNT, 1, 2)
