"""The text of an open Word document with the runs it stands in, to mark places of it.

A claim is known by its words and those around it, not by a paragraph number: the reader of
drafts numbers, joins and cuts paragraphs in its own way. White space is folded and letters
are composed (NFC) as in everything that was read. python-docx holds the document.

What this module does not know: claims, verdicts, comments.
"""

from __future__ import annotations

import copy
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.text import nfc, shared_start

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ALONE = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_AROUND = 40


@dataclass(frozen=True, slots=True)
class Character:
    """One character of a paragraph: its run, the element in it, and where in that element."""

    run: Any
    part: Any
    offset: int


@dataclass(frozen=True)
class Stretch:
    """A paragraph: its folded text, and for each character of that where it stands.

    place: what a comment is hung on where the text itself cannot carry one (a footnote).
    """

    text: str
    places: tuple[tuple[int, int], ...]
    paragraph: Any
    place: Any = None


def stretches(document: Any) -> list[Stretch]:
    """The paragraphs of the body and its tables in order, then the footnotes."""
    body = [_stretch(element, element) for element in document.element.body.iter(f"{_W}p")]
    return [one for one in (*body, *_notes(document)) if one.text.strip()]


def _notes(document: Any) -> Iterator[Stretch]:
    """Each footnote, hung on the run that calls it: Word takes no comment inside a note."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.parser import parse_xml

    related = [
        one.target_part
        for one in document.part.rels.values()
        if one.reltype == RELATIONSHIP_TYPE.FOOTNOTES
    ]
    if not related:
        return
    calls = {
        call.get(f"{_W}id"): call.getparent()
        for call in document.element.body.iter(f"{_W}footnoteReference")
    }
    for note in parse_xml(related[0].blob).iter(f"{_W}footnote"):
        call = calls.get(note.get(f"{_W}id"))
        if call is not None:
            for paragraph in note.iter(f"{_W}p"):
                yield _stretch(paragraph, _paragraph_of(call), place=call)


def _paragraph_of(element: Any) -> Any:
    while element.tag != f"{_W}p":
        element = element.getparent()
    return element


def _stretch(read: Any, paragraph: Any, place: Any = None) -> Stretch:
    characters = list(_characters(read))
    raw = "".join(_ALONE.get(one.part.tag) or one.part.text[one.offset] for one in characters)
    text, places = _folded(raw)
    return Stretch(text, tuple(places), paragraph, place)


def _characters(paragraph: Any) -> Iterator[Character]:
    for run in paragraph.iter(f"{_W}r"):
        if run.getparent().tag == f"{_W}del" or _paragraph_of(run) is not paragraph:
            continue
        for part in run:
            if part.tag == f"{_W}t":
                for offset in range(len(part.text or "")):
                    yield Character(run, part, offset)
            elif part.tag in _ALONE:
                yield Character(run, part, 0)


def _folded(raw: str) -> tuple[str, list[tuple[int, int]]]:
    """Composed letters and single spaces; for each of them the raw span it comes from."""
    text: list[str] = []
    places: list[tuple[int, int]] = []
    at = 0
    while at < len(raw):
        end = at + 1
        if raw[at].isspace():
            while end < len(raw) and raw[end].isspace():
                end += 1
            piece = " "
        else:
            while end < len(raw) and unicodedata.combining(raw[end]):
                end += 1
            piece = nfc(raw[at:end])
        text.append(piece)
        places += [(at, end)] * len(piece)
        at = end
    return "".join(text), places


def find(
    paragraphs: Sequence[Stretch], text: str, start: int, end: int, near: int = 0
) -> tuple[int, int, int] | None:
    """Where ``text[start:end]`` stands: the paragraph and its offsets.

    Of several places the one with the most same words around it is taken, then the first at
    or behind paragraph ``near``.
    """
    wanted = text[start:end]
    before, behind = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    best: tuple[tuple[int, bool, int], tuple[int, int, int]] | None = None
    for order, paragraph in enumerate(paragraphs):
        at = paragraph.text.find(wanted)
        while at >= 0:
            stop = at + len(wanted)
            alike = shared_start(reversed(before), reversed(paragraph.text[:at]))
            alike += shared_start(behind, paragraph.text[stop:])
            rank = (alike, order >= near, -order)
            if best is None or rank > best[0]:
                best = (rank, (order, at, stop))
            at = paragraph.text.find(wanted, at + 1)
    return best[1] if best else None


def runs_at(stretch: Stretch, start: int, end: int) -> tuple[Any, Any]:
    """The first and the last run of a place, cut so that they hold nothing else.

    The layout stays: a run is cut in two with the same properties.
    """
    if stretch.place is not None:
        return stretch.place, stretch.place
    first, last = stretch.places[start][0], stretch.places[end - 1][1]
    _cut(stretch.paragraph, last)
    _cut(stretch.paragraph, first)
    characters = list(_characters(stretch.paragraph))
    return characters[first].run, characters[last - 1].run


def _cut(paragraph: Any, at: int) -> None:
    """Makes a run end before the paragraph's character ``at``, counted as printed."""
    characters = list(_characters(paragraph))
    if not 0 < at < len(characters) or characters[at - 1].run is not characters[at].run:
        return
    place = characters[at]
    rest = copy.deepcopy(place.run)
    index = list(place.run).index(place.part)
    for part in list(place.run)[index + 1 :]:
        place.run.remove(part)
    for part in list(rest)[:index]:
        if part.tag != f"{_W}rPr":
            rest.remove(part)
    if place.offset:
        kept, moved = place.part.text[: place.offset], place.part.text[place.offset :]
        _write(place.part, kept)
        _write(next(part for part in rest if part.tag == f"{_W}t"), moved)
    else:
        place.run.remove(place.part)
    place.run.addnext(rest)


def _write(part: Any, text: str) -> None:
    part.text = text
    part.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
