"""``python app.py draft``: its options, and what it prints.

What this module does not know: how a draft is made (``answer/draft``).
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from screens.commandline import OK, REFUSED, fail

if TYPE_CHECKING:
    from answer.draft.fill import FillProblem
    from answer.draft.nouns import Draft
    from answer.model.settings import ModelSettings
    from check.discrepancy import Discrepancy
    from index.library import Library

NO_TARGET = "Hãy ghi tệp cần viết: --out TỆP.docx (hoặc .txt), hay --sheet TỆP.xlsx (hoặc .csv)."
NO_MODEL = "Muốn làm mượt lời văn (--smooth) thì cần mô hình ngôn ngữ: ghi thêm --model URL."
_SHOWN = 12


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    add = parser.add_argument
    add("--report", default="", metavar="TỆP", help="báo cáo năm trước (tên tệp trong kho)")
    add("--section", action="append", default=[], metavar="MỤC",
        help="mục cần soạn: đường dẫn (“Phần I › II › 1”), số hay lời của đề mục; "
             "ghi nhiều lần được; không ghi thì soạn cả báo cáo")  # fmt: skip
    add("--year", type=int, default=None, metavar="NĂM", help="năm của bản nháp")
    add("--out", type=Path, default=None, metavar="TỆP", help="bản nháp: .docx hoặc .txt")
    add("--sheet", type=Path, default=None, metavar="TỆP", help="xuất bảng điền: .xlsx hoặc .csv")
    add("--fill", type=Path, default=None, metavar="TỆP", help="đọc lại bảng đã điền")
    add("--indicator", action="append", default=[], metavar="CHỈ_TIÊU",
        help="đoạn mới từ một chỉ tiêu; ghi nhiều lần được")  # fmt: skip
    add("--movement", action="append", default=[], metavar="PHONG_TRÀO",
        help="đoạn mới từ khen thưởng của một phong trào; ghi nhiều lần được")  # fmt: skip
    add("--smooth", action="store_true",
        help="làm mượt lời văn giữa các ô bằng mô hình ngôn ngữ (cần --model)")  # fmt: skip
    add("--no-sources", action="store_true", help="không kèm chú thích nguồn, để gửi đi")


def run(wanted: argparse.Namespace, index: Path, model: ModelSettings | None = None) -> int:
    """Makes, fills and writes the draft; REFUSED where something could not be done."""
    if wanted.out is None and wanted.sheet is None:
        return fail(NO_TARGET)
    if wanted.smooth and model is None:
        return fail(NO_MODEL)
    from index.library import Library

    with Library.open(index) as library:
        return _drafted(wanted, library, model if wanted.smooth else None)


def _drafted(wanted: argparse.Namespace, library: Library, model: ModelSettings | None) -> int:
    from answer.draft.make import DraftError, Wanted, fill_from, make, save, save_sheet, summary

    started = time.perf_counter()
    try:
        draft = make(library, Wanted(wanted.report, tuple(wanted.section), wanted.year,
                                     tuple(wanted.indicator), tuple(wanted.movement)))  # fmt: skip
        problems: tuple[FillProblem, ...] = ()
        found: tuple[Discrepancy, ...] = ()
        if wanted.fill is not None:
            from answer.draft.review import review

            filled = fill_from(draft, wanted.fill)
            draft, problems = filled.draft, filled.problems
            found = review(draft, library.readings())
        if model is not None:
            draft = _smoothed(draft, model)
        if wanted.out is not None:
            save(draft, wanted.out, sources=not wanted.no_sources)
        if wanted.sheet is not None:
            save_sheet(draft, wanted.sheet)
    except DraftError as error:
        return fail(str(error))
    names = " và ".join(str(path) for path in (wanted.out, wanted.sheet) if path is not None)
    seconds = f"{time.perf_counter() - started:.1f}".replace(".", ",")
    print(f"{names}: {summary(draft)} · {seconds} giây")
    _tell(draft, problems, found)
    return REFUSED if problems else OK


def _smoothed(draft: Draft, model: ModelSettings) -> Draft:
    """The draft with wording smoothed between its slots, and what became of that, told."""
    from answer.draft.smooth import smoothed
    from answer.model.smooth import ModelSmooths
    from answer.model.talk import LlamaIndexModel

    smooths = ModelSmooths(LlamaIndexModel(model), model.seconds)
    new = smoothed(draft, smooths)
    changed = sum(
        one != other for one, other in zip(new.all_blocks(), draft.all_blocks(), strict=True)
    )
    print(f"Đã làm mượt {changed} đoạn; ô số liệu, tên, ngày giữ nguyên.")
    if smooths.problem:
        print(f"    Mô hình ngôn ngữ {smooths.problem}; các đoạn còn lại giữ nguyên.")
    return new


def _tell(draft: Draft, problems: tuple[FillProblem, ...], found: tuple[Discrepancy, ...]) -> None:
    for problem in problems:
        print(f"    Chưa nhận: ô {problem.slot}: {problem.why}", file=sys.stderr)
    for discrepancy in found:
        working = f" ({discrepancy.arithmetic})" if discrepancy.arithmetic else ""
        print(f"    Chưa khớp: ghi {discrepancy.printed}; đúng ra {discrepancy.expected}{working}")
    for caution in draft.cautions[:_SHOWN]:
        print(f"    Xem lại: “{caution.words[:80]}”: {caution.why}")
    if len(draft.cautions) > _SHOWN:
        print(f"    … và {len(draft.cautions) - _SHOWN} chỗ nữa (xem trang “Cần xem lại” của bảng)")
