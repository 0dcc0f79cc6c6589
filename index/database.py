"""The tables of an index directory's database: made, checked, written.

``synchronous=FULL`` and WAL make a committed transaction survive a crash of the machine;
``secure_delete`` overwrites what is deleted. Every noun is a record (``codec.py``) beside
the columns that it is looked up by.

What this module does not know: when something is written, and who may write.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.codec import dump
from ingest.report import Award, DocumentCitation, Figure, Person, Reading

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SCHEMA_VERSION = 1
DATABASE = "library.sqlite"

# A table a noun: the fact's order within its report and its record (codec.py).
FACTS: Mapping[str, type] = {
    "figures": Figure,
    "awards": Award,
    "documents": DocumentCitation,
    "persons": Person,
}
_FACT_TABLES = "".join(
    f"""
    CREATE TABLE {table} (
        report_id TEXT NOT NULL REFERENCES reports(id) ON DELETE CASCADE,
        ord INTEGER NOT NULL, passage_id TEXT NOT NULL, record TEXT NOT NULL,
        PRIMARY KEY (report_id, ord)) WITHOUT ROWID;"""
    for table in FACTS
)
SCHEMA = f"""
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE reports (
        id TEXT PRIMARY KEY, file TEXT NOT NULL UNIQUE, record TEXT NOT NULL,
        abbreviations TEXT NOT NULL, warnings TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE passages (
        id TEXT PRIMARY KEY,
        report_id TEXT NOT NULL REFERENCES reports(id) ON DELETE CASCADE,
        ord INTEGER NOT NULL, record TEXT NOT NULL) WITHOUT ROWID;
    CREATE INDEX passages_in_order ON passages(report_id, ord);
    {_FACT_TABLES}
    CREATE TABLE vectors (
        passage_id TEXT PRIMARY KEY REFERENCES passages(id) ON DELETE CASCADE,
        text_key TEXT NOT NULL, signature TEXT NOT NULL, vector BLOB NOT NULL);
    CREATE INDEX vectors_by_text ON vectors(text_key, signature);
    INSERT INTO meta VALUES ('revision', '0');
    PRAGMA user_version = {SCHEMA_VERSION};
"""


class LibraryError(Exception):
    """An index directory that cannot be used; the message, in Vietnamese, says what to do."""


class LibraryBusy(LibraryError):
    """Another program is writing into the same directory."""


@dataclass(frozen=True, slots=True)
class Vector:
    """One passage's vector, with what it was made of and by which embedder.

    text_key: hash of the text that was embedded; equal keys need no second embedding.
    values: float32, shape (dimension,).
    """

    text_key: str
    signature: str
    values: NDArray[np.float32]


def prepare(connection: sqlite3.Connection, directory: Path) -> None:
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")  # a deleted report leaves no text behind
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version == 0:
            version = _create(connection)
        verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise LibraryError(_damaged(directory, str(error))) from error
    if version > SCHEMA_VERSION:
        raise LibraryError(
            "Kho báo cáo này do một phiên bản Minh Chứng mới hơn tạo ra. "
            "Hãy cập nhật chương trình, hoặc dùng một thư mục khác."
        )
    if verdict != "ok":
        raise LibraryError(_damaged(directory, str(verdict)))


def _create(connection: sqlite3.Connection) -> int:
    """Makes the tables unless another program made them meanwhile; the version that is there."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if version == 0:
            for statement in SCHEMA.split(";"):
                connection.execute(statement)
            version = SCHEMA_VERSION
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    return version


def _damaged(directory: Path, detail: str) -> str:
    return (
        f"Cơ sở dữ liệu trong “{directory}” bị hỏng ({' '.join(detail.split())}). "
        "Các tệp gốc vẫn nằm trong thư mục con “originals”: hãy thêm lại chúng vào một thư mục "
        "mới, hoặc khôi phục bản sao lưu."
    )


def read_revision(connection: sqlite3.Connection) -> int:
    row = connection.execute("SELECT value FROM meta WHERE key = 'revision'").fetchone()
    return int(row[0])


def insert_reading(connection: sqlite3.Connection, reading: Reading) -> None:
    report = reading.report
    connection.execute(
        "INSERT INTO reports VALUES (?, ?, ?, ?, ?)",
        (
            report.id,
            report.file,
            dump(report),
            json.dumps(reading.abbreviations, ensure_ascii=False),
            json.dumps(reading.warnings, ensure_ascii=False),
        ),
    )
    connection.executemany(
        "INSERT INTO passages VALUES (?, ?, ?, ?)",
        ((passage.id, report.id, passage.order, dump(passage)) for passage in reading.passages),
    )
    for table in FACTS:
        facts: Sequence[Figure | Award | DocumentCitation | Person] = getattr(reading, table)
        connection.executemany(
            f"INSERT INTO {table} VALUES (?, ?, ?, ?)",
            ((report.id, n, fact.passage_id, dump(fact)) for n, fact in enumerate(facts)),
        )


def insert_vectors(connection: sqlite3.Connection, vectors: Mapping[str, Vector]) -> None:
    connection.executemany(
        "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?)",
        (
            (passage_id, vector.text_key, vector.signature, vector.values.tobytes())
            for passage_id, vector in vectors.items()
        ),
    )


def write_settings(connection: sqlite3.Connection, settings: Mapping[str, str]) -> None:
    connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", settings.items())
