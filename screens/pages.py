"""Pages of reports for the window: drawn in a guarded child, remembered for a while.

The picture of a page is kept apart from the boxes on it, so that stepping between lines of
one page draws it once. What was deleted or replaced is never shown: each citation is looked
up in the library first. Safe to share between threads.
What this module does not know: HTML (``page_view.py``), how a page is drawn.
"""

from __future__ import annotations

import base64
import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from ingest.guarded import GuardFailure
from ingest.page_boxes import Boxes, Found, Wanted
from ingest.page_sight import PagePicture, locate_by_ocr, ready, see
from ingest.report import Citation, Passage, Report, StatedFigure
from ingest.standing import StandingChild
from screens.marks import figure_spans

if TYPE_CHECKING:
    from index.library import Library

log = logging.getLogger(__name__)
T = TypeVar("T")

PICTURES_KEPT, BOXES_KEPT = 48, 500  # a picture is about 0.2 MB
# A page of a report is drawn in a tenth of a second; what takes longer holds everyone up.
DRAW_SECONDS, OCR_SECONDS = 12.0, 60.0
AROUND = 60  # characters around a quote that tell it from an equal one


@dataclass(frozen=True, slots=True)
class PageImage:
    """A drawn page ready for a page of the window: a data URI and its size in pixels."""

    source: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class CitedPlace:
    """A citation with the report and the passage that it stands in, as they are kept now.

    passages: all of the report in reading order. original: the kept file.
    """

    citation: Citation
    report: Report
    passage: Passage
    passages: tuple[Passage, ...]
    original: Path
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class PageSeen:
    """What can be shown of a cited PDF page; ``problem`` says why there is no picture."""

    image: PageImage | None
    boxes: Boxes
    problem: str = ""


class Pages:
    """The pages of one library."""

    def __init__(self, library: Callable[[], Library | None]) -> None:
        self._library = library
        self._drawer, self._reader = StandingChild(), StandingChild()
        self._images: _Recent[PageImage] = _Recent(PICTURES_KEPT)
        self._boxes: _Recent[Boxes] = _Recent(BOXES_KEPT)

    def warm_up(self) -> None:
        """Starts the child that draws."""
        try:
            self._drawer.call(ready, (), DRAW_SECONDS)
        except GuardFailure as failure:
            log.warning("page drawing: %s", failure)

    def close(self) -> None:
        """Ends the children."""
        self._drawer.close()
        self._reader.close()

    def place(
        self, citation: Citation, figures: Sequence[StatedFigure] = (), text: str = ""
    ) -> CitedPlace | None:
        """Where a citation stands; None if its report is gone or was replaced meanwhile."""
        library = self._library()
        if library is None:
            return None
        try:
            passage = library.passage(citation.passage_id)
            report = library.report_of(passage.report_id)
            original = library.original(passage.report_id)
        except KeyError:
            return None
        if report is None or passage.text[citation.start : citation.end] != citation.quote:
            return None
        passages = tuple(one for one in library.passages() if one.report_id == report.id)
        marks = tuple(figure_spans(citation.quote, figures, text))
        return CitedPlace(citation, report, passage, passages, original, marks)

    def at_hand(self, citation: Citation) -> bool:
        """Whether the page was drawn a while ago, so that it is shown at once."""
        library = self._library()
        try:
            report_id = "" if library is None else library.passage(citation.passage_id).report_id
        except KeyError:
            return False
        return (report_id, citation.page) in self._images

    def see(self, place: CitedPlace) -> PageSeen:
        """The cited page, by its text layer: fast."""
        page, wanted = place.citation.page or 1, _wanted(place)
        image = self._images.get((place.report.id, page))
        boxes = self._boxes.get((place.report.id, page, wanted))
        if image is not None and boxes is not None:
            return PageSeen(image, boxes)
        try:
            picture, found = self._drawer.call(
                see, (place.original, page, wanted, image is not None), DRAW_SECONDS
            )
        except GuardFailure as failure:
            log.warning("page %s of %s: %s", page, place.report.file, failure)
            return PageSeen(image, Boxes(Found.NOWHERE), str(failure))
        if image is None:
            image = _image(picture)
            self._images.put((place.report.id, page), image)
        boxes = boxes or found
        self._boxes.put((place.report.id, page, wanted), boxes)
        return PageSeen(image, boxes)

    def see_scanned(self, place: CitedPlace) -> PageSeen:
        """The cited page of a scan, read again to find the line: seconds, then remembered."""
        seen = self.see(place)
        if seen.boxes.found is not Found.NO_TEXT or seen.image is None:
            return seen
        page, wanted = place.citation.page or 1, _wanted(place)
        boxes = self._boxes.get((place.report.id, page, wanted, "ocr"))
        if boxes is None:
            try:
                boxes = self._reader.call(
                    locate_by_ocr, (place.original, page, wanted), OCR_SECONDS
                )
            except GuardFailure as failure:
                log.warning("page %s of %s: %s", page, place.report.file, failure)
                return seen
            self._boxes.put((place.report.id, page, wanted, "ocr"), boxes)
        return PageSeen(seen.image, boxes)


def _wanted(place: CitedPlace) -> Wanted:
    text, citation = place.passage.text, place.citation
    before = text[max(0, citation.start - AROUND) : citation.start]
    return Wanted(citation.quote, before, text[citation.end : citation.end + AROUND], place.marks)


def _image(picture: PagePicture) -> PageImage:
    source = "data:image/webp;base64," + base64.b64encode(picture.webp).decode("ascii")
    return PageImage(source, picture.width, picture.height)


class _Recent(Generic[T]):
    """The last so many things that were asked for."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, T] = OrderedDict()
        self._turn = threading.Lock()

    def get(self, key: Hashable) -> T | None:
        with self._turn:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def __contains__(self, key: Hashable) -> bool:
        with self._turn:
            return key in self._kept

    def put(self, key: Hashable, thing: T) -> None:
        with self._turn:
            self._kept[key] = thing
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
