"""How much of a report can be shown on its page: lines found, time to draw and to look.

``python -m eval.pages --reports DIR [--ocr]``: every stretch of every passage is looked for
on its page as a quote would be. Scanned pages are counted apart; ``--ocr`` reads them again
(seconds a page). Times are of the processor, so that other programs do not count.
What this module does not know: the window that shows pages.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from statistics import median, quantiles

from ingest.page_boxes import Found, Glyph, Wanted, find_boxes
from ingest.page_sight import draw, page_glyphs, scanned_glyphs
from ingest.read import read_structure
from ingest.report import Passage

AROUND = 60
_NUMBER = re.compile(r"\d[\d.,]*")


@dataclass
class Seen:
    """What was found in one report, and the seconds of each page and of each look."""

    found: Counter[Found] = field(default_factory=Counter)
    drawing: list[float] = field(default_factory=list)
    parsing: list[float] = field(default_factory=list)
    looking: list[float] = field(default_factory=list)
    missed: list[tuple[int, str]] = field(default_factory=list)


def look_at(path: Path, *, ocr: bool = False) -> Seen:
    """All stretches of a PDF, each looked for on its page."""
    seen = Seen()
    pages: dict[int, Sequence[Glyph]] = {}
    for number, wanted in _stretches(read_structure(path).passages):
        if number not in pages:
            pages[number] = _page(path, number, seen, ocr=ocr)
        start = time.process_time()
        boxes = find_boxes(pages[number], wanted)
        seen.looking.append(time.process_time() - start)
        seen.found[boxes.found] += 1
        if boxes.found in {Found.FIGURE, Found.NOWHERE}:
            seen.missed.append((number, wanted.quote))
    return seen


def _page(path: Path, number: int, seen: Seen, *, ocr: bool) -> Sequence[Glyph]:
    start = time.process_time()
    draw(path, number)
    drawn = time.process_time()
    glyphs: Sequence[Glyph] = page_glyphs(path, number)
    seen.drawing.append(drawn - start)
    seen.parsing.append(time.process_time() - drawn)
    return scanned_glyphs(path, number) if ocr and not glyphs else glyphs


def _stretches(passages: Sequence[Passage]) -> Iterator[tuple[int, Wanted]]:
    """What a quote may be at most: up to the next page break or footnote marker."""
    for passage in passages:
        text = passage.text
        breaks = {start for start, _ in passage.page_starts} | {len(text)}
        cuts = sorted(breaks | {call.offset for call in passage.calls})
        for first, last in pairwise(cuts):
            page, quote = passage.page_at(first), text[first:last].strip()
            if page is not None and len(quote) > 2:
                number = _NUMBER.search(quote)
                marks = (number.span(),) if number else ()
                before, after = text[max(0, first - AROUND) : first], text[last : last + AROUND]
                yield page, Wanted(quote, before, after, marks)


def report(name: str, seen: Seen) -> str:
    """One line a report."""
    total = sum(seen.found.values()) or 1
    counts = " · ".join(f"{found.value} {count}" for found, count in seen.found.most_common())
    line = seen.found[Found.LINE] / (total - seen.found[Found.NO_TEXT] or 1)
    return (
        f"{name}: {total} stretches, {line:.1%} of those with text boxed ({counts}); "
        f"draw {_p50_p95(seen.drawing)}, parse {_p50_p95(seen.parsing)}, "
        f"look {_p50_p95(seen.looking)}"
    )


def _p50_p95(seconds: Sequence[float]) -> str:
    high = quantiles(seconds, n=20)[-1] if len(seconds) > 1 else max(seconds, default=0.0)
    return f"{1000 * median(seconds or [0.0]):.1f}/{1000 * high:.1f} ms"


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints a line for each PDF, and what was missed."""
    parser = argparse.ArgumentParser(prog="python -m eval.pages", description=__doc__)
    parser.add_argument("--reports", type=Path, required=True)
    parser.add_argument("--ocr", action="store_true")
    wanted = parser.parse_args(arguments)
    for path in sorted(wanted.reports.glob("*.pdf")):
        seen = look_at(path, ocr=wanted.ocr)
        print(report(path.name, seen), flush=True)
        for number, quote in seen.missed:
            print(f"    p. {number}: {quote[:70]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
