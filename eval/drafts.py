"""How good drafts are: ``python -m eval.drafts --samples samples --reports DIR``.

For every report: how many of its figures, dates and document numbers became slots, how many
slots are something that ages, whether a digit stands unmarked, whether Word files read back
have the same sections, how long it takes. For two years of one agency: how far last year's
draft has the headings and figures of the real next report, and what ``check`` says of the
draft filled from it. Nothing is tuned here; the outcome is printed for eval/LOG.md.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from answer.draft.build import draft_of
from answer.draft.fill import Entry, fill
from answer.draft.nouns import Draft, PieceKind, SlotKind
from answer.draft.offers import accept_all, with_offers
from answer.draft.review import reading_of, review
from answer.draft.sections import sections_of
from answer.draft.word import write_docx
from check.draft import Draft as Checked
from check.verdict import Outcome
from check.verify import Verifier
from ingest.dates import DateKind, find_dates
from ingest.documents import find_document_numbers
from ingest.read import read_report, read_structure
from ingest.report import PassageKind, Reading
from ingest.text import canonical

_ASKED = (SlotKind.FIGURE, SlotKind.CHANGE, SlotKind.OUTCOME, SlotKind.DATE, SlotKind.DOCUMENT,
          SlotKind.PERSON, SlotKind.LIST, SlotKind.EVENT, SlotKind.PERIOD, SlotKind.YEAR,
          SlotKind.ORDINAL)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Coverage:
    """Facts of a kind, and how many of them lie in slots or stay as lasting law."""

    facts: int
    slots: int
    kept: int

    @property
    def share(self) -> float:
        """Of those that may not stay, the share that became slots."""
        return self.slots / max(1, self.facts - self.kept)


def coverage(draft: Draft, reading: Reading) -> dict[str, Coverage]:
    """Figures, days and document numbers as the readers find them, against the pieces."""
    held = {block.passage.id: block.pieces for block in draft.all_blocks()}
    found: dict[str, list[tuple[str, int]]] = {"số liệu": [], "ngày": [], "số văn bản": []}
    for figure in reading.figures:
        at = next(i for i in range(figure.start, figure.end)
                  if _text(reading, figure.passage_id)[i].isdigit())  # fmt: skip
        found["số liệu"].append((figure.passage_id, at))
    for passage in reading.passages:
        for date in find_dates(passage.text):
            if date.kind is DateKind.DAY:
                found["ngày"].append((passage.id, date.end - 1))
        for number in find_document_numbers(passage.text):
            found["số văn bản"].append((passage.id, number.start))
    return {name: _count(places, held) for name, places in found.items()}


def _text(reading: Reading, passage_id: str) -> str:
    return reading.by_id()[passage_id].text


def _count(places: Sequence[tuple[str, int]], held: dict) -> Coverage:  # type: ignore[type-arg]
    kinds = Counter(
        next((p.kind for p in held.get(key, ()) if p.start <= at < p.end), PieceKind.WORDS)
        for key, at in places
    )
    labels = kinds[PieceKind.LABEL] + kinds[PieceKind.MOVED]
    return Coverage(len(places) - labels, kinds[PieceKind.SLOT], kinds[PieceKind.KEPT])


def precision(draft: Draft) -> tuple[int, int, list[str]]:
    """Slots that ask for something that ages, all slots, and the other ones' old values.

    A quoted name with a year or a count in it (a movement of that year) ages; a number that
    nothing explains is taken for one that does not.
    """
    slots = draft.slots.values()
    other = [one.old for one in slots if one.kind not in _ASKED and not _quoted(one.old)]
    return len(slots) - len(other), len(slots), other


def _quoted(old: str) -> bool:
    return old[:1] in '“”"' and len(old) > 2


def unmarked(draft: Draft) -> int:
    """Words of the draft with a digit in them that no piece accounts for."""
    return sum(
        piece.kind is PieceKind.WORDS and any(char.isdigit() for char in piece.text)
        for block in draft.all_blocks()
        for piece in block.pieces
    )


def round_trip(draft: Draft, reading: Reading) -> tuple[int, int]:
    """Sections of the report, and how many of them the Word file has when it is read again."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "nhap.docx"
        write_docx(draft, path)
        back = read_structure(path)
    own = [tuple(step.label for step in section.steps) for section in sections_of(reading)]
    other = [tuple(step.label for step in section.steps) for section in sections_of(back)]
    same = sum((Counter(own) & Counter(other)).values())
    return len(own), same if len(own) == len(other) else min(same, len(other))


