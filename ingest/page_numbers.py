"""Printed page numbers and running heads, told from figures and lines of the body.

What this module does not know: the rest of what is printed around a body (``furniture.py``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.labels import read_label
from ingest.lines import Line, Zone
from ingest.text import bare

_PAGE_NUMBER = re.compile(
    r"^(?:trang\s*)?[-–—\s]*(?P<number>\d{1,4})(?:\s*/\s*\d{1,4})?[-–—\s]*$", re.I
)


def take_page_numbers(lines: Sequence[Line]) -> tuple[list[Line], dict[int, str]]:
    """Lines without printed page numbers and running heads; and the numbers by page."""
    edges: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        if line.page is not None:
            edges.setdefault(line.page, []).append(index)
    labels: dict[int, str] = {}
    gone: set[int] = set()
    for page, indices in edges.items():
        for index in dict.fromkeys((indices[0], indices[-1])):
            found = _PAGE_NUMBER.match(lines[index].text)
            if found and page not in labels:
                labels[page] = found["number"]
                gone.add(index)
    labels = _consistent(labels, lines)
    # In a scan a lone figure at the edge is a page number misread.
    gone = {i for i in gone if lines[i].page in labels or lines[i].confidence is not None}
    gone |= _running_heads(lines, edges)
    return [line for index, line in enumerate(lines) if index not in gone], labels


def _consistent(labels: dict[int, str], lines: Sequence[Line]) -> dict[int, str]:
    """Numbers that run along with the pages; a lone figure at a page's edge is no page number."""
    shifts = Counter(int(number) - page for page, number in labels.items())
    if not shifts:
        return {}
    shift, count = shifts.most_common(1)[0]
    pages = len({line.page for line in lines})
    if count < 2 and (pages > 3 or shift):
        return {}
    return {page: number for page, number in labels.items() if int(number) - page == shift}


def _running_heads(lines: Sequence[Line], edges: dict[int, list[int]]) -> set[int]:
    """Lines that stand at the edge of most pages with the same words (but for the page)."""
    if len(edges) < 3:
        return set()
    seen: dict[str, list[int]] = {}
    for page, indices in edges.items():
        for index in dict.fromkeys((indices[0], indices[-1])):
            words = re.sub(rf"\b{page}\b(?=\D*$)|(?<!\S){page}\b", "#", lines[index].text)
            if not read_label(words) and len(words) < 100:
                seen.setdefault(bare(words), []).append(index)
    repeated = [found for found in seen.values() if len(found) >= max(3, 0.5 * len(edges))]
    return {index for found in repeated for index in found if lines[index].zone is not Zone.NOTE}
