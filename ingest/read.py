"""Read one report, whatever its form: the entry of this room.

The form is told by the file's content, the name only decides between plain text and
Markdown. Every refusal is an ``UnreadableReport`` with a line that says what to do.

What this module does not know: how any form is read, what the text means.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ingest.assemble import assemble
from ingest.docx import read_docx
from ingest.lines import Source
from ingest.pdf_hooks import hooks_for
from ingest.pdf_pages import PdfHooks, Progress, read_pdf
from ingest.plain import read_markdown, read_text
from ingest.report import Reading, ReadLimits, UnreadableReport
from ingest.torn import join_torn

SUFFIXES = (".pdf", ".docx", ".txt", ".md")
_ACCEPTED = "PDF, DOCX, TXT, MD"
_ZIP, _PDF, _OLE = b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    (b"{\\rtf", "RTF"), (b"\x89PNG", "ảnh PNG"), (b"\xff\xd8\xff", "ảnh JPEG"),
    (b"GIF8", "ảnh GIF"), (b"II*\0", "ảnh TIFF"), (b"MM\0*", "ảnh TIFF"), (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7-Zip"), (b"\x1f\x8b", "GZIP"),
)  # fmt: skip


def read_report(
    path: Path,
    *,
    limits: ReadLimits = ReadLimits(),  # noqa: B008 - frozen
    on_progress: Progress | None = None,
    on_ocr: Progress | None = None,
    hooks: PdfHooks | None = None,
) -> Reading:
    """The whole reading of one file, its facts included.

    on_progress(done, total) counts pages, on_ocr(page, total) tells of a page that is read
    by OCR now. hooks: what reads scans, tables and old fonts of
    a PDF, by default all that this machine has. Raises ``UnreadableReport``.
    """
    from ingest.facts import read_facts

    told = {"on_progress": on_progress, "on_ocr": on_ocr}
    reading = read_structure(path, limits=limits, hooks=hooks, **told)
    facts = read_facts(reading.report, reading.passages)
    return replace(
        reading,
        figures=facts.figures,
        awards=facts.awards,
        documents=facts.documents,
        persons=facts.persons,
        abbreviations=facts.abbreviations,
    )


def read_structure(
    path: Path,
    *,
    limits: ReadLimits = ReadLimits(),  # noqa: B008 - frozen
    on_progress: Progress | None = None,
    on_ocr: Progress | None = None,
    hooks: PdfHooks | None = None,
) -> Reading:
    """The reading without facts: report, passages, warnings."""
    data = _bytes(path, limits)
    form = form_of(data, path.name)
    if form == "pdf":
        hooks = hooks_for(path) if hooks is None else hooks
        told = {"on_progress": on_progress, "on_ocr": on_ocr}
        source = read_pdf(data, limits=limits, hooks=hooks, **told)
    else:
        source = _read_other(data, form, limits)
        source = replace(source, lines=tuple(map(join_torn, source.lines)))
        if on_progress:
            on_progress(1, 1)
    reading = assemble(source, hashlib.sha256(data).hexdigest(), path.name)
    return replace(reading, warnings=(*_misnamed(path, form), *reading.warnings))


def _read_other(data: bytes, form: str, limits: ReadLimits) -> Source:
    if form == "docx":
        return read_docx(data, limits=limits)
    if len(data) > 4 * limits.characters:
        raise UnreadableReport("Tệp văn bản quá lớn so với giới hạn. Hãy tách thành nhiều phần.")
    source = read_markdown(data) if form == "md" else read_text(data)
    if not any(char.isalpha() for line in source.lines for char in line.text):
        raise UnreadableReport("Tệp không có chữ nào để đọc. Hãy kiểm tra lại tệp gốc.")
    return source


def _bytes(path: Path, limits: ReadLimits) -> bytes:
    try:
        size = path.stat().st_size
        if size > limits.megabytes * 1_000_000:
            raise UnreadableReport(
                f"Tệp nặng {size / 1e6:.0f} MB, vượt giới hạn {limits.megabytes} MB."
                " Hãy tách tệp hoặc giảm dung lượng ảnh."
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableReport(f"Không tìm thấy tệp {path.name}. Hãy kiểm tra lại tên.") from error
    except OSError as error:
        raise UnreadableReport(
            f"Không mở được tệp {path.name}. Hãy kiểm tra quyền đọc và thử lại."
        ) from error
    if not data.strip():
        raise UnreadableReport("Tệp rỗng, không có nội dung. Hãy kiểm tra lại tệp gốc.")
    return data


def form_of(data: bytes, name: str) -> str:
    """ "pdf", "docx", "txt" or "md", by content; raises ``UnreadableReport`` for other files."""
    suffix = Path(name).suffix.lower()
    if _PDF in data[:1024]:
        return "pdf"
    if data.startswith(_ZIP) or data.startswith(b"PK\x05\x06"):
        return _zip_form(data)
    if data.startswith(_OLE):
        if suffix == ".docx":
            return "docx"
        raise UnreadableReport(
            "Đây là tệp Office đời cũ (DOC, XLS)."
            " Hãy mở bằng Word hoặc LibreOffice rồi lưu thành DOCX."
        )
    for start, kind in _OTHERS:
        if data.startswith(start):
            raise UnreadableReport(
                f"Đây là tệp {kind}, chưa đọc được."
                f" Hãy chuyển sang một trong các dạng: {_ACCEPTED}."
            )
    if suffix == ".pdf":
        raise UnreadableReport(
            "Tệp có đuôi .pdf nhưng nội dung không phải PDF hoặc đã hỏng. Hãy tải lại tệp gốc."
        )
    if suffix == ".docx":
        raise UnreadableReport(
            "Tệp có đuôi .docx nhưng nội dung không phải Word hoặc đã hỏng."
            " Hãy mở bằng Word hoặc LibreOffice rồi lưu lại."
        )
    return "md" if suffix in {".md", ".markdown"} else "txt"


def _zip_form(data: bytes) -> str:
    names = data[:4000] + data[-100_000:]
    if b"word/" in names or b"word\\" in names:
        return "docx"
    if b"xl/" in names or b"ppt/" in names or b"mimetypeapplication/vnd.oasis" in names:
        raise UnreadableReport(
            "Đây là bảng tính, trình chiếu hoặc tệp OpenDocument."
            f" Hãy lưu thành một trong các dạng: {_ACCEPTED}."
        )
    if b"[Content_Types].xml" in names:
        return "docx"
    raise UnreadableReport(f"Đây là tệp nén. Hãy giải nén rồi thêm từng tệp {_ACCEPTED} bên trong.")


def _misnamed(path: Path, form: str) -> Sequence[str]:
    suffix = path.suffix.lower().lstrip(".")
    if suffix in {form, "markdown", "text"} or (form == "txt" and suffix not in {"pdf", "docx"}):
        return ()
    return (f"Tên tệp có đuôi .{suffix} nhưng nội dung là {form.upper()}; đã đọc theo nội dung.",)
