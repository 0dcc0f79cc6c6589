"""One SQLite database is the truth of an index directory: what was read, and its vectors.

Every report is written in one transaction (WAL, ``synchronous=FULL``): after a crash it is
there whole or not at all. Everything else in the directory (Chroma, keywords) is derived
and can be made again from here without embedding anything twice. The originals lie beside
the database under their content hash. One writer at a time, held by a lock of the
operating system that ends with its process; readers are never held up.

What this module does not know: how a report is read, embedded or searched.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from index.codec import CodecError, load
from index.database import (
    DATABASE,
    LibraryBusy,
    LibraryError,
    Vector,
    insert_reading,
    insert_vectors,
    prepare,
    read_revision,
    write_settings,
)
from index.originals import OriginalsFolder
from ingest.report import (
    Award,
    DocumentCitation,
    Figure,
    Passage,
    Person,
    Reading,
    Report,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LOCK = "writer.lock"

T = TypeVar("T")


__all__ = ["Library", "LibraryBusy", "LibraryError", "Vector"]


class Library:
    """An open index directory. Safe to share between threads; ``close`` it when done."""

    def __init__(self, directory: Path, connection: sqlite3.Connection) -> None:
        self.directory = directory
        self.originals = OriginalsFolder(directory / "originals")
        self._connection = connection
        self._guard = threading.RLock()
        self._cached: dict[object, object] = {}
        self._cached_revision = -1

    @classmethod
    def open(cls, directory: Path, create: bool = False) -> Library:
        """Opens the index in ``directory`` after a quick check of its database.

        Raises:
            LibraryError: there is none (and ``create`` is False), it is damaged, or it
                was made by a newer version.
        """
        path = directory / DATABASE
        if not path.is_file():
            if not create:
                raise LibraryError(
                    f"Chưa có kho báo cáo nào ở thư mục “{directory}”. "
                    "Hãy thêm báo cáo trước: python app.py add TỆP… --index THƯ_MỤC"
                )
            directory.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(
            path, timeout=30, isolation_level=None, check_same_thread=False
        )
        try:
            prepare(connection, directory)
        except BaseException:
            connection.close()
            raise
        return cls(directory, connection)

    def close(self) -> None:
        """Lets go of the database; calling it twice does no harm."""
        with self._guard:
            self._connection.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Reading

    @property
    def revision(self) -> int:
        """A number that grows with every write to the reports, in whichever process."""
        with self._guard:
            return read_revision(self._connection)

    def reports(self) -> list[Report]:
        """The reports, by file name."""
        return list(self._at_revision("reports", self._load_reports))

    def report_of(self, report_id: str) -> Report | None:
        """The report whose content has this hash, None if it is not here."""
        return next((report for report in self.reports() if report.id == report_id), None)

    def readings(self) -> list[Reading]:
        """All that is kept of every report, by file name."""
        return list(self._at_revision("readings", self._load_readings))

    def reading(self, file: str) -> Reading:
        """All that is kept of one report.

        Raises:
            KeyError: no report of that file name is here.
        """
        for reading in self.readings():
            if reading.report.file == file:
                return reading
        raise KeyError(file)

    def passages(self) -> list[Passage]:
        """Every passage, by file name and reading order, without the facts (fast)."""
        return list(self._at_revision("passages", self._load_passages))

    def passage(self, passage_id: str) -> Passage:
        """One passage.

        Raises:
            KeyError: it is not here (any more).
        """
        with self._guard:
            row = self._connection.execute(
                "SELECT record FROM passages WHERE id = ?", (passage_id,)
            ).fetchone()
        if row is None:
            raise KeyError(passage_id)
        return load(Passage, row[0])

    def original(self, report_id: str) -> Path:
        """The kept copy of the file that a report was read from.

        Raises:
            KeyError: no such report.
        """
        report = self.report_of(report_id)
        if report is None:
            raise KeyError(report_id)
        return self.originals.path(report_id, report.form)

    def abbreviations(self) -> list[tuple[str, str]]:
        """What the reports define themselves, each pair once, in order of appearance."""

        def read() -> list[tuple[str, str]]:
            rows = self._connection.execute("SELECT abbreviations FROM reports ORDER BY file")
            pairs = (tuple(pair) for (text,) in rows for pair in json.loads(text))
            return list(dict.fromkeys((str(short), str(long)) for short, long in pairs))

        return list(self._at_revision("abbreviations", read))

    def vectors(self) -> dict[str, Vector]:
        """Every stored vector by passage id."""
        import numpy as np

        with self._guard:
            rows = self._connection.execute(
                "SELECT passage_id, text_key, signature, vector FROM vectors"
            ).fetchall()
        return {
            passage_id: Vector(key, signature, np.frombuffer(blob, dtype=np.float32))
            for passage_id, key, signature, blob in rows
        }

    def known_vectors(self, signature: str, keys: Iterable[str]) -> dict[str, NDArray[np.float32]]:
        """Vectors that texts with these keys have already, by key."""
        import numpy as np

        found: dict[str, NDArray[np.float32]] = {}
        with self._guard:
            for key in dict.fromkeys(keys):
                row = self._connection.execute(
                    "SELECT vector FROM vectors WHERE text_key = ? AND signature = ? LIMIT 1",
                    (key, signature),
                ).fetchone()
                if row is not None:
                    found[key] = np.frombuffer(row[0], dtype=np.float32)
        return found

    def without_vector(self, keys: Mapping[str, str], signature: str) -> frozenset[str]:
        """Of passages with their texts' keys, those without a vector of this text and signature."""
        with self._guard:
            rows = self._connection.execute(
                "SELECT passage_id, text_key FROM vectors WHERE signature = ?", (signature,)
            ).fetchall()
        return frozenset(passage_id for passage_id, _ in keys.items() - set(rows))

    def setting(self, key: str) -> str:
        """A remembered setting of this index (which embedder, …), "" if never set."""
        with self._guard:
            row = self._connection.execute(
                "SELECT value FROM meta WHERE key = ?", (key,)
            ).fetchone()
        return "" if row is None else str(row[0])

    # Writing: only inside ``writing()``

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Holds the writer's lock of this directory.

        Raises:
            LibraryBusy: at once, if another program or window holds it.
        """
        from filelock import FileLock, Timeout

        lock = FileLock(self.directory / LOCK, timeout=0)
        try:
            lock.acquire()
        except Timeout:
            raise LibraryBusy(
                "Kho báo cáo này đang được một cửa sổ hoặc một lệnh khác ghi vào. "
                "Hãy đợi việc đó xong rồi làm lại."
            ) from None
        try:
            yield
        finally:
            lock.release()

    def put(
        self,
        reading: Reading,
        vectors: Mapping[str, Vector],
        settings: Mapping[str, str] | None = None,
    ) -> None:
        """Writes one report in one transaction, in place of the one of the same file name."""
        with self._transaction() as connection:
            connection.execute(
                "DELETE FROM reports WHERE file = ? OR id = ?",
                (reading.report.file, reading.report.id),
            )
            insert_reading(connection, reading)
            insert_vectors(connection, vectors)
            write_settings(connection, settings or {})

    def put_vectors(self, vectors: Mapping[str, Vector], settings: Mapping[str, str]) -> None:
        """Adds or replaces vectors of passages that are here, in one transaction."""
        with self._transaction() as connection:
            insert_vectors(connection, vectors)
            write_settings(connection, settings)

    def delete(self, file: str) -> bool:
        """Removes a report with all that was read from it; False if it is not here."""
        with self._transaction() as connection:
            gone = connection.execute("DELETE FROM reports WHERE file = ?", (file,)).rowcount > 0
        if gone:
            with self._guard:  # what was deleted leaves the log file too
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return gone

    def backup(self, directory: Path) -> None:
        """A consistent copy of database and originals, made while the index may be in use.

        Raises:
            LibraryError: the target already holds an index.
        """
        if (directory / DATABASE).exists():
            raise LibraryError(
                f"Thư mục “{directory}” đã có một kho báo cáo; hãy chọn thư mục trống."
            )
        directory.mkdir(parents=True, exist_ok=True)
        target = sqlite3.connect(directory / DATABASE)
        try:
            with self._guard:
                self._connection.backup(target)
        finally:
            target.close()
        self.originals.copy_to(directory / "originals")

    # Inner

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._guard:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute(
                    "UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'revision'"
                )
                self._connection.execute("COMMIT")
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise

    def _at_revision(self, key: object, read: Callable[[], T]) -> T:
        """``read()`` in one snapshot of the database, remembered until the next write."""
        with self._guard:
            self._connection.execute("BEGIN")
            try:
                revision = read_revision(self._connection)
                if revision != self._cached_revision:
                    self._cached, self._cached_revision = {}, revision
                if key not in self._cached:
                    self._cached[key] = read()
                return self._cached[key]  # type: ignore[return-value]
            except CodecError as error:
                raise LibraryError(
                    "Kho báo cáo có bản ghi mà phiên bản này không đọc được. Hãy cập nhật "
                    f"Minh Chứng, hoặc thêm lại các báo cáo vào một thư mục mới. ({error})"
                ) from error
            finally:
                self._connection.execute("COMMIT")

    def _load_reports(self) -> list[Report]:
        rows = self._connection.execute("SELECT record FROM reports ORDER BY file")
        return [load(Report, record) for (record,) in rows]

    def _load_passages(self) -> list[Passage]:
        rows = self._connection.execute(
            "SELECT passages.record FROM passages JOIN reports ON reports.id = report_id "
            "ORDER BY file, ord"
        )
        return [load(Passage, record) for (record,) in rows]

    def _load_readings(self) -> list[Reading]:
        rows = self._connection.execute(
            "SELECT record, abbreviations, warnings FROM reports ORDER BY file"
        ).fetchall()
        return [self._load_reading(*row) for row in rows]

    def _load_reading(self, record: str, abbreviations: str, warnings: str) -> Reading:
        report = load(Report, record)
        return Reading(
            report=report,
            passages=self._records(Passage, "passages", report.id),
            figures=self._records(Figure, "figures", report.id),
            awards=self._records(Award, "awards", report.id),
            documents=self._records(DocumentCitation, "documents", report.id),
            persons=self._records(Person, "persons", report.id),
            abbreviations=tuple((short, long) for short, long in json.loads(abbreviations)),
            warnings=tuple(json.loads(warnings)),
        )

    def _records(self, kind: type[T], table: str, report_id: str) -> tuple[T, ...]:
        rows = self._connection.execute(
            f"SELECT record FROM {table} WHERE report_id = ? ORDER BY ord", (report_id,)
        )
        return tuple(load(kind, record) for (record,) in rows)
