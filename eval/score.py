"""How good are the answers: cases and outputs in, verdicts and totals out. Pure.

An output is one JSON object of the machine contract (``answer.answer_json``). Nothing
is read, asked or printed here, and nothing of the product is imported except the keys
of Vietnamese text, so other systems are judged by the same rules (``baselines.py``).

What it cannot see: whether an answer reads well, or answers a question that the case's
author did not think of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from math import ceil, sqrt
from pathlib import PurePath
from typing import Any

from eval.case import Case, Source
from ingest.report import SECTION_JOIN
from ingest.text import canonical, fold_spaces

Output = Mapping[str, Any]
SourceText = Callable[[str], str | None]
"""The full text of a report by its file name, None where it is not known."""

Z95 = 1.959964
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SPACE_BEFORE_PERCENT = re.compile(r"(?<=\d) (?=%)")
_ALL_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Share:
    """``hits`` of ``of``, with its 95 % interval by Wilson."""

    hits: int
    of: int

    @property
    def rate(self) -> float | None:
        """The share as a fraction, None of nothing."""
        return self.hits / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float]:
        """Lower and upper bound; (0, 1) of nothing."""
        return wilson(self.hits, self.of)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was right about one output.

    right: answerable: answered with every element and nothing forbidden; else: refused.
    place: the main citation names a right report and page/footnote (None if refused, or
        if there was nothing to cite). page: the same without regard to the footnote.
    quotes, verbatim: citations whose source is known, and those that stand in it.
    unsupported: figures of the text that stand in no quote and in no derivation.
    """

    id: str
    type: str
    answerable: bool
    refused: bool
    right: bool
    missing: tuple[str, ...]
    forbidden: tuple[str, ...]
    place: bool | None
    page: bool | None
    quotes: int
    verbatim: int
    unsupported: tuple[str, ...]
    words: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Totals:
    """Verdicts summed up; refusal precision and recall count unanswerable cases as the target."""

    cases: int
    right: Share
    answers: Share
    place: Share
    page: Share
    quotes: Share
    refusal_precision: Share
    refusal_recall: Share
    unsupported: int
    words: float
    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class Signature:
    """Under what conditions a score was made; a score without it is not a score."""

    commit: str
    settings: str
    cases: str
    reports: str

    def line(self) -> str:
        """One line, after the manner of sacrebleu."""
        return (
            f"commit:{self.commit}|settings:{self.settings}"
            f"|cases:{self.cases}|reports:{self.reports}"
        )


def wilson(hits: int, of: int, z: float = Z95) -> tuple[float, float]:
    """Wilson's score interval of a proportion; (0, 1) where nothing was counted."""
    if not of:
        return 0.0, 1.0
    rate, square = hits / of, z * z
    centre = (rate + square / (2 * of)) / (1 + square / of)
    reach = z * sqrt(rate * (1 - rate) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, centre - reach), min(1.0, centre + reach)


def percentile(values: Sequence[float], share: float) -> float:
    """The nearest-rank percentile; 0 of nothing."""
    ordered = sorted(values)
    return ordered[max(0, ceil(share * len(ordered)) - 1)] if ordered else 0.0


def key(text: str) -> str:
    """The form in which answers are compared: one spelling per word, one space, ``5%``."""
    return _SPACE_BEFORE_PERCENT.sub("", canonical(fold_spaces(text)))


@lru_cache(maxsize=8192)
def _pattern(form: str) -> re.Pattern[str]:
    # A figure must stand alone: "7 tập thể" is not in "117 tập thể", "4,9" not in "14,9" or
    # "4,95"; but "743" is in "743/1.149" and "40,44" in "40,44/80".
    return re.compile(rf"(?<![^\W_])(?<!\d[.,]){re.escape(key(form))}(?![^\W_])(?![.,]\d)")


def states(text: str, form: str) -> bool:
    """Whether ``form`` stands in ``text`` on digit and word boundaries."""
    return _pattern(form).search(key(text)) is not None


def same_report(accepted: Iterable[str], cited: str) -> bool:
    """Whether a cited file is one of the accepted ones or another form of it (same stem)."""
    stem = PurePath(cited).stem.casefold()
    return any(PurePath(name).stem.casefold() == stem for name in accepted)


def _within(wanted: str, path: str) -> bool:
    """Whether the steps of a short path stand in a citation's path, in order."""
    steps = iter(key(step) for step in path.split(SECTION_JOIN.strip()))
    return all(any(step == given for given in steps) for step in map(key, _steps(wanted)))


def _steps(path: str) -> list[str]:
    return [step.strip() for step in path.split(SECTION_JOIN.strip())]


