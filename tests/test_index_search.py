"""Searching: words, other words, slips, forms of one report, scopes, a library that changes."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from index_reports import CLINICS, ROADS, lines_reader, reading_of

from index.build import add_paths, delete_report
from index.fusion import best_rows, fuse, one_per_twin
from index.keywords import KeywordIndex
from index.library import Library
from index.question import coverage, keyword_scores, understand
from index.search import Searcher
from index.snapshot import snapshot_of
from index.spelling import mended
from index.synonyms import Thesaurus, general, learned, parse
from index.texts import index_texts, keyword_texts, sentence_at
from index.tokens import document_tokens, units, whole_tokens
from index.twins import twin_groups
from ingest.report import Heading, Passage, PassageKind, Reading, Report

TEXTS = [
    "Xây dựng mới 5 trạm y tế theo Quyết định số 88/QĐ-UBND ngày 3/4/2031.",
    "Sửa chữa 1.250 căn nhà cho hộ nghèo, kinh phí 75,5 tỷ đồng.",
    "Tặng Bằng khen cho 14 tập thể có thành tích xây dựng nông thôn mới.",
    "Trồng 40.000 cây phân tán dọc các tuyến kênh.",
]


def best(question: str, thesaurus: Thesaurus | None = None) -> int:
    """The row of TEXTS that keywords put first; -1 if none has a word of the question."""
    index = KeywordIndex.build(TEXTS)
    known = Thesaurus(general()) if thesaurus is None else thesaurus
    rows = best_rows(keyword_scores(understand(question, known, index), index), 1)
    return rows[0] if rows else -1


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("bao nhiêu trạm y tế được xây mới", 0),
        ("bao nhieu tram y te duoc xay moi", 0),
        ("quyết định 88/QĐ-UBND", 0),
        ("1250 căn", 1),
        ("tốn bao nhiêu tiền", 1),
        ("NTM khen mấy đơn vị", 2),
        ("trồng mấy cây", 3),
        ("trong may cay", 3),
        ("trồg cây ven kênnh", 3),
        ("xyzzy", -1),
        ("", -1),
        ("bao nhiêu?", -1),
    ],
)
def test_the_passage_is_found_by_its_words_or_others(question: str, row: int) -> None:
    assert best(question) == row


def test_numbers_are_words_however_they_are_written() -> None:
    assert units("1.250") == units("1250") == ["1250"]
    assert units("03 tập thể") == ["3", "tập", "thể"]
    assert units("97,32%") == ["97,32"]
    assert whole_tokens("số 1668/NQ-UBTVQH15") == ["#1668/nq-ubtvqh15"]
    assert "#24/7/2025" in document_tokens("ngày 24/7/2025")


def test_spellings_of_one_word_are_one() -> None:
    assert units("thuỷ lợi, kĩ thuật") == units("THỦY LỢI, kỹ thuật")
    assert units("hoà") == units("hòa")


def test_question_words_go_unless_nothing_is_left() -> None:
    index = KeywordIndex.build(TEXTS)
    none = Thesaurus([])
    assert understand("Hãy cho biết có bao nhiêu trạm y tế?", none, index).runs == (
        ("trạm", "y", "tế"),
    )
    assert understand("là gì", none, index).runs == (("là", "gì"),)


def test_without_diacritics_only_unmistakable_question_words_go() -> None:
    index = KeywordIndex.build(TEXTS)
    question = understand("bao nhieu may bom", Thesaurus([]), index)
    assert question.runs == (("may", "bom"),)  # mấy or máy: nobody knows


def test_another_name_never_counts_on_top_of_the_literal_one() -> None:
    index = KeywordIndex.build(["UBND tỉnh họp", "Ủy ban nhân dân (UBND) tỉnh họp", "chợ họp"])
    with_names = Thesaurus(parse("UBND = Ủy ban nhân dân"))
    plain = keyword_scores(understand("UBND", Thesaurus([]), index), index)
    both = keyword_scores(understand("UBND", with_names, index), index)
    assert both[0] == pytest.approx(plain[0])
    assert both[2] == 0


def test_one_way_names_do_not_go_back() -> None:
    thesaurus = Thesaurus(parse("xây lại > sửa chữa | xây dựng mới"))
    assert thesaurus.matches(units("xây lại"), marked=True)
    assert not thesaurus.matches(units("sửa chữa"), marked=True)
    assert thesaurus.matches(units("xay lai"), marked=False)
    with pytest.raises(ValueError, match="no sign"):
        parse("một dòng không có dấu")


def test_the_longest_phrase_is_taken() -> None:
    thesaurus = Thesaurus(parse("BC = báo cáo\nBCĐ = ban chỉ đạo\nbáo cáo nhanh ~ tin nhanh"))
    (match,) = thesaurus.matches(units("báo cáo nhanh"), marked=True)
    assert (match.start, match.end) == (0, 3)


def test_the_data_file_is_large_and_sound() -> None:
    assert len({phrase for phrase, _ in general()}) >= 500
    assert all(phrase and 0 < other.weight < 1 for phrase, other in general())


def test_abbreviations_of_the_reports_are_learned() -> None:
    text = [*TEXTS, "Chương trình phát triển vùng đệm đạt 12 mô hình."]
    index = KeywordIndex.build(text)
    thesaurus = Thesaurus(learned([("PTVĐ", "phát triển vùng đệm")]))
    scores = keyword_scores(understand("PTVĐ có mấy mô hình", thesaurus, index), index)
    assert best_rows(scores, 1) == [4]


def test_slips_are_mended_only_where_the_reports_bear_it_out() -> None:
    index = KeywordIndex.build(["tỷ lệ hộ dùng nước sạch", "thành phố Phù Lãng"])
    assert mended(["nước", "xạch"], index) == ["nước", "sach"]  # nước sạch is known
    assert mended(["ông", "xạch"], index) == ["ông", "xạch"]  # may be a name
    assert mended(["thahn", "phố"], index) == ["thanh", "phố"]
    assert mended(["2025", "qđ"], index) == ["2025", "qđ"]


def test_coverage_counts_words_that_are_nowhere() -> None:
    index = KeywordIndex.build(TEXTS)
    none = Thesaurus([])
    full = coverage(understand("trạm y tế", none, index), index)
    half = coverage(understand("trạm bơm", none, index), index)
    assert full[0] == pytest.approx(1)
    assert 0 < half[0] < 0.5 < full[0]
    assert full[3] == 0


def test_an_index_without_words_finds_nothing() -> None:
    index = KeywordIndex.build(["", "…"])
    assert keyword_scores(understand("trạm", Thesaurus([]), index), index).tolist() == [0, 0]
    assert KeywordIndex.build([]).rows == 0


def test_a_saved_index_scores_the_same(tmp_path: Path) -> None:
    index = KeywordIndex.build(TEXTS)
    index.save(tmp_path)
    again = KeywordIndex.load(tmp_path)
    question = understand("trạm y tế nông thôn mới", Thesaurus([]), index)
    assert keyword_scores(question, again).tolist() == keyword_scores(question, index).tolist()


# Fusion


def test_fusion_is_a_weighted_sum_of_shares() -> None:
    words = np.array([4, 2, 0], np.float32)
    assert fuse(words, None).tolist() == [1, 0.5, 0]
    dense = np.array([0.1, 0.2, 0.9], np.float32)
    fused = fuse(words, dense)
    assert fused.argmax() == 0
    assert fused[2] > 0
    assert fuse(np.zeros(3, np.float32), dense).argmax() == 2  # no word at all: meaning decides
    assert fuse(np.zeros(0, np.float32), None).shape == (0,)


def test_best_rows_are_cut_in_order() -> None:
    scores = np.array([0, 3, 1, 3, 2], np.float32)
    assert best_rows(scores, 3)[:3] == [1, 3, 4]
    assert best_rows(scores, 10) == [1, 3, 4, 2]


def test_of_twins_the_form_with_pages_is_cited() -> None:
    assert one_per_twin([4, 1, 2], twins=[0, 1, 2, 3, 1], ranks=[0, 0, 0, 0, 6]) == [
        (1, [4]),
        (2, []),
    ]


def forms(name: str, form: str, pages: int | None, text: str) -> Reading:
    reading = reading_of(name, f"{text}<!-- {form} -->")
    report = replace(reading.report, form=form, pages=pages)
    return Reading(report, reading.passages[:-1])


LONG = (
    "Trong năm, toàn tỉnh Phù Lãng đã nạo vét 312 km kênh mương nội đồng, bảo đảm nước tưới cho "
    "vụ đông xuân.\nNgành điện kéo mới 47 km đường dây, đưa tỷ lệ hộ dùng điện của vùng cao lên "
    "99,1% so với kế hoạch.\n"
)


def test_forms_of_one_report_are_found_and_years_are_not_confused() -> None:
    one = forms("a.pdf", "pdf", 3, LONG)
    two = forms("a.docx", "docx", None, LONG.upper())
    other_year = LONG.replace("312", "298").replace("99,1%", "98,7%")
    three = forms("b.pdf", "pdf", 3, other_year)
    passages = [*one.passages, *two.passages, *three.passages]
    reports = {reading.report.id: reading.report for reading in (one, two, three)}
    assert twin_groups(passages, reports) == [0, 1, 0, 1, 4, 5]


def test_forms_are_one_hit_that_names_the_others(tmp_path: Path) -> None:
    with Library.open(tmp_path, create=True) as library:
        for reading in (forms("a.docx", "docx", None, LONG), forms("a.pdf", "pdf", 2, LONG)):
            library.put(reading, {})
        (hit, *_) = Searcher(library).search("nạo vét bao nhiêu km kênh mương")
        assert library.report_of(hit.passage.report_id).form == "pdf"  # type: ignore[union-attr]
        assert len(hit.twins) == 1
        (only, *_) = Searcher(library).search("nạo vét kênh", reports=frozenset({"a.docx"}))
        assert library.report_of(only.passage.report_id).form == "docx"  # type: ignore[union-attr]
        assert only.twins == ()


# Index texts


def test_a_note_is_found_by_the_sentence_that_calls_it() -> None:
    text = "Câu đầu có 5 việc. Tỉnh mở 9 lớp học nghề; cấp 80 chứng chỉ. Câu cuối."
    assert sentence_at(text, text.index(";")) == "Tỉnh mở 9 lớp học nghề;"
    assert sentence_at(text, text.index(" Câu cuối")) == "cấp 80 chứng chỉ."
    assert sentence_at("Một câu", 7) == "Một câu"
    assert sentence_at("", 0) == ""


def test_index_texts_carry_their_context() -> None:
    report = Report("r", "a.pdf", "pdf", "Báo cáo năm 2031", issuer="UBND tỉnh Phù Lãng")
    path = (Heading("II", "Dạy nghề"),)
    body = Passage("r:0", "r", 0, PassageKind.PARAGRAPH, "- Mở 9 lớp học nghề.", path)
    note = Passage("r:1", "r", 1, PassageKind.FOOTNOTE, "Gồm 4 lớp may.", path, note=1,
                   parent="r:0", called_by=("r:0", 19))  # fmt: skip
    under = Passage("r:2", "r", 2, PassageKind.PARAGRAPH, "+ 80 chứng chỉ.", path, parent="r:0")
    sign = Passage("r:3", "r", 3, PassageKind.FURNITURE, "TM. ỦY BAN NHÂN DÂN Đỗ Văn Mẫu")
    texts = index_texts([body, note, under, sign], [report])
    assert texts[0] == "- Mở 9 lớp học nghề.\nDạy nghề"
    assert texts[1] == "Gồm 4 lớp may.\n- Mở 9 lớp học nghề.\nDạy nghề"
    assert texts[2].splitlines()[1] == "- Mở 9 lớp học nghề."
    assert "người ký" in texts[3]
    assert "Báo cáo năm 2031" in texts[3]
    keywords = keyword_texts([body, note, under, sign], [report])
    assert all(text.count("Phù Lãng") == 1 for text in keywords)


# A library that changes


@pytest.fixture
def kho(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("ingest.guarded.read_guarded", lines_reader)
    for name, text in (("a.txt", ROADS), ("b.txt", CLINICS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    add_paths([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path / "kho")
    return tmp_path / "kho"


def test_an_open_searcher_follows_the_library(kho: Path) -> None:
    with Library.open(kho) as library:
        searcher = Searcher(library)
        searcher.warm_up()
        assert "trạm y tế" in searcher.search("trạm y tế")[0].passage.text
        delete_report("b.txt", kho)
        texts = [hit.passage.text for hit in searcher.search("trạm y tế bảo hiểm")]
        assert not any("trạm" in text for text in texts)
        (kho.parent / "c.txt").write_text("Nuôi 77 lồng cá diêu hồng.", encoding="utf-8")
        add_paths([kho.parent / "c.txt"], kho)
        assert searcher.search("lồng cá")[0].passage.text.startswith("Nuôi 77")


def test_a_search_between_commit_and_swap_never_shows_what_is_gone(kho: Path) -> None:
    with Library.open(kho) as library, Library.open(kho) as writer:
        searcher = Searcher(library)
        assert searcher.search("trạm y tế")
        writer.delete("b.txt")  # committed; the new generation is not there yet
        hits = searcher.search("trạm y tế bảo hiểm, km đường")
        assert {hit.passage.report_id for hit in hits} == {reading_of("a.txt", ROADS).report.id}


def test_scopes_are_applied_before_ranking(kho: Path) -> None:
    with Library.open(kho) as library:
        searcher = Searcher(library)
        only = frozenset({"a.txt"})
        hits = searcher.search("trạm y tế tỷ lệ người dân", reports=only, limit=50)
        assert {library.report_of(hit.passage.report_id).file for hit in hits} <= only  # type: ignore[union-attr]
        assert searcher.search("trạm y tế", reports=frozenset()) == []
        assert searcher.search("trạm y tế", limit=0) == []
        assert len(searcher.search("tỉnh", limit=1)) == 1


def test_chroma_and_exact_comparison_agree(kho: Path) -> None:
    with Library.open(kho) as library:
        exact, chroma = Searcher(library), Searcher(library, exact_up_to=0)
        for question in ("km đường bê tông", "tram y te", "nông thôn mới"):
            first, second = exact.search(question), chroma.search(question)
            assert [hit.passage.id for hit in first] == [hit.passage.id for hit in second]
            for one, other in zip(first, second, strict=True):
                assert one.parts["dense"] == pytest.approx(other.parts["dense"], abs=1e-4)
        chroma.close()


def test_a_generation_and_the_library_give_the_same_search(kho: Path) -> None:
    with Library.open(kho) as library:
        saved = Searcher(library)._follower.state().snapshot
        made = snapshot_of(library)
        assert (saved.ids, saved.files, saved.twins) == (made.ids, made.files, made.twins)
        assert saved.vectors is not None
        assert made.vectors is not None
        assert np.array_equal(saved.vectors, made.vectors)


def test_keywords_alone_load_no_model(kho: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from index.library import Library; from index.search import Searcher\n"
        "library = Library.open(Path(sys.argv[1]))\n"
        "dense = sys.argv[2] == 'dense'\n"
        "assert Searcher(library, dense=dense).search('trạm y tế')\n"
        "heavy = {'torch', 'sentence_transformers', 'chromadb', 'llama_index', 'transformers'}\n"
        "print(sorted(heavy & set(sys.modules)), 'tokenizers' in sys.modules)\n"
    )
    for dense, expected in (("plain", "[] False"), ("dense", "['chromadb'] True")):
        child = subprocess.run(
            [sys.executable, "-c", code, str(kho), dense],
            cwd=Path(__file__).parents[1],
            capture_output=True,
            text=True,
            check=True,
        )
        assert child.stdout.strip() == expected
