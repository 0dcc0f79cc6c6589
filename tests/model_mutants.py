"""True sentences over the two small reports, and what a model could make wrong of them.

Each wrong one differs in one thing: a digit, a unit, a year, a place, a name, a movement, a
document number, a direction, or two things that changed places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

SOCIAL = "Công tác an sinh xã hội năm 2025 ra sao?"
ECONOMY = "Tình hình kinh tế năm 2025 như thế nào?"
SCHOOLS = "Nêu kết quả giáo dục năm 2025"
MOVEMENT = "Kết quả phong trào Tiếng trống học bài năm 2025 thế nào?"

TRUE = (
    (SOCIAL, "Tổng kinh phí 31 tỷ 500 triệu đồng, trong đó doanh nghiệp đóng góp 8 tỷ 400 triệu"
             " đồng."),
    (SOCIAL, "Huyện Tân Lũy 190 căn, huyện An Vọng 145 căn, huyện Bình Thoại 85 căn."),
    (SOCIAL, "Công trình cuối cùng được bàn giao ngày 20 tháng 11 năm 2025."),
    (SOCIAL, "Thực hiện Kế hoạch số 21/KH-UBND ngày 14/02/2025 của UBND tỉnh, trong năm 2025 tỉnh"
             " xây mới 420 căn nhà cho hộ nghèo, sửa chữa 135 căn nhà."),
    (ECONOMY, "Thu ngân sách trên địa bàn đạt 4.650 tỷ đồng, bằng 104,5% dự toán, tăng 10,71% so"
              " với năm 2024."),
    (ECONOMY, "Tỉnh đón 1,4 triệu lượt khách du lịch, doanh thu ước 980 tỷ đồng."),
    (SCHOOLS, "Toàn tỉnh có 196/240 trường học đạt chuẩn quốc gia."),
    (SCHOOLS, "Huyện Tân Lũy 70 trường, huyện An Vọng 66 trường và huyện Bình Thoại 60 trường."),
    (MOVEMENT, "Phong trào “Tiếng trống học bài”: Chủ tịch UBND tỉnh tặng Bằng khen cho 12 tập thể"
               " và 30 cá nhân."),
    (MOVEMENT, "Trường Tiểu học Tân Lũy, Trường Tiểu học An Vọng, Trường Trung học cơ sở Bình"
               " Thoại, Hội Khuyến học tỉnh và Tỉnh đoàn."),
)  # fmt: skip

_INSTEAD = {
    "tỷ": ("triệu", "nghìn"),
    "triệu": ("tỷ", "nghìn"),
    "căn": ("hộ", "tỷ"),
    "trường": ("xã", "lớp"),
    "%": ("‰", " điểm", " lần"),
    "lượt khách": ("khách", "lượt xe"),
    "tập thể": ("doanh nghiệp", "hộ gia đình", "cá nhân"),
    "cá nhân": ("tập thể", "hộ gia đình"),
    "đồng": ("USD",),
    "Tân Lũy": ("An Vọng", "Bình Thoại", "Cần Thơ", "An Lũy", "Tân Vọng"),
    "An Vọng": ("Tân Lũy", "Bình Thoại", "Hậu Giang", "An Thoại"),
    "Bình Thoại": ("Tân Lũy", "An Vọng", "Sóc Trăng", "Bình Vọng"),
    "huyện": ("xã", "thành phố"),
    "tỉnh": ("huyện", "thành phố"),
    "UBND tỉnh": ("HĐND tỉnh", "UBND huyện"),
    "Chủ tịch UBND tỉnh": ("Thủ tướng Chính phủ", "Sở Giáo dục và Đào tạo", "Chủ tịch nước"),
    "Bằng khen": ("Giấy khen", "Cờ thi đua", "Huân chương Lao động"),
    "Tiếng trống học bài": ("Sạch từ ngõ vào nhà", "Tiếng trống", "Tiếng trống học đường"),
    "KH-UBND": ("QĐ-UBND", "KH-HĐND", "KH-TTg"),
    "Kế hoạch": ("Quyết định", "Chỉ thị"),
    "Tiểu học": ("Trung học cơ sở", "Mầm non"),
    "Hội Khuyến học": ("Hội Nông dân", "Hội Phụ nữ"),
    "hộ nghèo": ("hộ cận nghèo", "hộ chính sách"),
    "xây mới": ("sửa chữa", "chưa xây mới", "phá dỡ"),
    "sửa chữa": ("xây mới", "hư hỏng"),
    "tăng": ("giảm", "không tăng"),
    "bằng": ("vượt", "thấp hơn"),
    "so với": ("trước",),
    "doanh nghiệp": ("Nhà nước", "người dân"),
    "Tổng kinh phí": ("Còn thiếu", "Ngân sách tỉnh"),
    "cuối cùng": ("đầu tiên",),
    "được bàn giao": ("chưa được bàn giao", "được khởi công"),
    "tháng 11": ("tháng 12", "tháng 1"),
    "ước": ("đạt",),
    "dự toán": ("kế hoạch năm", "năm trước"),
    "Thu ngân sách": ("Chi ngân sách",),
    "trên địa bàn": ("nội địa",),
    "chuẩn quốc gia": ("chuẩn mức độ 2", "chuẩn quốc tế"),
}
_NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")


def mutants(sentence: str) -> Iterable[str]:
    """Wrong versions of a true sentence, all different from it."""
    seen = {sentence}
    for wrong in (*_digits(sentence), *_words(sentence), *_swaps(sentence), *_added(sentence)):
        if wrong not in seen:
            seen.add(wrong)
            yield wrong


def _digits(sentence: str) -> Iterable[str]:
    for match in re.finditer(r"\d", sentence):
        at, digit = match.start(), int(match[0])
        for step in (1, 5, 9):
            yield f"{sentence[:at]}{(digit + step) % 10}{sentence[at + 1 :]}"
        yield f"{sentence[:at]}{digit}0{sentence[at + 1 :]}"
        if sentence[at + 1 : at + 2].isdigit():
            yield sentence[:at] + sentence[at + 1 :]
    for match in re.finditer(r"(?<=\d)[.,](?=\d)", sentence):
        other = {".": ",", ",": "."}[match[0]]
        yield f"{sentence[: match.start()]}{other}{sentence[match.end() :]}"
        yield sentence[: match.start()] + sentence[match.end() :]
    for match in re.finditer(r"(?<!\d)(?:19|20)\d\d(?!\d)", sentence):
        for year in ("2019", "2023", "2024", "2026", "2021 - 2025"):
            yield sentence[: match.start()] + year + sentence[match.end() :]


def _words(sentence: str) -> Iterable[str]:
    for word, others in _INSTEAD.items():
        for match in re.finditer(rf"(?<![^\W\d_]){re.escape(word)}(?![^\W\d_])", sentence):
            for other in others:
                yield sentence[: match.start()] + other + sentence[match.end() :]


def _swaps(sentence: str) -> Iterable[str]:
    """Two numbers, or two places, each in the other's place."""
    for pattern in (_NUMBER, re.compile("Tân Lũy|An Vọng|Bình Thoại")):
        found = list(pattern.finditer(sentence))
        for n, one in enumerate(found):
            for other in found[n + 1 :]:
                if one[0] != other[0] and not _listed(sentence, one[0]):
                    yield (
                        sentence[: one.start()] + other[0] + sentence[one.end() : other.start()]
                        + one[0] + sentence[other.end() :]
                    )  # fmt: skip


def _listed(sentence: str, name: str) -> bool:
    """A bare list of names is as true in another order."""
    return not any(char.isdigit() for char in sentence) and name[0].isalpha()


def _added(sentence: str) -> Iterable[str]:
    body = sentence.rstrip(".")
    yield f"{body}, đứng thứ 3 cả nước."
    yield f"{body}, tăng gấp đôi năm trước."
    yield f"{body} tại huyện Phù Lãng."
    yield f"{body} theo Quyết định số 99/QĐ-TTg."
    yield f"{body} do ông Trần Văn Sáng trình bày."
    yield f"Năm 2023, {body[:1].lower()}{body[1:]}."
    yield f"Tỉnh Hậu Giang: {body[:1].lower()}{body[1:]}."
    yield f"Không phải {body[:1].lower()}{body[1:]}."
    yield f"{body}, tổng cộng hai nghìn."
