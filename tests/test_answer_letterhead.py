"""Words of a question that name whose report is asked."""

from __future__ import annotations

import pytest

from answer.frame import read_frame
from answer.letterhead import Owners, lightened, owners_of
from answer.terms import Terms, Vocabulary, read_terms
from index.synonyms import Thesaurus
from ingest.report import Report

DISTRICT = Report("1", "huyen.pdf", "pdf", "Báo cáo kinh tế", issuer="UBND huyện Suối Ngà")
OFFICE = Report("2", "so.docx", "docx", "Báo cáo công tác", issuer="Sở Xây dựng tỉnh Bình Lâm")
VOCABULARY = Vocabulary(["Huyện Suối Ngà có 12 xã", "Sở Xây dựng cấp 40 giấy phép"])


def read(question: str) -> tuple[Terms, Owners]:
    frame = read_frame(question)
    terms = read_terms(frame, VOCABULARY, Thesaurus([]))
    return terms, owners_of(frame, terms, {"1": DISTRICT, "2": OFFICE})


@pytest.mark.parametrize(
    ("question", "file"),
    [
        ("Huyện Suối Ngà có bao nhiêu xã?", "huyen.pdf"),
        ("Sở Xây dựng cấp mấy giấy phép?", "so.docx"),
        ("Toàn huyện còn bao nhiêu hộ nghèo?", "huyen.pdf"),
        ("Kinh phí của Sở là bao nhiêu?", "so.docx"),
    ],
)
def test_the_report_of_the_agency_named_is_meant(question: str, file: str) -> None:
    assert read(question)[1].files == {file}


@pytest.mark.parametrize(
    "question",
    ["Có bao nhiêu hộ nghèo?", "Chủ tịch huyện tặng mấy giấy khen?", "Cấp huyện có mấy phòng?"],
)
def test_who_names_no_agency_means_all(question: str) -> None:
    assert read(question)[1].files == frozenset()


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Vốn xây dựng cơ bản là bao nhiêu?", "xây"),
        ("Có mấy công trình xây dựng?", "dựng"),
        ("Ngành xây dựng đóng góp bao nhiêu?", "xây"),
    ],
)
def test_what_an_agency_deals_with_does_not_name_it(question: str, topic: str) -> None:
    terms, owners = read(question)
    assert owners.of_term[terms.syllables.index(topic)] == frozenset()
    assert owners.files == frozenset()


@pytest.mark.parametrize("question", ["Xây dựng Bình Lâm có mấy giấy phép?", "Sở Xây dựng có gì?"])
def test_its_kind_or_its_place_beside_it_does(question: str) -> None:
    assert read(question)[1].files == {"so.docx"}


def test_an_owner_weighs_less_than_the_topic() -> None:
    terms, owners = read("Huyện Suối Ngà có bao nhiêu xã?")
    lighter = lightened(terms, owners)
    name = terms.syllables.index("suối")
    assert lighter.weights[name] < terms.weights[name]
    assert lighter.total == pytest.approx(sum(lighter.weights))
