"""Which of the figures of a line a question names: parts, neighbours, events of one kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from answer.ask import Asker
from answer.evidence import spans_around
from answer.named_events import names_of, other_event
from index.build import add_paths
from index.library import Library

REPORT = """Số: 64/BC-UBND

Phú Lạc, ngày 10 tháng 12 năm 2022

**BÁO CÁO**

**Kết quả công tác năm 2022**

UBND huyện Phú Lạc báo cáo kết quả năm 2022 như sau:

## I. KẾT QUẢ

- Kinh phí hỗ trợ người trồng cam bị lũ 6 tỷ 215 triệu đồng, trong đó ngân sách tỉnh 4 tỷ 108
triệu đồng, ngân sách cấp xã 2 tỷ 107 triệu đồng.

- Thư viện huyện phục vụ 51.300 lượt bạn đọc, trong đó tại chỗ 17.900 lượt, trực tuyến 33.400 lượt.

- Kết quả giải quyết: phản ánh đúng 47 vụ việc, sai 126 vụ việc, có đúng có sai 19 vụ việc.

- Toàn huyện có 88 sản phẩm OCOP. Theo hạng: 61 sản phẩm 3 sao, 23 sản phẩm 4 sao, 04 sản phẩm
5 sao.

- Vốn của chương trình nông thôn: Dự án 2 là 9,4 tỷ đồng; Dự án 3 là 17,6 tỷ đồng.

- Đại hội Hội Chữ thập đỏ huyện lần thứ IV có sự tham dự của 214 đại biểu. Đại hội Công đoàn
huyện lần thứ VII triệu tập 163 đại biểu.
"""


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    folder: Path = tmp_path_factory.mktemp("parts")
    (folder / "phu-lac-2022.md").write_text(REPORT, encoding="utf-8")
    add_paths([folder / "phu-lac-2022.md"], folder / "index")
    library = Library.open(folder / "index")
    yield Asker(library)
    library.close()


NAMED = {
    "Ngân sách tỉnh gánh bao nhiêu tiền hỗ trợ người trồng cam bị lũ?": "4 tỷ 108 triệu đồng",
    "Bạn đọc trực tuyến chiếm bao nhiêu lượt thư viện phục vụ?": "33.400 lượt",
    "Phản ánh sai là bao nhiêu vụ?": "126 vụ việc",
    "phu lac co bao nhieu san pham ocop 4 sao": "23 sản phẩm",
    "Dự án 3 được bao nhiêu vốn?": "17,6 tỷ đồng",
    "Đại hội Công đoàn huyện mời mấy đại biểu?": "163 đại biểu",
}


@pytest.mark.parametrize(("question", "figure"), NAMED.items())
def test_the_figure_whose_words_are_asked_for(asker: Asker, question: str, figure: str) -> None:
    answer = asker.ask(question)
    assert [it.quote for it in answer.figures] == [figure], answer.text


def test_a_number_in_a_name_ends_no_stretch() -> None:
    text = "Dự án 2 là 9,4 tỷ đồng; Dự án 3 là 17,6 tỷ đồng."
    start = text.index("17,6")
    window = spans_around(text, start, start + len("17,6 tỷ đồng")).window
    assert text[slice(*window)].strip().startswith("Dự án 3")


def test_an_event_has_the_first_telling_word_behind_its_kind() -> None:
    assert names_of("đại hội đại biểu công đoàn huyện lần thứ iv") == {"đại hội": {"công"}}
    assert other_event("đại hội công đoàn", "đại hội hội chữ thập đỏ có 214 đại biểu") == 1.0
    assert other_event("đại hội công đoàn", "công đoàn mở đại hội điểm") == 0.0
    assert other_event("huyện có mấy xã", "đại hội hội chữ thập đỏ") == 0.0
