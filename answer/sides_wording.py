"""The forms of questions that compute over two sides, as patterns over their wording.

What this module does not know: how the sides are put as questions of their own (``sides.py``).
"""

from __future__ import annotations

import re

from ingest.vocabulary import Pattern

_HOW = r"(?<!\w)(?:bao nhiêu|mấy)(?!\w)"
_MORE = (
    r"(?:(?:nhiều|ít|cao|thấp|lớn|nhỏ|đông|dài|rộng|nặng|vượt|dôi) )?(?:hơn|kém|thua)"
    r"(?! nữa| một| hai)"
)
_MOVED = (
    r"(?:tăng|giảm|hụt|sụt|nhích|vượt|thiếu|hơn|kém|nhiều hơn|ít hơn|cao hơn|thấp hơn"
    r"|chênh lệch|chênh|lệch)(?: thêm| lên| đi| xuống| mất| được)?"
)
_APART = r"(?:chênh lệch|chênh|cách biệt|lệch)(?: nhau)?(?: so)?"
_TO = r"(?:so sánh với|so với|so|với)"
_IS = (
    r"(?:(?:là|thì|được|đến|tới|khoảng|hết|mất|có|ra|còn|dôi ra|dôi|tất cả|chừng|cả thảy"
    r"|bằng) )*"
)
_TOGETHER = (
    r"(?:cộng lại|cộng cả|cộng chung|cộng|gộp lại|gộp chung|gộp|tính chung|tổng cộng|tất cả"
    r"|cả thảy|tổng số|hợp lại)"
)
_LESS = r"(?:không|chưa) (?:tính|kể|gồm|bao gồm)(?: đến| cả)?"
_YEAR = r"(?:19|20)\d\d"
_ASK = rf"(?P<ask>{_HOW}(?: (?!so |với |hơn )[^,? ]+){{0,6}}?)"
_OTHER = r"(?:ở |của )?(?P<other>[^,?]{3,70}?)"
ASKED = Pattern(_HOW)
EACH = Pattern(r"(?<!\w)(?:mỗi|từng|lần lượt|riêng|so với|chênh|hơn|kém)(?!\w)")
ADDS = Pattern(rf"(?<!\w)(?:{_TOGETHER}|cả hai năm|hai năm)(?!\w)")
COMPARED = (
    # "A nhiều hơn B bao nhiêu căn", "A ít hơn B mấy điểm"
    Pattern(rf"^(?P<one>.{{4,}}?) {_MORE} (?:{_TO} )?{_OTHER} {_IS}{_ASK}(?P<tail> \([^()]*\))?$"),
    # "A và B chênh nhau bao nhiêu"
    Pattern(
        rf"^(?P<one>.{{4,}}?) (?:và|với) {_OTHER} (?:{_APART}|hơn kém(?: nhau)?|cách nhau)"
        rf" {_IS}{_ASK}$"
    ),
    # "A chênh với B bao nhiêu"
    Pattern(rf"^(?P<one>.{{4,}}?) {_APART} (?:{_TO} )?{_OTHER} {_IS}{_ASK}$"),
    # "chênh lệch giữa A và B là bao nhiêu"
    Pattern(
        rf"^(?:.*?(?:{_APART}|khác nhau|cách nhau) )?giữa (?P<one>.{{3,}}?) (?:và|với) {_OTHER}"
        rf"(?: {_APART})? {_IS}{_ASK}$"
    ),
    # "A tăng bao nhiêu điểm phần trăm so với B"
    Pattern(rf"^(?P<one>.{{4,}}?) {_MOVED} {_ASK} (?:{_TO}|hơn) {_OTHER}$"),
    # "So với B, A tăng bao nhiêu"
    Pattern(rf"^{_TO} {_OTHER}(?:,| thì) (?P<one>.{{4,}}?) {_MOVED} {_ASK}$"),
    # "lấy A trừ đi B thì còn bao nhiêu"
    Pattern(rf"^(?:lấy |đem )(?P<one>.{{4,}}?) trừ(?: đi)?(?: cho)? {_OTHER} {_IS}{_ASK}$"),
)
# "còn bao nhiêu đơn chưa giải quyết"
NOT_YET = Pattern(
    rf"^(?:(?P<one>.{{4,}}?) )?còn(?: lại)? (?P<ask>{_HOW}(?: [^,? ]+){{0,4}}?) (?:là )?"
    r"(?:chưa|đang)(?: được)? (?P<verb>[^,?]{3,30})$"
)
WITHOUT = (
    Pattern(
        rf"^(?:nếu )?{_LESS} (?P<other>[^,?]{{3,60}}?)(?:,| thì) (?P<one>.{{4,}}?) {_IS}{_ASK}$"
    ),
    Pattern(
        rf"^(?P<one>.{{4,}}?),? (?:mà |nếu )?{_LESS} (?P<other>[^,?]{{3,60}}?)(?:,| thì)?"
        rf" {_IS}{_ASK}$"
    ),
)
WHICH_MORE = Pattern(
    rf"^(?P<one>.{{4,}}?) (?:và|với|hay) {_OTHER},? (?:thì )?(?:bên|nơi|đằng|cái|số|phía|năm|đâu)"
    r"(?: nào)? (?:nhiều|đông|cao|lớn|ít|thấp|dài|nhỏ) hơn"
    rf"(?:,? (?:và )?(?:{_APART}|hơn(?: kém)?(?: nhau)?) {_ASK})?$"
)
LEFT = Pattern(
    rf"^(?P<one>.{{4,}}?) (?:còn|vẫn|vẫn còn) (?:thiếu|phải [^\W\d_]+|cần|cần [^\W\d_]+)(?: thêm)?"
    rf" (?P<ask>{_HOW}(?: [^,? ]+){{0,3}}?) nữa,? (?:thì |là )?(?:mới )?"
    r"(?P<verb>(?:[^\W\d_]+ ){0,2}?(?:đủ|xong|hết|đạt|hoàn thành))(?: (?P<whole>.+))?$"
)
PROMISED = re.compile(
    r" ?(?:đã|được|theo|như|da|duoc|nhu) (?:đăng ký|đăng kí|giao|kế hoạch|phê duyệt|dự kiến|đề ra"
    r"|dang ky|ke hoach|phe duyet|du kien|de ra)$",
    re.IGNORECASE,
)
SURPLUS = Pattern(r"(?<!\w)(?:xuất|nhập) siêu(?!\w)")
RATIOS = (
    Pattern(rf"^(?P<one>.{{4,}}?) gấp(?: hơn| khoảng)? {_HOW} lần (?:{_TO} )?{_OTHER}$"),
    Pattern(rf"^(?P<one>.{{4,}}?) gấp {_OTHER} {_HOW} lần$"),
    Pattern(rf"^(?P<one>.{{4,}}?) bằng {_HOW} lần (?:{_TO} )?{_OTHER}$"),
)
TWO_YEARS = Pattern(
    rf"(?:(?:{_TOGETHER}|cả|trong|tính) )*(?:(?:cả )?hai năm|năm) (?P<one>{_YEAR})"
    rf" (?:và|với|cộng|cùng) (?:năm )?(?P<other>{_YEAR})(?!\d)"
)
ADDED = Pattern(
    rf"^(?:tổng |cộng )?(?P<one>.{{4,}}?) (?:và|với|cùng) (?P<other>[^?]{{3,70}}?)"
    rf" (?:thì )?{_TOGETHER} {_IS}{_ASK}$"
)
