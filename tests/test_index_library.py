"""The library: what is written comes back exactly, whole, and goes when it is deleted."""

from __future__ import annotations

import sqlite3
import threading
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from index_reports import CLINICS, ROADS, full_reading, reading_of

from index.codec import CodecError, dump, load
from index.database import DATABASE
from index.library import Library, LibraryBusy, LibraryError, Vector
from ingest.report import Figure, Passage, Report


def vectors_for(reading_text: str, signature: str = "probe:1") -> dict[str, Vector]:
    reading = reading_of("x.txt", reading_text)
    return {
        passage.id: Vector(passage.id, signature, np.array([n, 1], np.float32))
        for n, passage in enumerate(reading.passages)
    }


def test_a_reading_comes_back_exactly(tmp_path: Path) -> None:
    with Library.open(tmp_path / "kho", create=True) as library:
        library.put(full_reading(), {})
        assert library.reading("tong-ket-2024.pdf") == full_reading()
    with Library.open(tmp_path / "kho") as library:
        back = library.reading("tong-ket-2024.pdf")
    assert back == full_reading()
    assert str(back.figures[0].value) == "3.50"  # equal to 3.5, but printed otherwise
    assert str(back.figures[0].of) == "1E+3"
    assert type(back.passages[0].calls) is tuple


def test_the_codec_refuses_what_it_does_not_know() -> None:
    report = full_reading().report
    newer = dump(report).replace('"title"', '"headline"')
    with pytest.raises(CodecError, match="Report"):
        load(Report, newer)
    with pytest.raises(CodecError):
        load(Passage, "{}")
    with pytest.raises(CodecError):
        load(Figure, dump(full_reading().figures[0]).replace('"3.50"', '"ba"'))


def test_defaults_are_left_out_and_put_back() -> None:
    report = Report("00", "a.md", "md", "Báo cáo")
    assert dump(report) == '{"id":"00","file":"a.md","form":"md","title":"Báo cáo"}'
    assert load(Report, dump(report)) == report
    assert load(Decimal, '"0.10"').as_tuple() == Decimal("0.10").as_tuple()


def test_the_same_file_name_is_replaced_whole(tmp_path: Path) -> None:
    with Library.open(tmp_path, create=True) as library:
        library.put(reading_of("a.txt", ROADS), vectors_for(ROADS))
        first = library.revision
        library.put(reading_of("a.txt", CLINICS), vectors_for(CLINICS))
        assert [report.file for report in library.reports()] == ["a.txt"]
        assert library.reading("a.txt") == reading_of("a.txt", CLINICS)
        assert set(library.vectors()) == {p.id for p in reading_of("a.txt", CLINICS).passages}
        assert library.revision > first


def test_nothing_is_written_of_a_report_that_fails_halfway(tmp_path: Path) -> None:
    with Library.open(tmp_path, create=True) as library:
        library.put(reading_of("a.txt", ROADS), {})
        before = library.revision
        stranger = {"no such passage": Vector("k", "s", np.zeros(2, np.float32))}
        with pytest.raises(sqlite3.IntegrityError):
            library.put(reading_of("a.txt", CLINICS), stranger)
        assert library.reading("a.txt") == reading_of("a.txt", ROADS)
        assert library.revision == before


def test_deleted_text_is_in_no_file_of_the_database(tmp_path: Path) -> None:
    with Library.open(tmp_path, create=True) as library:
        library.put(reading_of("a.txt", ROADS), {})
        library.put(reading_of("b.txt", CLINICS), {})
        assert library.delete("b.txt")
        assert not library.delete("b.txt")
        with pytest.raises(KeyError):
            library.reading("b.txt")
        held = b"".join(path.read_bytes() for path in tmp_path.glob(DATABASE + "*"))
    assert "bãi ngang".encode() not in held
    assert "liên xóm".encode() in held


def test_a_second_writer_is_told_so_at_once(tmp_path: Path) -> None:
    with Library.open(tmp_path, create=True) as one, Library.open(tmp_path) as other:
        with one.writing(), pytest.raises(LibraryBusy, match="đợi việc đó xong"), other.writing():
            pass
        with other.writing():  # free again
            other.put(reading_of("a.txt", ROADS), {})
        assert one.reports() == other.reports()


def test_a_reader_is_not_held_up_by_a_writer(tmp_path: Path) -> None:
    with Library.open(tmp_path, create=True) as writer, Library.open(tmp_path) as reader:
        writer.put(reading_of("a.txt", ROADS), {})
        with writer._transaction() as connection:
            connection.execute("DELETE FROM reports")
            assert len(reader.reports()) == 1


def test_missing_damaged_and_newer_libraries_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="Hãy thêm báo cáo trước"):
        Library.open(tmp_path / "none")
    broken = tmp_path / "broken"
    with Library.open(broken, create=True) as library:
        for number in range(30):
            library.put(reading_of(f"{number}.txt", ROADS + f"\nDòng {number}"), {})
    data = bytearray((broken / DATABASE).read_bytes())
    data[8192:40960] = b"\xa5" * (40960 - 8192)
    (broken / DATABASE).write_bytes(bytes(data))
    with pytest.raises(LibraryError, match=r"bị hỏng.*originals"):
        Library.open(broken)
    newer = tmp_path / "newer"
    Library.open(newer, create=True).close()
    connection = sqlite3.connect(newer / DATABASE)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    with pytest.raises(LibraryError, match="mới hơn"):
        Library.open(newer)


def test_a_backup_is_whole_while_the_library_is_in_use(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text(ROADS, encoding="utf-8")
    reading = reading_of("a.txt", ROADS)
    with Library.open(tmp_path / "kho", create=True) as library:
        library.originals.keep(source, reading.report.id, "txt")
        library.put(reading, {})
        library.backup(tmp_path / "backup")
        with pytest.raises(LibraryError, match="thư mục trống"):
            library.backup(tmp_path / "backup")
    with Library.open(tmp_path / "backup") as copy:
        assert copy.readings() == [reading]
        assert copy.original(reading.report.id).read_text(encoding="utf-8") == ROADS


def test_threads_share_one_library(tmp_path: Path) -> None:
    problems: list[BaseException] = []
    with Library.open(tmp_path, create=True) as library:
        library.put(reading_of("a.txt", ROADS), {})

        def read() -> None:
            try:
                for _ in range(50):
                    assert library.reports()
                    assert library.passages()
            except BaseException as problem:
                problems.append(problem)

        threads = [threading.Thread(target=read) for _ in range(4)]
        for thread in threads:
            thread.start()
        for number in range(20):
            library.put(reading_of("b.txt", f"Dòng {number}\n"), {})
        for thread in threads:
            thread.join()
    assert not problems
