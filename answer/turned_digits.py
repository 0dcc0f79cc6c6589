"""Two printed numbers that a slip of the hand would make of one another."""

from __future__ import annotations

import re


def turned_digits(one: str, other: str) -> bool:
    """Whether two numbers have the same digits in another order ("33,15" and "33,51").

    Not where their marks stand otherwise: "2.641" and "416,2" are two numbers.
    """
    first, second = (re.sub(r"\D", "", text) for text in (one, other))
    shapes = {re.sub(r"\d", "0", _digits(text)) for text in (one, other)}
    return (
        len(shapes) == 1 and len(first) >= 3 and first != second and sorted(first) == sorted(second)
    )


def _digits(text: str) -> str:
    found = re.search(r"\d[\d.,]*", text)
    return found[0].rstrip(".,") if found else ""