def right_place(source: Source, citation: Mapping[str, Any], case: Case) -> bool:
    """Whether a citation names this source, footnote included.

    A citation without a page (DOCX, TXT, MD) is held to footnote and section instead; where
    the case fixes neither, its quote must itself show one of the required elements, or an
    operand where the answer is computed.
    """
    if not same_report(source.reports, str(citation["report"])):
        return False
    if citation.get("footnote") != source.footnote:
        return False
    page = citation.get("page")
    if page is not None and source.page is not None:
        return bool(page == source.page)
    if source.footnote is not None:
        return True
    if source.section:
        return _within(source.section, str(citation.get("section") or ""))
    quote = str(citation["quote"])
    operands = numbers(case.working.rpartition("=")[0])
    return bool(operands & numbers(quote)) or any(
        states(quote, form) for forms in case.answers for form in forms
    )


def right_page(source: Source, citation: Mapping[str, Any]) -> bool:
    """Whether a citation names this source's report and page, whatever it says of footnotes."""
    page = citation.get("page")
    return same_report(source.reports, str(citation["report"])) and (
        page == source.page if page is not None else citation.get("footnote") == source.footnote
    )


def _value(number: str) -> str:
    """A key by which 06 equals 6; grouping and decimals stay as they are printed."""
    try:
        return str(Decimal(number)) if number.isdecimal() else number
    except InvalidOperation:  # pragma: no cover - isdecimal() admits digits only
        return number


def numbers(text: str) -> set[str]:
    """The figures of a text, leading zeros aside."""
    return {_value(found) for found in _NUMBER.findall(fold_spaces(text))}


def unsupported(output: Output, question: str) -> tuple[str, ...]:
    """Figures of the text that no quote and no derivation shows.

    Numbers repeated from the question, and those that name the cited place (page, note,
    section, report), claim nothing and are left out.
    """
    shown = numbers(question) | numbers(str(output.get("derivation") or ""))
    for citation in output.get("citations", ()):
        for part in ("quote", "title", "section", "page", "footnote", "table", "report"):
            shown |= numbers(str(citation.get(part) or ""))
    return tuple(sorted(numbers(str(output["text"])) - shown))


def _stands(quote: str, text: str) -> bool:
    # Line breaks inside a word or document number are joined by some readers and not by
    # others, so white space is left out on both sides; every other character must be equal.
    return _ALL_SPACE.sub("", fold_spaces(quote)) in _ALL_SPACE.sub("", fold_spaces(text))


def _quotes(output: Output, source_text: SourceText | None) -> tuple[int, int]:
    known = verbatim = 0
    for citation in output.get("citations", ()):
        text = source_text(str(citation["report"])) if source_text else None
        if text is not None:
            known += 1
            verbatim += bool(citation["quote"]) and _stands(str(citation["quote"]), text)
    return known, verbatim


def judge(case: Case, output: Output, source_text: SourceText | None = None) -> Verdict:
    """The verdict on one output."""
    text, refused = str(output["text"]), bool(output["refused"])
    missing = tuple(
        forms[0] for forms in case.answers if not any(states(text, form) for form in forms)
    )
    given = tuple(form for form in case.forbidden if states(text, form))
    right = (not refused and not missing and not given) if case.answerable else refused
    place = page = None
    if case.answerable and not refused:
        main = next(iter(output.get("citations", ())), None)
        place = main is not None and any(right_place(it, main, case) for it in case.sources)
        page = main is not None and any(right_page(it, main) for it in case.sources)
    known, verbatim = _quotes(output, source_text)
    return Verdict(
        case.id, case.type, case.answerable, refused, right, missing, given, place, page,
        known, verbatim, unsupported(output, case.question),
        len(text.split()), float(output.get("seconds") or 0.0),
    )  # fmt: skip


def total(verdicts: Sequence[Verdict]) -> Totals:
    """Verdicts summed up."""
    asked = [it for it in verdicts if it.answerable]
    empty = [it for it in verdicts if not it.answerable]
    refused = [it for it in verdicts if it.refused]
    cited = [it for it in verdicts if it.place is not None]
    seconds = [it.seconds for it in verdicts]
    return Totals(
        cases=len(verdicts),
        right=Share(sum(it.right for it in verdicts), len(verdicts)),
        answers=Share(sum(it.right for it in asked), len(asked)),
        place=Share(sum(bool(it.place) for it in cited), len(cited)),
        page=Share(sum(bool(it.page) for it in cited), len(cited)),
        quotes=Share(sum(it.verbatim for it in verdicts), sum(it.quotes for it in verdicts)),
        refusal_precision=Share(sum(not it.answerable for it in refused), len(refused)),
        refusal_recall=Share(sum(it.refused for it in empty), len(empty)),
        unsupported=sum(len(it.unsupported) for it in verdicts),
        words=sum(it.words for it in verdicts) / len(verdicts) if verdicts else 0.0,
        p50=percentile(seconds, 0.5),
        p95=percentile(seconds, 0.95),
    )


def by_type(verdicts: Sequence[Verdict]) -> dict[str, Totals]:
    """Totals per type, in the order in which the types first appear."""
    groups: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        groups.setdefault(verdict.type, []).append(verdict)
    return {name: total(group) for name, group in groups.items()}
