"""Which words of a quoted line to mark: the figures that the answer took from it.

Pure: text in, spans out. A figure is found as a whole number only (``7`` is not in ``117``
nor in ``7,5``). What this module does not know: HTML, colours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ingest.report import StatedFigure
from ingest.text import words

Span = tuple[int, int]

# A quote that is longer than this names a clause, not a figure: its number is marked instead.
LONGEST_FIGURE = 48
# A number goes on where a digit, or a separator with a digit behind it, touches it.
_YEAR = re.compile(r"(19|20)\d\d")
_BEFORE = r"(?<![\d])(?<!\d[.,/])"
_AFTER = r"(?!\d)(?![.,/]\d)"


def figure_spans(quote: str, figures: Sequence[StatedFigure], text: str = "") -> list[Span]:
    """Where in ``quote`` the stated figures stand, in order and apart from each other.

    Where none of them stands there, the numbers, dates and document numbers that ``text``
    (the answer) shares with the quote are taken instead.
    """
    spans: list[Span] = []
    for figure in figures:
        spans += _first_found(quote, _forms(figure))
    if not spans:
        tokens = {word for word in words(text) if any(char.isdigit() for char in word)}
        tokens = {word for word in tokens if not _YEAR.fullmatch(word)} or tokens
        spans = [span for token in tokens for span in _occurrences(quote, token)]
    return _merged(spans)


def _forms(figure: StatedFigure) -> list[str]:
    """How the figure may be printed, the most telling form first."""
    quoted = figure.quote if len(figure.quote) <= LONGEST_FIGURE else ""
    with_unit = f"{figure.value} {figure.unit}".strip()
    return [form for form in (quoted, with_unit, figure.value + figure.unit, figure.value) if form]


def _first_found(quote: str, forms: Iterable[str]) -> list[Span]:
    for form in forms:
        spans = _occurrences(quote, form)
        if spans:
            return spans
    return []


def _occurrences(quote: str, form: str) -> list[Span]:
    before = _BEFORE if form[:1].isdigit() else r"(?<!\w)"
    after = _AFTER if form[-1:].isdigit() else r"(?!\w)"
    pattern = r"\s+".join(map(re.escape, form.split()))
    return [match.span() for match in re.finditer(before + pattern + after, quote)]


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(set(spans)):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
