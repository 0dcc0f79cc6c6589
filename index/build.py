"""Adding reports to an index, deleting them, and bringing the index up to date.

A file is read, embedded and committed before the next one is looked at; what is searched
is built anew once, at the end, and swapped in: a search is possible all the while. A file
that cannot be read is refused with its reason and the batch goes on.

What this module does not know: how a file is read, and how anything is shown.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from index.embed import FITTED, EmbedderChoice
from index.generations import Generations
from index.library import Library
from index.nodes import record_of
from index.originals import content_hash
from index.snapshot import CHROMA, VECTORS, load_snapshot, save_snapshot, snapshot_of
from index.store import BrokenStore, build, probe
from index.vectorise import Vectoriser
from ingest.report import PassageKind, Reading, ReadLimits, Report, UnreadableReport
from ingest.text import nfc

READABLE = frozenset({".pdf", ".docx", ".txt", ".md"})
# Not readable, but a user who adds a folder with them wants to be told.
TOLD = frozenset({".doc", ".rtf", ".odt"})

Stage = Literal["reading", "recognising", "embedding", "indexing", "done"]
Status = Literal["added", "replaced", "unchanged", "refused"]


@dataclass(frozen=True, slots=True)
class AddOutcome:
    """What became of one file.

    seconds: reading, embedding and committing; the index is built once a batch, after all.
    message: in Vietnamese, why it was refused or left as it is, "" otherwise.
    """

    file: str
    status: Status
    passages: int = 0
    footnotes: int = 0
    figures: int = 0
    seconds: float = 0.0
    message: str = ""
    warnings: tuple[str, ...] = ()
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class AddEvent:
    """How far a batch is.

    file: the one at work, "" while the whole index is built.
    stage: "reading" and "embedding" count done of total (pages, passages), "recognising" too,
        while a page is read by OCR; "indexing"
        comes once, "done" brings a file's outcome.
    message: in Vietnamese, what went wrong without stopping anything.
    """

    file: str
    stage: Stage
    done: int = 0
    total: int = 0
    outcome: AddOutcome | None = None
    message: str = ""


OnEvent = Callable[[AddEvent], None]
Cancelled = Callable[[], bool]


def add_paths(
    paths: Sequence[Path],
    directory: Path,
    *,
    embedder: EmbedderChoice | None = None,
    on_event: OnEvent | None = None,
    cancelled: Cancelled | None = None,
    limits: ReadLimits | None = None,
) -> list[AddOutcome]:
    """Adds files and the readable files of folders; one outcome a file, in order.

    embedder: None keeps the one that the index has. cancelled: asked between files and
    while one is read; what was added until then stays.

    Raises:
        LibraryBusy: another program writes into the same index.
        LibraryError: the index is damaged.
        EmbedderError: the chosen embedder cannot be had; nothing was added.
    """
    tell = on_event or (lambda event: None)
    stop = cancelled or (lambda: False)
    with Library.open(directory, create=True) as library, library.writing():
        batch = _Batch(library, Vectoriser(library, embedder), tell, stop, limits or ReadLimits())
        outcomes = batch.add_all(paths)
        _bring_up_to_date(library, batch.vectoriser, tell)
    return outcomes


def delete_report(file: str, directory: Path) -> bool:
    """Removes a report, its original, and every trace in what is searched; False if unknown.

    Raises:
        LibraryBusy, LibraryError: as for ``add_paths``.
    """
    with Library.open(directory) as library, library.writing():
        gone = library.delete(nfc(file))
        _bring_up_to_date(library, Vectoriser(library, None), lambda event: None)
    return gone


def refresh(
    directory: Path,
    *,
    embedder: EmbedderChoice | None = None,
    on_event: OnEvent | None = None,
    check: bool = False,
) -> bool:
    """Finishes what a crash, an update or another embedder left to do; whether it did anything.

    Cheap where all is well: call it when a window opens. check: also prove the vector
    store in a child process, and build it anew from the stored vectors if it fails.

    Raises:
        LibraryBusy, LibraryError, EmbedderError: as for ``add_paths``.
    """
    with Library.open(directory) as library, library.writing():
        vectoriser = Vectoriser(library, embedder)
        return _bring_up_to_date(library, vectoriser, on_event or (lambda event: None), check)


@dataclass(frozen=True, slots=True)
class _Batch:
    """One call of ``add_paths``."""

    library: Library
    vectoriser: Vectoriser
    tell: OnEvent
    stop: Cancelled
    limits: ReadLimits

    def add_all(self, paths: Sequence[Path]) -> list[AddOutcome]:
        outcomes: list[AddOutcome] = []
        named: dict[str, Path] = {}
        for path in dict.fromkeys(file.resolve() for file in _files(paths)):
            if self.stop():
                break
            name = nfc(path.name)
            other = named.setdefault(name, path)
            if other is path:
                outcome = self._add(path, name)
            else:
                outcome = AddOutcome(name, "refused", message=_same_name(other))
            if outcome is None:
                break
            outcomes.append(outcome)
            self.tell(AddEvent(name, "done", outcome=outcome))
        return outcomes

    def _add(self, path: Path, name: str) -> AddOutcome | None:
        """One file's outcome, None if the user stopped it."""
        start = time.perf_counter()
        try:
            digest = content_hash(_existing(path))
            if (known := self.library.report_of(digest)) is not None:
                return self._unchanged(known, name)
            reading = self._read(path)
            if reading is None:
                return None
            if reading.report.id != digest:
                raise UnreadableReport(CHANGED_MEANWHILE)
            reading = replace(reading, report=replace(reading.report, file=name))
            status = self._keep(path, reading)
        except UnreadableReport as refusal:
            return AddOutcome(name, "refused", seconds=_since(start), message=str(refusal))
        except OSError as error:
            message = f"Không mở được tệp “{name}”: {error.strerror or error}."
            return AddOutcome(name, "refused", seconds=_since(start), message=message)
        return _outcome(reading, status, _since(start))

    def _read(self, path: Path) -> Reading | None:
        from ingest.guarded import ReadingCancelled, read_guarded

        name = nfc(path.name)

        def on_progress(done: int, total: int) -> None:
            self.tell(AddEvent(name, "reading", done, total))

        def on_ocr(done: int, total: int) -> None:
            self.tell(AddEvent(name, "recognising", done, total))

        try:
            return read_guarded(path, self.limits, on_progress, self.stop, on_ocr)
        except ReadingCancelled:
            return None

    def _keep(self, path: Path, reading: Reading) -> Status:
        report = reading.report

        def on_progress(done: int, total: int) -> None:
            self.tell(AddEvent(report.file, "embedding", done, total))

        before = {known.file for known in self.library.reports()}
        vectors = self.vectoriser.vectors_of(reading, on_progress)
        settings = self.vectoriser.settings()
        self.library.originals.keep(path, report.id, report.form)
        self.library.put(reading, vectors, settings)
        return "replaced" if report.file in before else "added"

    def _unchanged(self, known: Report, name: str) -> AddOutcome:
        message = (
            "" if known.file == name else f"Nội dung này đã có trong kho, ở tệp “{known.file}”."
        )
        outcome = _outcome(self.library.reading(known.file), "unchanged", 0.0)
        return replace(outcome, file=name, message=message)