def one_report(reading: Reading) -> Iterator[str]:
    """The lines for one report."""
    year = (reading.report.year or 2025) + 1
    started, worked = time.perf_counter(), time.process_time()
    draft = draft_of(reading, year)
    with TemporaryDirectory() as folder:
        write_docx(draft, Path(folder) / "nhap.docx")
    seconds, busy = time.perf_counter() - started, time.process_time() - worked
    yield f"{reading.report.file}: {len(draft.slots)} ô, {seconds:.1f} giây ({busy:.1f} giây CPU)"
    for name, found in coverage(draft, reading).items():
        yield (
            f"  {name}: {found.slots}/{found.facts - found.kept} thành ô ({found.share:.1%}), "
            f"{found.kept} giữ nguyên vì là luật"
        )
    good, all_slots, names = precision(draft)
    yield f"  ô đúng loại phải đổi: {good}/{all_slots} ({good / max(1, all_slots):.1%})"
    quoted = [slot.old for slot in draft.slots.values() if slot.kind is SlotKind.NAME]
    yield f"  ô không rõ là gì: {len(names)}: {', '.join(dict.fromkeys(names))[:300]}"
    yield f"  tên trong ngoặc kép có số: {len(quoted) - len(names)}"
    yield f"  tên gọi có số giữ nguyên: {len(set(draft.named))}"
    verified = sum(slot.source is not None for slot in draft.slots.values())
    yield f"  ô có nguồn đã kiểm: {verified}/{len(draft.slots)}"
    yield f"  chữ số không đánh dấu: {unmarked(draft)}"
    sections, same = round_trip(draft, reading)
    yield f"  đọc lại tệp Word: {same}/{sections} đề mục giữ nguyên"
    kept = {cited for cited, _ in draft.kept}
    yield f"  văn bản giữ nguyên: {len(kept)}; chỗ cần xem lại: {len(draft.cautions)}"


# Last year's draft against the real next report


def two_years(last: Reading, after: Reading) -> Iterator[str]:
    """How far the draft has what the next report has, and whether it checks when filled."""
    draft = with_offers(draft_of(last, after.report.year or 0), [last, after], last)
    mine, theirs = _headings(last), _headings(after)
    shared = sum((Counter(mine) & Counter(theirs)).values())
    yield f"{last.report.file} → {after.report.file}"
    yield f"  đề mục của báo cáo thật có trong bản nháp: {shared}/{len(theirs)}"
    offered = accept_all(draft)
    figures = [slot for slot in draft.slots.values() if slot.kind is SlotKind.FIGURE]
    yield f"  ô số liệu có gợi ý từ báo cáo thật: {len(offered)}/{len(figures)}"
    there = {(one.passage_id, one.start) for one in after.figures}
    yield f"  số liệu của báo cáo thật được gợi ý: {len(offered)}/{len(there)}"
    done = fill(draft, {key: Entry("gợi ý") for key in offered})
    computed = sum(bool(slot.working) for slot in done.draft.slots.values())
    yield f"  so sánh tính được từ gợi ý: {computed}; chưa nhận: {len(done.problems)}"
    found = review(done.draft, [last, after])
    yield f"  soi bản đã điền với chính nó và hai báo cáo: {len(found)} chỗ chưa khớp"
    yield from (f"    {one.printed} ≠ {one.expected} ({one.reason})" for one in found)
    yield from _checked(done.draft, [last, after])


def _headings(reading: Reading) -> list[str]:
    return [
        canonical(passage.section[-1].title or passage.section[-1].label)
        for passage in reading.passages
        if passage.kind is PassageKind.HEADING and passage.section
    ]


def _checked(draft: Draft, readings: Sequence[Reading]) -> Iterator[str]:
    """What ``check`` says of the paragraphs that are filled to the last slot."""
    whole = [
        order
        for order, block in enumerate(draft.all_blocks())
        if any(piece.slot for piece in block.pieces)
        and all(draft.slots[piece.slot].filled for piece in block.pieces if piece.slot)
    ]
    told = Verifier(readings).verify(Checked(reading_of(draft)))
    verdicts = [verdict for verdict in told if verdict.claim.line in whole]
    counts = Counter(verdict.outcome for verdict in verdicts)
    yield (
        f"  check {len(whole)} đoạn điền trọn: {counts[Outcome.SUPPORTED]} khớp, "
        f"{counts[Outcome.CONTRADICTED]} lệch, {counts[Outcome.NOT_FOUND]} không tìm thấy"
    )
    for verdict in verdicts:
        if verdict.outcome is not Outcome.SUPPORTED:
            yield f"    {verdict.outcome.value}: {verdict.claim.printed} — {verdict.note[:100]}"


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=Path, default=Path("samples"))
    parser.add_argument("--reports", type=Path, nargs="*", default=[], help="báo cáo khác")
    options = parser.parse_args()
    last = read_report(options.samples / "bao-cao-2024.docx")
    after = read_report(options.samples / "bao-cao-2025.pdf")
    for reading in (last, after, *map(read_report, options.reports)):
        print("\n".join(one_report(reading)))
    print("\n".join(two_years(last, after)))


if __name__ == "__main__":
    main()
