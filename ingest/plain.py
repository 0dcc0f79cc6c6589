"""Plain text and Markdown as lines: encodings, pages, notes, pipe and tabbed tables.

Text that was pulled out of a PDF keeps traces of the page: a form feed or a line that
begins with a single space opens a page, every second line is empty, a line of many
spaces separates the notes. Markdown has paragraphs, ``**bold**``, ``[^1]`` and superscripts.

What this module does not know: how lines become paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.lines import Line, Source, Zone, line_of
from ingest.note_zones import zone_by_number
from ingest.report import NoteCall, UnreadableReport
from ingest.tabbed import tabbed_tables
from ingest.tables import markdown_rows, rows_of

_ENCODINGS = ("utf-8-sig", "utf-16", "cp1258")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_ITALIC = re.compile(r"(?<![*\w])([*_])(?=[^\s*_])([^*_\n]+?)(?<=[^\s*_])\1(?![*\w])")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_NOTE_TEXT = re.compile(r"\[\^([^\]]+)\]:\s*")
_NOTE_CALL = re.compile(r"\[\^([^\]]+)\]")
_SUP = re.compile(r"<sup>\s*(\d{1,3})\s*</sup>", re.IGNORECASE)
_RULE = re.compile(r"\s*([-*_])(?:\s*\1){2,}\s*$")
_NOTE_RULE = re.compile(r"^(?:\s{20,}|_{5,}|-{10,}|\u2500{5,})\s*$")
_ITEM = re.compile(r"\s*(?:[-+*•–]\s+\S|\d{1,3}[.)]\s+\S|[a-zđ]\)\s)")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def decode(data: bytes) -> str:
    """Bytes of a text file as text; UTF-8, UTF-16 with its mark, else Windows-1258.

    Raises ``UnreadableReport`` where the bytes are no text at all.
    """
    if b"\0" in data and data[:2] not in {b"\xff\xfe", b"\xfe\xff"}:
        raise UnreadableReport(
            "Tệp không phải là văn bản (chứa dữ liệu nhị phân)."
            " Hãy lưu lại thành PDF, DOCX hoặc TXT."
        )
    for encoding in _ENCODINGS:
        if encoding == "utf-16" and data[:2] not in {b"\xff\xfe", b"\xfe\xff"}:
            continue
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableReport(
        "Không nhận ra bảng mã của tệp văn bản. Hãy mở tệp và lưu lại với mã hóa UTF-8."
    )


def read_text(data: bytes) -> Source:
    """A ``.txt`` file as a ``Source``; pages are counted only where the text marks them."""
    rows = decode(data).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if any("\f" in row for row in rows):
        rows = [part for row in rows for part in _split_feeds(row)]
        return _paged(rows, lambda row: row.startswith("\f"), spaced=_is_spaced(rows))
    if _is_spaced(rows):
        opens = re.compile(r" \S")
        paged = sum(bool(opens.match(row)) for row in rows) > 1
        return _paged(rows, (lambda row: bool(opens.match(row))) if paged else None, spaced=True)
    return _paged(rows, None, spaced=False)


def _split_feeds(row: str) -> list[str]:
    first, *others = row.split("\f")
    return [first, *("\f" + part for part in others)]


def _is_spaced(rows: Sequence[str]) -> bool:
    """Whether an empty line stands after nearly every printed line, and so means nothing."""
    filled = [index for index, row in enumerate(rows[:-1]) if row.strip()]
    if len(filled) < 8:
        return False
    followed = sum(rows[index + 1] == "" for index in filled)
    return followed >= 0.8 * len(filled)


def _paged(rows: Sequence[str], opens: object, *, spaced: bool) -> Source:
    starts_page = opens if callable(opens) else (lambda row: False)
    paged = callable(opens)
    whole = _is_whole(rows)
    lines: list[Line] = []
    page, region, zone, gap = 1, 0, Zone.BODY, False
    tables = {at: table for table in tabbed_tables(rows) for at in range(table.start, table.end)}
    for at, row in enumerate(rows):
        if starts_page(row):
            # The first line of a text opens its first page, not a second one.
            page += 1 if any(line.text for line in lines) else 0
            if zone is Zone.NOTE:
                zone, region = Zone.BODY, region + 1
            gap = False
        if at in tables and zone is Zone.BODY:
            if at == tables[at].start:
                own = page if paged else None
                number = len({line.row.table for line in lines if line.row})
                made = rows_of(tables[at].grid, table=number, page=own)
                lines += [replace(line, region=region) for line in made]
            gap = False
            continue
        if not row.strip():
            if paged and _NOTE_RULE.match(row) and len(row) >= 20:
                zone = Zone.NOTE
            gap = gap or not spaced or bool(row.strip(" \f") == "" and row.startswith(" "))
            continue
        if paged and _NOTE_RULE.match(row):
            zone = Zone.NOTE
            continue
        line = line_of(
            row,
            page=page if paged else None,
            zone=zone,
            region=region,
            gap=gap and zone is Zone.BODY,
            whole=whole,
        )
        gap = False
        if line.text:
            lines.append(line)
    if whole and not paged:
        lines = _interrupting_notes(lines)
    if paged and not any(line.zone is Zone.NOTE for line in lines):
        lines = zone_by_number(lines)
    # A form feed also ends the last page: what follows it is no page.
    pages = max((line.page or 0 for line in lines), default=0)
    return Source("txt", tuple(lines), pages if paged else None)


def _interrupting_notes(lines: Sequence[Line]) -> list[Line]:
    """Typed paragraphs that open with a superscript number are notes, as in Markdown."""
    found: list[Line] = []
    region = 0
    for line in lines:
        is_note = bool(line.raised) and line.raised[0][0] == 0
        if found and found[-1].zone is Zone.NOTE and not is_note:
            region += 1
        found.append(replace(line, zone=Zone.NOTE if is_note else line.zone, region=region))
    return found


def _is_whole(rows: Sequence[str]) -> bool:
    """Whether each row is a typed paragraph: many are longer than any printed line."""
    filled = [row for row in rows if row.strip()]
    return sum(len(row) > 160 for row in filled) > 0.05 * len(filled)


def read_markdown(data: bytes) -> Source:
    """A ``.md`` file as a ``Source``: no pages, each block a whole paragraph."""
    rows = decode(data).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines: list[Line] = []
    region, in_notes = 0, False
    keys = _note_keys(rows)
    for block in _markdown_blocks(rows):
        for line in _block_lines(block, keys):
            is_note = line.note is not None or (line.raised[:1] and line.raised[0][0] == 0)
            if in_notes and not is_note:
                region += 1
            in_notes = bool(is_note)
            zone = Zone.NOTE if is_note else line.zone
            lines.append(replace(line, zone=zone, region=region, whole=True))
    return Source("md", tuple(lines), linked=bool(keys))


def _note_keys(rows: Sequence[str]) -> dict[str, int]:
    """Numbers of ``[^key]`` notes: the key itself where all are numbers, else order of calls."""
    found = [key for row in rows for key in _NOTE_CALL.findall(row)]
    keys = list(dict.fromkeys(found))
    if all(key.isdigit() for key in keys):
        return {key: int(key) for key in keys}
    return {key: number for number, key in enumerate(keys, 1)}


def _markdown_blocks(rows: Sequence[str]) -> Iterator[list[str]]:
    block: list[str] = []
    for row in rows:
        if not row.strip() or _RULE.match(row):
            if block:
                yield block
            block = []
            if row.strip():
                yield [row.strip()]  # a drawn line: notes may stand below it
            continue
        # A note's text is a block of its own, also straight below a paragraph or another note.
        own = _HEADING.match(row) or _NOTE_TEXT.match(row)
        starts = own or (_ITEM.match(row) and not _open_bold(block))
        if block and (starts or _HEADING.match(block[-1]) or _is_pipe(row) != _is_pipe(block[-1])):
            yield block
            block = []
        block.append(row)
    if block:
        yield block


def _open_bold(block: Sequence[str]) -> bool:
    return sum(row.count("**") for row in block) % 2 == 1


def _is_pipe(row: str) -> bool:
    return row.strip().startswith("|") and row.strip().endswith("|")


def _block_lines(block: Sequence[str], keys: dict[str, int]) -> Iterator[Line]:
    if _RULE.match(block[0]):
        yield line_of(block[0])
        return
    if _is_pipe(block[0]) and len(block) > 1:
        yield from markdown_rows([_plain(row)[0] for row in block])
        return
    heading = _HEADING.match(block[0])
    if heading:
        yield replace(_linked(_plain(heading[2])[0], keys), level=len(heading[1]), bold=True)
        return
    text, bold = _plain("\n".join(block))
    note = _NOTE_TEXT.match(text)
    if note:
        yield replace(_linked(text[note.end() :], keys), note=keys[note[1]])
        return
    # Bold lines, marked one by one or together, are lines of their own (signature, letterhead).
    bold = bold or all(_plain(row)[1] for row in block)
    parts = text.split("\n") if bold and len(block) > 1 else [text]
    for part in parts:
        yield replace(_linked(part, keys), bold=bold)


def _plain(text: str) -> tuple[str, bool]:
    """Text without Markdown's marks, and whether all of it was bold."""
    stripped = text.strip()
    found = _BOLD.fullmatch(stripped)
    bold = bool(found) and "**" not in (found[2] if found else "")
    text = _BOLD.sub(r"\2", text)
    text = _ITALIC.sub(r"\2", text)
    text = _SUP.sub(lambda sup: sup[1].translate(_SUPERSCRIPTS), text)
    text = re.sub(r"<br\s*/?>", "\n", text)
    return re.sub(r"\\([\\`*_{}\[\]()#+\-.!|])", r"\1", text), bold


def _linked(text: str, keys: dict[str, int]) -> Line:
    """A line whose ``[^1]`` calls are taken out and linked."""
    if not keys or not _NOTE_CALL.search(text):
        return line_of(text)
    done = ""
    calls: list[NoteCall] = []
    last = 0
    for found in _NOTE_CALL.finditer(text):
        done = line_of(done + text[last : found.start()]).text
        calls.append(NoteCall(keys[found[1]], len(done)))
        last = found.end()
        if text[last : last + 1].isspace():
            done += " "
    return replace(line_of(done + text[last:]), calls=tuple(calls))
