"""What a question for a list asks to be told: names, parts with their figures, or other members.

Works on bare keys: typed with or without diacritics, the same is read. What this module does
not know: what the reports enumerate (``enumerations.py``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from answer.frame import Frame, Operation
from answer.place_match import DOCUMENT_KINDS
from ingest.text import bare


class Sort(StrEnum):
    """What the members of a list must be."""

    NAMES = "names"
    DOCUMENTS = "documents"
    FIGURES = "figures"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class ListAsked:
    """A question for a list.

    count: how many members the question expects, whole: how many things they are parts of;
        None where it does not say.
    noun: what they are called, bare ("xa", "co quan"), "" if it does not say.
    placed: whether they are places or bodies, which bear names.
    demanded: whether nothing but names answers ("là những xã nào?").
    """

    sort: Sort
    count: int | None
    whole: int | None
    noun: str
    placed: bool
    demanded: bool


WHICH_ONE = re.compile(r"(?<!\w)(?:nào|nao)(?!\w)")
# Words that ask for more than one; "năm" alone is a year, "năm nơi" are five.
_MORE_THAN_ONE = re.compile(
    r"(?<!\w)(?:những|nhung|các|cac|gồm|gom|liệt kê|liet ke|kể|ke|nêu tên|neu ten|mỗi|moi|từng"
    r"|tung|mấy|may|hai|ba|bốn|bon|năm nơi|sáu|bảy|tám|chín|mười|cùng|lần lượt|\d+)(?!\w)"
)
NUMBER_WORDS = {
    "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
    "mười một": 11, "mười hai": 12, "bon": 4, "chin": 9, "muoi": 10, "bay": 7, "tam": 8,
}  # fmt: skip
_NUMBER = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
_COUNTED = re.compile(
    rf"(?:^|(?<!\w)(?:của|có|là|cho|tới|đến|vào|với|và|trong|theo|ở|tại|20\d\d|kể tên|kể|nêu|kê"
    r"|giúp|giùm|hộ) )"
    rf"({_NUMBER}|\d{{1,2}}) (?!nay|ngoái|trước|sau|nào|mới|tháng|ngày|năm|qua|rồi|hạng)"
    r"(?=[^\W\d_])"
)
# "năm xã", "năm loại": before other words "năm" is a year.
_FIVE_OF = frozenset(
    ["loai", "chi", "tieu", "muc", "khoan", "noi", "nguyen", "nhiem", "bai", "san", "du", "cong",
     "don", "co", "doanh", "to", "ca", "tap", "dia", "linh", "giai", "nhom", "khu", "cum", "mon"]
)  # fmt: skip
# "làm hai cây cầu nào", "đưa ba trường nào"
_COUNTED_NEAR = re.compile(
    r"(?<!\w)(hai|ba|bốn|sáu|bảy|tám|chín|mười|bon|bay|tam|chin|muoi|\d{1,2})"
    r" (?:[^\W\d_]+ ){1,3}(?=(?:nào|gì|nao|gi)(?!\w))"
)
_ASKING = re.compile(r"(?<!\w)(?:nào|gì|ai|đâu|sao|nao|gi|dau)(?!\w)")
# Two words that lose their marks alike: only a question typed with marks tells them apart.
_ALIKE = (  # bare, "mới" is "mỗi" and "trưởng" is "trường"
    ("mới", "mowi"),
    ("sau", "saw"),
    ("bà", "baf"),
    ("tạm", "tamj"),
    ("nội", "nooij"),
    ("trưởng", "truowng"),
)
# Nouns of things that bear proper names.
_NAMED = frozenset(
    ["xa", "phuong", "huyen", "tinh", "quan", "nuoc", "so", "tuyen", "duong", "truong", "ban",
     "ap", "thon", "cau", "phong", "noi", "khom", "mon", "khu"]
)  # fmt: skip
_NAMED_PAIRS = re.compile(
    r"\b(?:co quan|don vi|thanh pho|thi tran|thi xa|dia phuong|quoc gia|quoc lo|du an|san pham"
    r"|cong trinh|doanh nghiep|to chuc|ca nhan|tap the|nha may|benh vien|doi tac|dai bieu"
    r"|cong ty|dan toc|hop tac xa|me|le hoi|so nganh|phong ban|co quan chuyen mon|nut giao"
    r"|khu (?:cong nghiep|pho|dan cu|kinh te)|dac san|di tich|sang kien)$"
)
_NO_NAME = re.compile(r"\b(?:cuoc|viec|lan|nam|con|loai|mang) so$|\bvan ban$|\bkich ban$")
_ASKED = re.compile(r"\b((?:[a-z]+,? ){0,3}[a-z]+) (?:nao|gi)\b")
_TIMES = re.compile(
    r"\b(?:bao gio|khi|ngay|thang|nam|luc|hom|the|muc|quy|hang|lan|phong trao) (?:nao|gi)\b"
)
_DOCUMENT = re.compile(rf"\b(?:{'|'.join(map(bare, DOCUMENT_KINDS))})\b")
_WHO = re.compile(r"\b(?:nhung ai|gom ai|nhung nguoi nao)\b")
_CALLED = re.compile(r"\bten (?:la )?(?:gi|chi)\b|\bten goi\b")
# "có thêm mấy món được gắn sao, tên gì?": how many there are, and how each is called.
_COUNTED_CALLED = re.compile(
    r"\b(?:may|bao nhieu) ([a-z]+(?: [a-z]+)?)\b.*\bten (?:la )?(?:gi|chi)\b"
)
# "có trường nào vừa đạt chuẩn?"
_ANY_THERE = re.compile(r"\bco (?:[a-z]+ ){1,3}nao\b(?! (?:khong|chua)\b)")
# "mấy khu công nghiệp nào", "là mấy cái nào": which ones, not how many.
_WHICH_FEW = re.compile(
    r"\bmay (?:(?!cho |vao |o |tai |tu |voi |do |theo |va |lan |nguoi |ngay )[a-z]+ ){1,4}"
    r"(?:nao|gi)\b"
)
_TOLD = re.compile(
    r"^(?:nhung|cac) (?!.*\b(?:nao|gi|dau|ai|bao nhieu|may|khong|the nao|ra sao)\b)"
    r"|\b(?:ke ten|liet ke|neu ten|ke ra|ke cac|ke het|ke may|ke giup|neu cac|neu may"
    r"|diem ten|danh sach|ten (?:cac|nhung))\b"
)
_MANY = re.compile(
    r"\b(?:nhung|cac)\b(?:,? [a-z]+){1,12} (?:nao|gi|ai|dau)\b"
    r"|\bgom(?: co)?\b.*\b(?:nao|gi|ai|dau)\b|\bnhung (?:ai|gi|dau)\b"
)
_EACH = re.compile(
    r"\b(?:moi|tung) (?!nam|ngay|thang|can|nguoi|lan|don|ho)[a-z]+(?: [a-z]+){0,3}?,? ?"
    r"(?:bao nhieu|may|ra sao|the nao|chiem|tang)\b"
    r"|:(?: [a-z]+){1,4}(?:,(?: [a-z]+){1,4})+(?: va(?: [a-z]+){1,4})? (?:bao nhieu|may)\b"
    r"|\bke tung\b|\bty le moi\b|\b(?:nao|gi),? (?:ty le|bao nhieu|may)\b"
)
_DONE_WITH = re.compile(r"\b(?:ra sao|the nao)\W*$")
# "hai báo cáo ghi thế nào?": the same thing in two places, no list.
_PLACES = re.compile(
    r"\bhai (?:cho|bao cao|chu thich|doan|trang|van ban)\b.*\b(?:ghi|neu|in|viet)\b"
)
_WHOLE = re.compile(r"\b(?:gom|chia|xu ly|phan|xep loai)\b")
_PARTS = re.compile(r"\b(?:khoan|nguon|phan|nguon von|nguon tien) (?:nao|gi)\b")
_HOW_MANY = re.compile(r"\b(?:bao nhieu|may)\b")
_NAMES_FIRST = re.compile(r"^(?:o |tai )?(?:[a-z]+,? ){0,3}?(?:nao|gi)\b|\bvoi [a-z ]{0,12}nao\b")


def list_asked(frame: Frame) -> ListAsked | None:
    """What list a question asks for, None if it asks for none."""
    if frame.yes_no or frame.why or frame.operation in {Operation.MOST, Operation.LEAST}:
        return None
    if _PLACES.search(bare(frame.key)):
        return None
    key = frame.key
    asking = [m.start() for m in _ASKING.finditer(key)]
    upto = asking[-1] if asking else len(key)
    counted = _first_count(key, upto) or (_COUNTED_NEAR.search(key) if asking else None)
    if frame.marked:
        for word, other in _ALIKE:
            key = re.sub(rf"(?<!\w){word}(?!\w)", other, key)
    key = bare(key)
    each, told, many = (bool(p.search(key)) for p in (_EACH, _TOLD, _MANY))
    many = many or bool(_WHICH_FEW.search(key))
    nouns = [m[1] for m in _ASKED.finditer(key) if not _TIMES.search(m[0])]
    noun = nouns[-1].replace(",", "") if nouns else ""
    named = _bears_name(noun) or bool(_WHO.search(key))
    few = _COUNTED_CALLED.search(key)
    if few is not None:
        noun, named, nouns, many = few[1], True, [few[1]], True
    elif _CALLED.search(key):
        noun = " ".join(key.split()[: 2 if counted is None else 3])
        named = _bears_name(noun.split()[0]) or bool(_NAMED_PAIRS.match(noun)) or bool(counted)
        nouns = [noun] if named else []
    called = bool(nouns) and bool(_CALLED.search(key))
    first = named and bool(_NAMES_FIRST.search(key)) and not frame.numbers
    first = first or (named and bool(_ANY_THERE.search(key)) and not frame.numbers)
    parts = bool(_PARTS.search(key)) or (counted is not None and bool(_DONE_WITH.search(key)))
    plural = bool(nouns) and (many or counted is not None or called)
    who = bool(_WHO.search(key))
    if not (told or each or parts or plural or first or who):
        return None
    if _HOW_MANY.search(key) and not (each or told or many):
        return None
    sort = Sort.FIGURES if each or parts else Sort.ANY
    if sort is Sort.ANY and _document(noun, key):
        sort = Sort.DOCUMENTS
    if sort is Sort.ANY and (named or (told and _NAMED_IN.search(key))):
        sort = Sort.NAMES
    number = _count(counted)
    whole = number if _WHOLE.search(key) and sort is not Sort.NAMES else None
    demanded = sort is Sort.NAMES and (number is not None or bool(_DEMANDED.search(key)))
    placed = bool(named or _EACH_PLACE.search(key))
    return ListAsked(sort, None if whole else number, whole, noun, placed, demanded)


_DEMANDED = re.compile(r"\b(?:la|ten) nhung\b|\bten (?:la )?gi\b|\bnhung ai\b")
_EACH_PLACE = re.compile(
    r"\b(?:moi|tung) (?:noi|xa|phuong|huyen|tinh|nuoc|dia phuong|don vi|so|co quan|truong|thon)\b"
)
_NAMED_IN = re.compile(rf"\b(?:{'|'.join(sorted(_NAMED))})\b|{_NAMED_PAIRS.pattern[:-1]}")


def _bears_name(noun: str) -> bool:
    words = noun.split()
    if not words or _NO_NAME.search(noun):
        return False
    return words[-1] in _NAMED or bool(_NAMED_PAIRS.search(noun))


def _document(noun: str, key: str) -> bool:
    """Whether the members asked for are documents ("những quyết định nào", "các … số nào")."""
    last = noun.split()[-1:] == ["so"] and bool(_DOCUMENT.search(key))
    return last or any(m.end() == len(noun) for m in _DOCUMENT.finditer(noun))


def _first_count(key: str, upto: int) -> re.Match[str] | None:
    """The first number that says how many members there are."""
    for counted in _COUNTED.finditer(key, 0, upto):
        following = bare(key[counted.end() :]).split()[:1]
        if counted[1] != "năm" or (following and following[0] in _FIVE_OF | _NAMED):
            return counted
    return None


def _count(counted: re.Match[str] | None) -> int | None:
    if counted is None:
        return None
    return int(counted[1]) if counted[1].isdigit() else NUMBER_WORDS[counted[1]]


def asks_one(key: str) -> bool:
    """ "theo tiêu chuẩn nào?": one thing is asked for by its name, no list of them.

    key: canonical or bare.
    """
    return bool(WHICH_ONE.search(key)) and not _MORE_THAN_ONE.search(key)
