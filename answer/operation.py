"""What is to be computed over the facts that a question asks for, if anything.

Works on keys (canonical, or bare where the question was typed without diacritics). What this
module does not know: which facts (``derive.py`` and the modules of each computation).
"""

from __future__ import annotations

import re
from enum import StrEnum

from answer.asking import Asking


class Operation(StrEnum):
    """What is to be computed over two or more facts."""

    SUM = "sum"
    DIFFERENCE = "difference"
    RATIO = "ratio"
    SHARE = "share"
    AVERAGE = "average"
    MOST = "most"
    LEAST = "least"


# "nhiều căn nhà nhất": the noun stands between the two words of the superlative.
_MOST = re.compile(
    r"(?<!\w)(?:nhiều|nhieu|cao|lớn|lon|đông|dong|dài|dai)(?: [^\W\d_]+){0,7}? (?:nhất|nhat)(?!\w)"
)
_LEAST = re.compile(
    r"(?<!\w)(?:ít|it|thấp|thap|nhỏ|nho|ngắn|ngan|kém|kem)(?: [^\W\d_]+){0,7}? (?:nhất|nhat)(?!\w)"
)
# "cho cả hai con số": both are to be told, nothing is added up.
_BOTH_FIGURES = re.compile(
    r"(?<!\w)(?:cả hai|ca hai) (?:con số|số liệu|giá trị|con so|so lieu|gia tri)(?!\w)"
)
# "dòng tổng cộng của bảng": a row that is printed, nothing is added up.
_TOTAL_ROW = re.compile(r"(?<!\w)(?:dòng|hàng|dong|hang) (?:tổng |tong )?(?:cộng|cong)(?!\w)")
_HEADED = re.compile(
    r"(?<!\w)(?:ai|do ai|ông nào|người nào|ong nao|nguoi nao) (?:đứng đầu|dung dau|dẫn đầu)"
)
# "người đứng đầu Ủy ban": an office, no contest.
_HEAD_OF = re.compile(
    r"(?<!\w)(?:người|cán bộ|nguoi|can bo) (?:đứng đầu|dung dau)(?! (?:bảng|về|bang|ve)(?!\w))"
)
# "A làm nhiều hơn B bao nhiêu căn": a difference whose words stand apart.
_MORE_THAN = re.compile(
    r"(?<!\w)(?:nhiều|ít|cao|thấp|lớn|nhỏ|nhieu|it|cao|thap|lon|nho)\s+(?:hơn|hon)\s+(?!so|năm|nam)"
    r"[^,?]{2,60}?(?:bao nhiêu|bao nhieu|mấy|may)(?!\w)"
    r"|(?<!\w)(?:hơn|kém) (?!so |năm |\d|bao|mấy|nữa|thế)[^,?\d]{4,60}? (?:bao nhiêu|mấy)(?!\w)"
)


def operation_of(key: str, marked: bool, words: Asking) -> Operation | None:
    if _MORE_THAN.search(key):
        return Operation.DIFFERENCE
    if _HEADED.search(key):
        return None
    if _MOST.search(key):
        return Operation.MOST
    if _LEAST.search(key):
        return Operation.LEAST
    order = (
        Operation.SHARE,
        Operation.RATIO,
        Operation.DIFFERENCE,
        Operation.AVERAGE,
        Operation.MOST,
        Operation.LEAST,
        Operation.SUM,
    )
    key = _HEAD_OF.sub(" ", _TOTAL_ROW.sub(" ", _BOTH_FIGURES.sub(" ", key)))
    for operation in order:
        if words.groups[f"operation.{operation}"].search(key, marked):
            return operation
    return None
