"""Short forms of plan and result in the headers of tables, written out."""

from __future__ import annotations

import re

# What stands in narrow headers: "TH/DT (%)", "% TH so KH".
_SHORT = {"TH": "thực hiện", "DT": "dự toán", "KH": "kế hoạch", "CT": "chỉ tiêu"}
_SHORTENED = re.compile(r"(?<![\w-])(?:TH|DT|KH|CT)(?![\w-])")


def written_out(header: str) -> str:
    """A header with the short forms of plan and result written out."""
    return _SHORTENED.sub(lambda short: _SHORT[short[0]], header)