NO_CHROMA = "Chưa lập được kho vectơ Chroma ({}). Tìm kiếm vẫn đủ; báo lỗi này nếu nó lặp lại."
CHANGED_MEANWHILE = "Tệp bị thay đổi trong lúc đang đọc. Hãy lưu, đóng tệp rồi thêm lại."


def _bring_up_to_date(
    library: Library, vectoriser: Vectoriser, tell: OnEvent, check: bool = False
) -> bool:
    """Vectors for every passage, a generation of the last revision, no leftovers."""
    embedded = vectoriser.complete(lambda done, total: tell(AddEvent("", "embedding", done, total)))
    generations = Generations(library.directory)
    stale = not _is_current(generations, library.revision, check)
    if stale:
        tell(AddEvent("", "indexing"))
        _build_generation(library, generations, tell)
    generations.clean()
    reports = library.reports()
    library.originals.keep_only(
        library.originals.path(report.id, report.form) for report in reports
    )
    if not reports:  # a model fitted on deleted reports holds their words
        shutil.rmtree(library.directory / FITTED, ignore_errors=True)
    return embedded or stale


def _is_current(generations: Generations, revision: int, check: bool) -> bool:
    generation = generations.current()
    if generation is None or generation.manifest.revision != revision:
        return False
    try:
        if load_snapshot(generation.folder) is None:
            return False
        if check and generation.manifest.signature:
            probe(generation.folder / CHROMA)
    except (OSError, ValueError, KeyError, BrokenStore):
        return False
    return True


def _build_generation(library: Library, generations: Generations, tell: OnEvent) -> None:
    snapshot = snapshot_of(library)

    def fill(folder: Path) -> list[str]:
        names = save_snapshot(snapshot, folder)
        if snapshot.vectors is not None:
            reports = {report.id: report for report in library.reports()}
            records = (record_of(p, reports[p.report_id]) for p in library.passages())
            try:
                build(folder / CHROMA, records, folder / VECTORS)
            except BrokenStore as error:  # all vectors are at hand: searched without it
                shutil.rmtree(folder / CHROMA, ignore_errors=True)
                tell(AddEvent("", "indexing", message=NO_CHROMA.format(error)))
        return names

    generations.build(snapshot.revision, snapshot.signature, len(snapshot.ids), fill)


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    """The files, folders replaced by the reports in them, by name.

    Hidden files, Word's lock files and a folder's README are no reports.
    """
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        inside = (file for file in sorted(path.rglob("*")) if file.is_file())
        yield from (
            file
            for file in inside
            if file.suffix.lower() in READABLE | TOLD
            and not file.name.lower().startswith((".", "~$", "readme"))
        )


def _existing(path: Path) -> Path:
    if not path.exists():
        raise UnreadableReport(f"Không thấy tệp “{path}”. Hãy kiểm tra lại tên và thư mục.")
    return path


def _same_name(other: Path) -> str:
    return (
        f"Trùng tên với “{other}” trong cùng lượt thêm. Mỗi báo cáo được gọi theo tên tệp: "
        "hãy đổi tên một trong hai rồi thêm lại."
    )


def _outcome(reading: Reading, status: Status, seconds: float) -> AddOutcome:
    notes = sum(passage.kind is PassageKind.FOOTNOTE for passage in reading.passages)
    return AddOutcome(
        file=reading.report.file,
        status=status,
        passages=len(reading.passages) - notes,
        footnotes=notes,
        figures=len(reading.figures),
        seconds=seconds,
        warnings=reading.warnings,
        pages=reading.report.pages,
    )


def _since(start: float) -> float:
    return time.perf_counter() - start
