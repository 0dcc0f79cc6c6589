"""The `audit` and `check` commands: reports and drafts checked, from the terminal.

What this module does not know: how anything is compared, where the library is.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from screens.commandline import OK, fail

if TYPE_CHECKING:
    from index.library import Library


def add_audit_options(parser: argparse.ArgumentParser) -> None:
    """What may be said after ``audit``."""
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    parser.add_argument("--all", action="store_true", help="kể cả những chỗ đã kiểm tra và khớp")


def add_check_options(parser: argparse.ArgumentParser) -> None:
    """What may be said after ``check``."""
    parser.add_argument("draft", type=Path, metavar="DỰ_THẢO", help="tệp PDF, DOCX, TXT hoặc MD")
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    parser.add_argument(
        "--docx", type=Path, metavar="TỆP", help="ghi dự thảo kèm nhận xét Word ở từng chỗ"
    )


def run_audit(wanted: argparse.Namespace, index: Path) -> int:
    """Checks the reports against themselves and each other; prints what does not agree."""
    from index.library import Library

    library = Library.open(index)
    try:
        from check.audit import audit
        from check.json_forms import audit_json, discrepancy_json
        from screens.terminal import audit_lines

        result = audit(library)
    finally:
        library.close()
    if not wanted.json:
        print(audit_lines(result, everything=wanted.all))
    elif wanted.all:
        print(json.dumps(audit_json(result, agreements=True), ensure_ascii=False))
    else:
        forms = [discrepancy_json(found) for found in result.discrepancies]
        print(json.dumps(forms, ensure_ascii=False))
    return OK


def run_check(wanted: argparse.Namespace, index: Path) -> int:
    """Checks a draft against the reports; prints a verdict for each claim."""
    from index.library import Library
    from ingest.report import UnreadableReport

    library = Library.open(index)
    try:
        return _checked(wanted.draft, library, docx=wanted.docx, as_json=wanted.json)
    except FileNotFoundError:
        return fail(f"Không có tệp “{wanted.draft}”. Hãy xem lại đường dẫn.")
    except OSError as error:
        return fail(f"Không ghi được “{wanted.docx}”: {error.strerror}. Hãy chọn chỗ khác.")
    except UnreadableReport as error:
        return fail(str(error))
    finally:
        library.close()


def _checked(path: Path, library: Library, *, docx: Path | None, as_json: bool) -> int:
    from check.draft import read_draft
    from check.json_forms import verdict_json
    from check.marked_docx import write_marked
    from check.verify import verify
    from screens.terminal import verdict_lines

    draft = read_draft(path)
    verdicts = verify(draft, library)
    if docx:
        write_marked(draft, verdicts, docx)
    forms = [verdict_json(verdict) for verdict in verdicts]
    print(json.dumps(forms, ensure_ascii=False) if as_json else verdict_lines(verdicts))
    if docx:
        print(f"Đã ghi dự thảo kèm nhận xét: {docx}", file=sys.stderr)
    return OK
