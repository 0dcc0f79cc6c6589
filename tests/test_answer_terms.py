"""The words of a question, their weights, and when a stretch of a report has them."""

from __future__ import annotations

import pytest

from answer.cover import ALONE, OTHER_MARKS, Zone
from answer.frame import read_frame
from answer.terms import Terms, Vocabulary, general_rarity, read_terms
from index.synonyms import Thesaurus, learned, parse

TEXTS = (
    "Toàn tỉnh có 180 trường học đạt chuẩn quốc gia.",
    "Toàn tỉnh sửa chữa 24 trạm y tế.",
    "Toàn tỉnh trồng 30 ha rừng.",
)


def terms_of(question: str, thesaurus: Thesaurus | None = None) -> Terms:
    return read_terms(read_frame(question), Vocabulary(TEXTS), thesaurus or Thesaurus(()))


def cover(question: str, *texts: str) -> dict[str, float]:
    terms = terms_of(question)
    return dict(zip(terms.syllables, terms.cover(Zone.of(*texts)), strict=True))


def test_asking_words_are_no_content() -> None:
    assert terms_of("Bao nhiêu trường học?").syllables == ("trường", "học")


def test_a_pair_counts_fully_only_as_a_pair() -> None:
    assert cover("bao nhiêu trường học", "180 trường học đạt chuẩn") == {"trường": 1, "học": 1}
    assert cover("bao nhiêu trường học", "học tại trường") == {"trường": ALONE, "học": ALONE}
    assert cover("bao nhiêu trường học", "trạm y tế") == {"trường": 0, "học": 0}


def test_a_pair_does_not_reach_over_two_texts() -> None:
    assert cover("bao nhiêu trường học", "ngôi trường", "học sinh")["trường"] == ALONE


def test_a_syllable_is_not_found_inside_another() -> None:
    assert cover("bao nhiêu trường học", "trườngs họcx")["trường"] == 0


def test_other_diacritics_count_nearly() -> None:
    assert cover("bao nhiêu trường học", "truong hoc") == {
        "trường": OTHER_MARKS,
        "học": OTHER_MARKS,
    }


def test_typed_without_diacritics_matches_any() -> None:
    found = cover("bao nhieu truong hoc", "180 trường học")
    assert found["truong"] == found["hoc"] == 1


def test_tone_placement_and_case_do_not_matter() -> None:
    assert set(cover("văn hoá công sở", "Văn hóa CÔNG SỞ").values()) == {1}


def test_an_abbreviation_stands_for_its_words() -> None:
    thesaurus = Thesaurus(learned([("NTM", "nông thôn mới")]))
    terms = terms_of("Bao nhiêu xã đạt chuẩn nông thôn mới?", thesaurus)
    found = dict(zip(terms.syllables, terms.cover(Zone.of("57 xã NTM")), strict=True))
    assert min(found["nông"], found["thôn"], found["mới"]) >= 0.75


def test_share_is_weighted_and_bounded() -> None:
    terms = terms_of("Toàn tỉnh có bao nhiêu trường học đạt chuẩn quốc gia?")
    whole = terms.share(terms.cover(Zone.of(TEXTS[0])))
    other = terms.share(terms.cover(Zone.of(TEXTS[1])))
    assert 0 <= other < whole <= 1
    assert whole > 0.9
    assert terms.share([0.0] * len(terms.syllables)) == 0


def test_rare_words_weigh_more_and_function_words_hardly() -> None:
    terms = terms_of("Toàn tỉnh có được bao nhiêu trạm sạc?")
    weight = dict(zip(terms.syllables, terms.weights, strict=True))
    assert weight["sạc"] > weight["trạm"] > weight["tỉnh"] > weight["được"]


@pytest.mark.parametrize("question", ["bao nhiêu?", "?", ""])
def test_a_question_without_content_has_no_share(question: str) -> None:
    terms = terms_of(question)
    assert terms.share(terms.cover(Zone.of(TEXTS[0]))) == 0


@pytest.mark.parametrize("marked", [True, False])
def test_rarity_is_never_negative(marked: bool) -> None:
    vocabulary = Vocabulary(TEXTS)
    for syllable in ("tỉnh", "rừng", "xyz", "2025", "toan"):
        assert 0 <= general_rarity(syllable, marked) <= 1
        assert vocabulary.rarity(syllable, marked) >= 0


def test_rarity_is_at_most_one() -> None:
    assert Vocabulary(TEXTS).rarity("sạc", True) <= 1


def test_an_empty_library_has_a_vocabulary() -> None:
    terms = read_terms(read_frame("bao nhiêu trường học"), Vocabulary(()), Thesaurus(()))
    assert terms.total >= 0


def test_known_words() -> None:
    vocabulary = Vocabulary(TEXTS)
    assert vocabulary.knows("rừng", True)
    assert vocabulary.knows("rung", False)
    assert not vocabulary.knows("sạc", True)


def test_a_known_phrase_may_stand_with_other_words_between() -> None:
    thesaurus = Thesaurus(parse("kinh tế lớn lên > tăng trưởng kinh tế"))
    told = "Tăng trưởng kinh tế đạt 6,2%"
    for question, covered in (
        ("kinh tế Trà Khê lớn lên bao nhiêu", True),
        ("kinh tế của cả huyện vùng cao Trà Khê lớn lên bao nhiêu", False),
        ("lớn lên kinh tế bao nhiêu", False),
    ):
        terms = terms_of(question, thesaurus)
        found = dict(zip(terms.syllables, terms.cover(Zone.of(told)), strict=True))
        assert (found["lớn"] > 0) is covered, question
        assert found.get("khê", 0) == 0


def test_a_known_phrase_within_a_longer_one_has_its_own_names() -> None:
    thesaurus = Thesaurus(parse("đi làm ở nước ngoài > xuất khẩu lao động\nnước ngoài > quốc tế"))
    terms = terms_of("mấy khách đi làm ở nước ngoài", thesaurus)
    found = dict(zip(terms.syllables, terms.cover(Zone.of("40 khách quốc tế")), strict=True))
    assert found["ngoài"] > 0
    assert found["làm"] == 0


def test_a_number_spelled_out_is_found_in_digits() -> None:
    found = cover("mười bốn trường học nào", "14 trường học")
    assert found["mười"] == found["bốn"] > 0.8
    assert cover("hai mươi lăm trường học nào", "25 trường học")["lăm"] > 0.8
    assert cover("ba trường học nào", "03 trường học")["ba"] == 0
    assert cover("mười năm trường học nào", "15 trường học")["năm"] == 0
