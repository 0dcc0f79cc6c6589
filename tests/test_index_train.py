"""The recipe of the shipped embedder, on a corpus of a page, and the folder that it made."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from index.embed import SHIPPED
from index.train.corpus import QUESTION_SETS, STATUTES, WIKIPEDIA, overlaps, read_corpus, shingles
from index.train.genre import alternatives, documents, questions
from index.train.pairs import Ragged
from index.train.static import Recipe, train
from index.train.vocabulary import SPACE, Sizes, Vocabulary, build, collocations, count, tokenizer

SIZES = Sizes(rarest_syllable=2, rarest_word=20, glue=1.0, pieces=50)
TINY = Recipe(
    dimension=16, batch=64, passes=2, sizes=SIZES, reports=20, questions=60, alternatives=0
)
LARGEST = 25_000_000  # bytes of the model folder in the repository

RIVER = (
    "Sông Trà Lê bắt nguồn từ dãy núi đá vôi ở phía bắc và chảy qua ba huyện trước khi đổ ra "
    "vịnh. Mùa lũ kéo dài từ tháng chín đến tháng mười một hằng năm."
)
BRIDGE = (
    "Cây cầu gỗ dài nhất vùng được dân làng dựng lại sau trận bão lớn, rộng bốn mét và có mái "
    "che lợp ngói. Khách đi bộ qua cầu không phải trả tiền."
)


def write(path: Path, records: list[dict[str, str]]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as stream:
        stream.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with two articles, one law, and a question set that shares a paragraph."""
    article = f"{RIVER}\r\n\r\n== Giao thông ==\r\n{BRIDGE}\r\nngắn quá"
    write(tmp_path / WIKIPEDIA, [{"title": "sông trà lê", "text": article}])
    law = (
        "QUỐC HỘI\n\nLUẬT\n\nCHỢ QUÊ\n\nĐiều 1. Phạm vi điều chỉnh\n\nLuật này quy định về chợ ở "
        "nông thôn và người bán hàng.\n\nĐiều 2. Giờ mở cửa\n\nChợ mở cửa lúc năm giờ sáng."
    )
    write(tmp_path / STATUTES, [{"text": law}])
    asked = {"data": [{"paragraphs": [{"context": f"Mở đầu khác hẳn. {BRIDGE}", "qas": []}]}]}
    (tmp_path / QUESTION_SETS[0]).write_text(json.dumps(asked), encoding="utf-8")
    return tmp_path


def test_measured_paragraphs_are_left_out(data: Path) -> None:
    corpus = read_corpus(data)
    assert corpus.dropped == 1
    (river,), law = corpus.documents
    assert river.title == "sông trà lê"
    assert len(river.sentences) == 2
    assert [each.heading for each in law] == ["Phạm vi điều chỉnh", "Giờ mở cửa"]
    assert law[0].title == "Luật chợ quê"


def test_overlap_is_seen_through_case_and_diacritics() -> None:
    held_out = shingles([BRIDGE])
    assert overlaps("cay cau go dai nhat vung duoc dan lang dung lai", held_out)
    assert not overlaps(RIVER, held_out)


def tokens_of(vocabulary: Vocabulary, text: str) -> list[int]:
    """The rows that the tokenizer gives a text."""
    rows = list(vocabulary.forms.values())
    return [rows[number] for number in tokenizer(vocabulary).encode(text).ids]


def test_a_word_is_one_row_in_every_spelling() -> None:
    texts = ["Tỉnh Hòa Thuận xây trường mới, kỹ thuật tốt. Xe về bến muộn."] * 30
    vocabulary = build(texts, SIZES)
    assert SPACE + "hòa" + SPACE + "thuận" in "".join(vocabulary.forms)
    for one, other in (("Hòa Thuận", "HOÀ THUẬN"), ("kỹ thuật", "kĩ thuật")):
        assert tokens_of(vocabulary, one) == tokens_of(vocabulary, other)
    assert tokens_of(vocabulary, "xe, về") != tokens_of(vocabulary, "xe về")[:1]
    assert 0 not in tokens_of(vocabulary, "xe ve ben muon")


def test_fragments_of_longer_words_are_no_words() -> None:
    runs = ["hội đồng nhân dân họp", "xã an họp", "làng bình đông"]
    single, found = count(runs * 20)
    words = collocations(single, found, SIZES)
    assert ("hội", "đồng", "nhân", "dân", "họp")[:4] in found
    assert ("đồng", "nhân") in found
    assert ("đồng", "nhân") not in words


def test_expanding_replaces_each_number_by_its_list() -> None:
    table = Ragged.of([[7], [1, 2, 3], []])
    texts = Ragged.of([[0, 1], [2], [1]])
    assert [list(one) for one in map(texts.expand(table).__getitem__, range(3))] == [
        [7, 1, 2, 3],
        [],
        [1, 2, 3],
    ]
    some = texts.expand(table, np.array([True, False, False, True]))
    assert [list(some[n]) for n in range(3)] == [[7, 1], [2], [1, 2, 3]]


def test_made_questions_share_their_figures_with_no_blank_left() -> None:
    asked = questions(200, seed=3)
    assert asked == questions(200, seed=3)
    assert asked != questions(200, seed=4)
    for each in asked:
        assert "{" not in each.question + each.passage
        assert "=>" not in each.passage
    assert all("{" not in part.text for report in documents(20, seed=1) for part in report)
    assert ("UBND", "Ủy ban nhân dân") in alternatives()


def test_the_recipe_repeats_with_its_seed(data: Path, tmp_path: Path) -> None:
    corpus = read_corpus(data)
    made = {}
    for name, seed in (("one", 0), ("again", 0), ("other", 1)):
        train(corpus, tmp_path / name, seed=seed, recipe=TINY)
        made[name] = (tmp_path / name / "model.safetensors").read_bytes()
    assert made["one"] == made["again"]
    assert made["one"] != made["other"]


def shipped() -> Path:
    if not (SHIPPED / "modules.json").is_file():
        pytest.skip("index/model is not in this copy")
    return SHIPPED


def test_the_shipped_folder_is_small_and_has_its_card() -> None:
    folder = shipped()
    assert sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) <= LARGEST
    assert "CC BY-SA" in (folder / "README.md").read_text(encoding="utf-8")


def test_the_shipped_model_loads_and_knows_a_sentence_without_accents() -> None:
    folder = shipped()
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder), device="cpu")
    assert model.get_embedding_dimension() == Recipe().dimension
    texts = [
        "Trường mới của xã có mười hai phòng học và một thư viện",
        "truong moi cua xa co muoi hai phong hoc va mot thu vien",
        "Đàn trâu ra đồng từ lúc trời còn mờ sương",
        "Thủy điện Hòa Lý",
        "THUỶ ĐIỆN HOÀ LÍ",
    ]
    vectors = model.encode(texts)
    near = vectors @ vectors.T
    assert near[0, 1] > 0.6
    assert near[0, 1] > near[0, 2] + 0.3
    assert near[3, 4] == pytest.approx(1, abs=1e-4)
