"""How well is a report read: its forms against each other, and pages a second.

``python -m eval.reading --reports DIR`` takes every report that lies in DIR in several forms
(files whose names differ only in the suffix, and ``NAME-scan.pdf``) and counts section paths,
passages and notes that are equal in both; it times the whole reading against bare pypdf
extraction. ``--gold FILE`` adds figures against a list checked by hand, ``--samples DIR``
the cells of tables.

What this module does not know: whether what all forms agree on is right.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

from eval.reading_scan import score_scan
from eval.reading_tables import measure
from ingest.numerals import number_text
from ingest.read import SUFFIXES, read_report, read_structure
from ingest.report import PassageKind, Reading, UnreadableReport
from ingest.text import fold_spaces


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two readings of one report have in common: equal, only left, only right."""

    what: str
    equal: int
    left: tuple[str, ...]
    right: tuple[str, ...]


def _rows(reading: Reading, what: str) -> Iterator[str]:
    """What is compared, one string an item, so that a difference can be shown."""
    by_id = reading.by_id()
    for passage in reading.passages:
        is_note = passage.kind is PassageKind.FOOTNOTE
        if passage.kind is PassageKind.FURNITURE:
            if what == "furniture":
                yield passage.text
            continue
        if what == "passages" and not is_note:
            yield f"[{passage.kind}] {passage.path()} :: {fold_spaces(passage.text)}"
        elif what == "paths" and passage.kind is PassageKind.HEADING:
            titles = " › ".join(f"{step.label} {step.title}".strip() for step in passage.section)
            yield titles
        elif what == "notes" and is_note:
            yield f"{passage.note}: {fold_spaces(passage.text)}"
        elif what == "calls" and is_note:
            caller = by_id[passage.called_by[0]] if passage.called_by else None
            offset = passage.called_by[1] if passage.called_by else 0
            yield f"{passage.note} ‹ {caller.text[max(offset - 40, 0) : offset] if caller else '—'}"


def agree(left: Reading, right: Reading) -> list[Agreement]:
    """Paths, passages, notes, the places that call them, and furniture, of two readings."""
    found: list[Agreement] = []
    for what in ("paths", "passages", "notes", "calls", "furniture"):
        a, b = Counter(_rows(left, what)), Counter(_rows(right, what))
        equal = sum((a & b).values())
        found.append(Agreement(what, equal, tuple((a - b).elements()), tuple((b - a).elements())))
    return found


def bare_pages_a_second(path: Path) -> float:
    """Pages a second of pypdf's plain extraction, the yardstick."""
    from pypdf import PdfReader

    start = time.perf_counter()
    pages = PdfReader(path).pages
    for page in pages:
        page.extract_text()
    return len(pages) / (time.perf_counter() - start)


def reports_in(folder: Path) -> dict[str, list[Path]]:
    """Files by report: names that differ only in the suffix are forms of one report."""
    forms: dict[str, list[Path]] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in SUFFIXES and path.stem.lower() != "readme":
            forms.setdefault(path.stem, []).append(path)
    return forms


def _read(path: Path) -> tuple[Reading | None, float]:
    start = time.perf_counter()
    try:
        return read_structure(path), time.perf_counter() - start
    except UnreadableReport as refusal:
        print(f"  {path.name}: {refusal}")
        return None, 0.0


def figures_score(gold: Path, folder: Path) -> tuple[int, int, int]:
    """(right, wanted, found) figures on the list's pages, by page, note, number and unit."""
    wanted: Counter[tuple[object, ...]] = Counter()
    for line in gold.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        wanted[(one["report"], one["page"], one["note"], one["number"], one["unit"])] += 1
    pages = {(file, page) for file, page, *_ in wanted}
    found: Counter[tuple[object, ...]] = Counter()
    for file in {str(file) for file, *_ in wanted}:
        reading = read_report(folder / file)
        passages = reading.by_id()
        for figure in reading.figures:
            passage = passages[figure.passage_id]
            page = passage.page_at(figure.start)
            if (file, page) in pages:
                of = f"/{number_text(figure.of)}" if figure.of is not None else ""
                number = number_text(figure.value) + of
                found[(file, page, passage.note, number, figure.unit)] += 1
    return (wanted & found).total(), wanted.total(), found.total()


def _print_scan(left: Reading, scan: Reading) -> None:
    score = score_scan(left, scan)
    print(f"  {left.report.form} ↔ ảnh quét {scan.report.file}")
    for name in ("words", "figures", "placed", "equal", "notes"):
        right, total = getattr(score, name)
        print(f"    {name:<10} {right:>4} / {total:<4} {right / max(1, total):.1%}")
    print(f"    {'wrong':<10} {' · '.join(score.wrong_figures)}")


def _print_tables(samples: Path) -> None:
    with TemporaryDirectory() as folder:
        for cells in measure(samples, Path(folder)):
            print(f"  {cells.name}: {cells.right} / {cells.wanted} ô đúng, thừa {cells.extra}")
            for lost in cells.lost[:8]:
                print(f"    < {lost}")


def _print_pair(left: Reading, right: Reading, show: int) -> None:
    print(f"  {left.report.form} ↔ {right.report.form}")
    for row in agree(left, right):
        total = row.equal + max(len(row.left), len(row.right))
        print(f"    {row.what:<10} {row.equal:>4} / {total:<4}")
        for sign, items in (("<", row.left), (">", row.right)):
            for item in items[:show]:
                print(f"      {sign} {item[:300]}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; the exit status is 0 even where forms differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=Path, required=True)
    parser.add_argument("--gold", type=Path, help="hand-checked figures, as JSON lines")
    parser.add_argument("--samples", type=Path, help="the samples, for the cells of tables")
    parser.add_argument("--show", type=int, default=0, help="differences to print per row")
    chosen = parser.parse_args(arguments)
    by_stem: dict[str, list[Reading]] = {}
    for stem, paths in reports_in(chosen.reports).items():
        print(stem)
        readings = by_stem.setdefault(stem, [])
        for path in paths:
            reading, seconds = _read(path)
            if reading is None:
                continue
            readings.append(reading)
            pages = reading.report.pages
            speed = f", {pages / seconds:.1f} trang/s" if pages else ""
            notes = sum(p.kind is PassageKind.FOOTNOTE for p in reading.passages)
            print(
                f"  {path.name}: {len(reading.passages)} đoạn, {notes} chú thích,"
                f" {pages or '–'} trang, {seconds:.2f} s{speed}"
            )
            if path.suffix.lower() == ".pdf":
                print(f"    pypdf trần: {bare_pages_a_second(path):.0f} trang/s")
            for warning in reading.warnings:
                print(f"    ! {warning}")
        for left, right in combinations(readings, 2):
            _print_pair(left, right, chosen.show)
    for stem, readings in by_stem.items():
        for scan in by_stem.get(f"{stem}-scan", []):
            for reading in readings:
                _print_scan(reading, scan)
    if chosen.gold:
        good, wanted, found = figures_score(chosen.gold, chosen.reports)
        print(
            f"số liệu: đúng {good}, thu hồi {good / wanted:.3f} / {wanted}, chính xác"
            f" {good / found:.3f} / {found}"
        )
    if chosen.samples:
        print("bảng")
        _print_tables(chosen.samples)
    return 0


if __name__ == "__main__":
    sys.exit(main())
