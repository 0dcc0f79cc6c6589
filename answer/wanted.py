"""What a question wants: the kind of answer and the nouns to be counted.

Works on keys (canonical, or bare where the question was typed without diacritics).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from answer.asking import Asking


class Wanted(StrEnum):
    """The kind of answer a question asks for."""

    AMOUNT = "amount"
    PERCENT = "percent"
    MONEY = "money"
    RANK = "rank"
    DATE = "date"
    DOCUMENT = "document"
    PERSON = "person"
    WHERE = "where"
    LIST = "list"
    YES_NO = "yes_no"
    TEXT = "text"


NUMERIC = frozenset({Wanted.AMOUNT, Wanted.PERCENT, Wanted.MONEY, Wanted.RANK})

_COUNTING = re.compile(r"(?<!\w)(?:bao nhiêu|bao nhieu|mấy|nhiêu|nhieu)(?!\w)")
_COUNTING_BARE = re.compile(r"(?<!\w)(?:bao nhieu|may|nhieu)(?!\w)")
# "chỉ số X", "chuyển đổi số": the end of another word, which counts nothing.
_NUMBER_OF = re.compile(
    r"(?<!\w)(?<!chỉ )(?<!hệ )(?<!dân )(?<!đổi )(?<!trị )(?<!mã )(?<!tham )(?<!doanh )(?<!nghệ )"
    r"(?<!tầng )(?<!tảng )(?<!đa )(?<!ký )(?<!kí )(?<!tế )(?<!hội )"
    r"(?:số lượng|tổng số|số)\s+([^\W\d_]+(?:\s+(?!(?:và|lẫn|với) số )[^\W\d_]+){0,3})"
)
_NUMBER_OF_BARE = re.compile(
    r"(?<!\w)(?<!chi )(?<!he )(?<!dan )(?<!doi )(?<!tham )(?<!doanh )(?<!nghe )(?<!tang )"
    r"(?:so luong|tong so|so)\s+([^\W\d_]+(?:\s+(?!(?:va|lan|voi) so )[^\W\d_]+){0,3})"
)
_AGAINST = re.compile(r"\sso (?:với|voi|cùng|cung)(?!\w)")  # "mấy ha so với cùng kỳ"
_NOUN = re.compile(r"\s*([^\W\d_]+(?:[\s-]+[^\W\d_]+){0,3})")
# "mỗi nơi bao nhiêu", "kể từng cấp": an enumeration, each member with its figure.
_EACH = re.compile(
    r"(?<!\w)(?:mỗi|từng|moi|tung) (?:nơi|noi|nhóm|nhom|cấp|cap|địa phương|dia phuong|loại|loai"
    r"|tỉnh|tinh|huyện|huyen|xã|xa|đơn vị|don vi|nguồn|nguon|khoản|khoan|năm|nam)(?!\w)"
)
# Who opens with it asks for a day, whatever the rest speaks of.
_DATE_FIRST = re.compile(
    r"(?:ngày|hôm|khi|lúc|tháng|ngay|hom|luc|thang) (?:nào|nao|mấy|may)(?!\w)"
    r"|(?:bao giờ|bao gio)(?!\w)"
)
_RISE_OR_FALL = re.compile(r"(?<!\w)(?:tăng hay giảm|tang hay giam|tăng hay là giảm|giảm hay tăng)")
_BARE_COUNT = re.compile(r"(?:tổng số|số lượng|số|tong so|so luong|so)\s+[^\W\d_]")
# "Báo cáo của Sở số bao nhiêu?", "Kế hoạch này ký hiệu gì?"
_NUMBER_LAST = re.compile(
    r"(?<!\w)(?:báo cáo|bao cao|kế hoạch|ke hoach|quyết định|quyet dinh|nghị quyết|nghi quyet"
    r"|chỉ thị|chi thi|công văn|cong van|thông báo|thong bao|văn bản|van ban|chương trình"
    r"|chuong trinh"
    r"|đề án|de an|tờ trình|to trinh|hướng dẫn|huong dan)(?!\w).*"
    r"(?:số (?:bao nhiêu|mấy|nào|gì)|so (?:bao nhieu|may|nao|gi)"
    r"|(?:ký hiệu|kí hiệu|ky hieu|số hiệu|so hieu)(?: (?:gì|gi|nào|nao|bao nhiêu"
    r"|bao nhieu))?)"
    r"\s*(?:[,;]?\s*(?:và |va )?(?:ban hành |ký |ban hanh |ky )?(?:ngày|ngay) [^?,]{2,14})?\s*\??$"
)
# "xếp hạng di tích theo quyết định nào?": a document is named more plainly than a rank.
_ORDER = (
    ("wanted.document", Wanted.DOCUMENT),
    ("wanted.rank", Wanted.RANK),
    ("wanted.date", Wanted.DATE),
    ("wanted.where", Wanted.WHERE),
)
# After "mấy" or "bao nhiêu" these ask for something else than a count of things.
_MONEY_NOUNS = frozenset({"tiền", "tien", "tỉ", "tỷ", "ty", "ti", "triệu", "trieu", "đồng", "dong"})
# "bao nhiêu người tham gia (tỷ lệ)?"
_AS_SHARE = re.compile(r"\( ?(?:tỉ lệ|tỷ lệ|ti le|ty le|%|phần trăm|phan tram) ?\)")
# "giá chè bao nhiêu": a price is money, whatever is sold.
_PRICE = re.compile(
    r"^(?:(?:giá|gia) (?!trị|tri|đình|dinh|thành|thanh|tăng|tang|súc|suc|cầm|cam)"
    r"|(?:mức |muc )?(?:lương|học phí|hoc phi|lệ phí|le phi|tiền công|tien cong) ).*"
    r"(?:bao nhiêu|bao nhieu|mấy|may)(?!\w)"
)
# "tốc độ tăng giá trị sản xuất": a rate, whatever it is the rate of.
_RATE = re.compile(r"(?<!\w)(?:tốc độ|toc do) (?:tăng|giảm|phát triển|tang|giam|phat trien)(?!\w)")
# A measure alone asks how much: "Sản lượng lúa năm 2025?"
_MEASURED = re.compile(
    r"(?:tổng |tong )?(?:sản lượng|san luong|diện tích|dien tich|năng suất|nang suat|dân số|dan so"
    r"|quy mô|quy mo|tốc độ|toc do|mật độ|mat do|công suất|cong suat|chiều dài|chieu dai"
    r"|thu nhập|thu nhap|điểm số|diem so|lượng|luong)(?!\w)(?!.*(?<!\w)(?:gì|gi|sao)(?!\w))"
)
_YEAR_FIRST = re.compile(r"^(?:(?:trong|đến|cuối|den|cuoi) )*(?:năm|nam) \d{4},? (?:thì |thi )?")
# "số người hưởng lương ngân sách là bao nhiêu" counts people, whatever they get.
_PEOPLE = frozenset(
    {"người", "nguoi", "hộ", "đối", "doi", "lượt", "luot", "đơn", "don", "vụ", "vu"}
)
# "biên chế công chức được giao bao nhiêu": what the question opens with is counted, whatever
# money stands in it.
_COUNTED_FIRST = re.compile(
    r"(?:số |so |tổng số |tong so )?(?:biên chế|bien che|người|nguoi|hộ|cán bộ|can bo|công chức"
    r"|cong chuc|viên chức|vien chuc|lao động|lao dong|học sinh|hoc sinh|doanh nghiệp"
    r"|doanh nghiep|dự án|du an|công trình|cong trinh|hợp tác xã|hop tac xa|trường|truong"
    r"|nhiệm vụ|nhiem vu|hồ sơ|ho so|văn bản|van ban|cuộc|cuoc|vụ|lượt|luot|căn|can)(?!\w)"
    r"(?!.*(?<!\w)(?:tiền|tien|kinh phí|kinh phi|tỷ|tỉ|triệu|trieu|đồng|dong|vốn|von|trị giá"
    r"|tri gia|giá trị|gia tri|tốn|ton)(?!\w)).*(?:bao nhiêu|bao nhieu|mấy|may)\s*\??$"
)
# "mấy triệu người" counts people, not money.
_SCALED = re.compile(
    r"(?:tỷ|tỉ|ty|ti|triệu|trieu|nghìn|nghin|ngàn|ngan) (?!đồng|dong|usd|đô)[^\W\d_]"
)
# "số mấy", "hạng mấy", "ngày mấy" ask for a number's name, not for how many.
# "thứ mấy", "ngày bao nhiêu"; "thu mấy tấn" is no "thứ mấy" where marks are typed.
_ORDINAL = re.compile(r"(?<!\w)(?:số|hạng|thứ|ngày|tháng|quý|khóa|lần)\s*$")
_ORDINAL_BARE = re.compile(r"(?<!\w)(?:so|hang|thu|ngay|thang|quy|khoa|lan)\s*$")
_NOT_COUNTED = frozenset(
    [
        "là", "la", "thì", "thi", "so", "trong", "và", "va", "năm", "nam", "cho", "để", "de", "của",
        "cua", "khi", "nếu", "neu", "từ", "tu", "ở", "o", "tại", "tai", "được", "duoc", "đã", "da",
        "sẽ", "se", "với", "voi", "theo", "trên", "tren", "giờ", "gio", "vậy", "vay", "rồi", "roi",
        "thế", "the", "nhờ", "nho", "vào", "vao", "bởi", "boi", "do", "như", "nhu", "cũng", "cung",
        "chưa", "chua", "qua", "mà", "ma", "không", "khong", "hay", "nữa", "nua", "thôi", "thoi",
        "ạ", "nhỉ", "nhi", "đó", "này", "nay", "trở", "tro", "lên", "len", "dưới", "duoi", "tới",
        "toi", "giữa", "giua", "gồm", "gom", "bị", "bi", "đều", "deu", "toàn", "toan", "nhé", "nhe",
        "hả", "ha", "vì", "vi", "về", "ve", "hơn", "hon", "thêm", "them",
        "một", "mot", "mỗi", "moi", "tính",
    ]
) - {"ha", "bi", "do"}  # fmt: skip
# "mấy bằng khen tập thể": counted are those who got it.
_FORMS = re.compile(
    r"^(?:bằng khen|giấy khen|cờ thi đua|bang khen|giay khen|co thi dua)(?: cho)? "
    r"(?=tập thể|tap the|cá nhân|ca nhan|hộ|ho gia)"
)
# "dân số của xã", "số mấy": no noun that is counted stands behind "số".
_NO_NOUN = frozenset(
    ["mấy", "may", "bao", "hiệu", "hieu", "nào", "nao", "của", "cua", "ở", "tại", "là", "trong"]
)
_JOINED = re.compile(r"\s(?:và|va|lẫn|lan|hay|hoặc|hoac|với|voi|cùng|cung)\s")
# "cái là quy phạm", "mấy cái vậy": what follows is no longer the noun.
_NOUN_ENDS = re.compile(
    r"\s(?:là|la|thì|thi|mà|ma|vậy|vay|thế|z|ạ|hả|nhỉ|nhé|rồi|roi|trong|ở|tại|thuộc|do|bị|đã|da"
    r"|nào|gì)(?!\w)"
)
# "bao nhiêu tập thể cá nhân": two nouns in one breath, without a word between them.
_IN_ONE_BREATH = re.compile(
    r"^(tập thể|tap the|đơn vị|don vi|cá nhân|ca nhan) "
    r"(tập thể|tap the|cá nhân|ca nhan|hộ gia đình|ho gia dinh)(?!\w)"
)
# Nouns that people count in one breath: "bao nhiêu tập thể, cá nhân và hộ gia đình".
_AND_NOUN = re.compile(
    r"\s*(?:,|và|va|lẫn|hay|hoặc|hoac|với|voi|cùng|cung|(?<=tập thể)|(?<=tap the))\s*"
    r"(?:bao nhiêu |bao nhieu |mấy |may )?"
    r"(tập thể|tap the|cá nhân|ca nhan|hộ gia đình|ho gia dinh|gia đình|gia dinh|doanh nghiệp"
    r"|doanh nghiep|đơn vị|don vi|người|nguoi|hộ|cuộc|cuoc|lớp|lop|lượt|luot|đại biểu|dai bieu"
    r"|công dân|cong dan|phường|phuong|xã|xa|căn|can|vụ|vu)(?!\w)"
)


def wanted_of(key: str, marked: bool, words: Asking, counted: bool) -> Wanted:
    groups = words.groups
    if _NUMBER_LAST.search(key):
        return Wanted.DOCUMENT
    if _DATE_FIRST.match(key):
        return Wanted.DATE
    if _EACH.search(key):
        return Wanted.LIST
    if _AS_SHARE.search(key):
        return Wanted.PERCENT
    if _RISE_OR_FALL.search(key):
        return Wanted.PERCENT if "phần trăm" in key else Wanted.AMOUNT
    if _counts(key, marked):
        money = groups["wanted_noun.money"].search(key, marked)
        percent = groups["wanted_noun.percent"].search(key, marked)
        first = next(iter(_counts(key, marked)))
        if percent and first.startswith(("phần trăm", "phan tram")):
            return Wanted.PERCENT
        if money and first.split()[0] in _MONEY_NOUNS and not _SCALED.match(first):
            return Wanted.MONEY
        return Wanted.AMOUNT
    if _PRICE.search(key):
        return Wanted.MONEY
    if _RATE.search(key):
        return Wanted.PERCENT
    matter = _YEAR_FIRST.sub("", key)
    people = _NUMBER_OF.match(matter) or _NUMBER_OF_BARE.match(matter)
    if people and counted and people[1].split()[0] in _PEOPLE:
        return Wanted.AMOUNT
    if groups["wanted_noun.percent"].search(key, marked) and not groups["wanted.date"].search(
        key, marked
    ):
        return Wanted.PERCENT
    for name, wanted in _ORDER:
        if groups[name].search(key, marked):
            return wanted
    amount = groups["wanted.amount"].search(key, marked)
    if _COUNTED_FIRST.match(matter):
        return Wanted.AMOUNT
    if groups["wanted.list"].search(key, marked) and not counted:
        return Wanted.LIST
    if groups["wanted_noun.money"].search(key, marked) and amount:
        return Wanted.MONEY
    if amount or counted:
        return Wanted.AMOUNT
    if groups["wanted.person"].search(key, marked):
        return Wanted.PERSON
    if re.search(r"(?<!\w)(?:nào|nao)(?!\w)", key):
        return Wanted.LIST
    if groups["premise.yes_no"].search(key, marked):
        return Wanted.YES_NO
    if _BARE_COUNT.match(key):
        return Wanted.AMOUNT
    if groups["wanted_noun.money"].search(key, marked):
        return Wanted.MONEY
    if _MEASURED.match(key):
        return Wanted.AMOUNT
    return Wanted.TEXT


def also_wanted(key: str, marked: bool, words: Asking, wanted: Wanted) -> Iterable[Wanted]:
    """Kinds asked for besides the first: each has its own asking words."""
    for name, other in (
        *_ORDER,
        ("wanted.amount", Wanted.AMOUNT),
        ("wanted.person", Wanted.PERSON),
    ):
        if other is wanted or (other is Wanted.AMOUNT and wanted in NUMERIC - {Wanted.RANK}):
            continue
        if other is Wanted.AMOUNT and wanted is Wanted.RANK and not _counts_besides(key, marked):
            continue
        if words.groups[name].search(key, marked):
            yield other


def _counts_besides(key: str, marked: bool) -> bool:
    """Whether a question for a rank has an asking word besides that of the rank."""
    asking_words = (_COUNTING if marked else _COUNTING_BARE).finditer(key)
    return any(not _is_ordinal(key, marked, word.start()) for word in asking_words)


def _is_ordinal(key: str, marked: bool, at: int) -> bool:
    """Whether what is asked for at a place is which one in an order, not how many."""
    if not marked and key.startswith("bao", at) and key[:at].rstrip().endswith(" thu"):
        return False  # "thu bao nhieu": income, for nobody asks "thứ bao nhiêu" of an order
    return (_ORDINAL if marked else _ORDINAL_BARE).search(key, 0, at) is not None


def counted_nouns(key: str, marked: bool, words: Asking) -> Iterable[str]:
    """Noun phrases right after ``bao nhiêu``/``mấy``, else after ``số``."""
    counted = _counts(key, marked)
    yield from counted
    asks = words.groups["wanted.amount"].search(key, marked) or _BARE_COUNT.match(key)
    if not counted and asks:
        for number in (_NUMBER_OF if marked else _NUMBER_OF_BARE).finditer(key):
            if number[1].split()[0] not in _NO_NOUN:
                yield number[1].strip()


def _counts(key: str, marked: bool) -> list[str]:
    """Noun phrases right after ``bao nhiêu`` or ``mấy``."""
    found = []
    for counting in (_COUNTING if marked else _COUNTING_BARE).finditer(key):
        noun = _NOUN.match(key, counting.end())
        if _is_ordinal(key, marked, counting.start()) or not noun:
            continue
        if noun[1].split()[0] in _NOT_COUNTED:
            continue
        own = _AGAINST.split(noun[1])[0]
        first = _NOUN_ENDS.split(_JOINED.split(own)[0])[0].strip()
        breath = _IN_ONE_BREATH.match(first)
        first = breath[1] if breath else first
        found.append(_FORMS.sub("", first).replace("-", " "))
        position = noun.start(1) + len(first)
        while more := _AND_NOUN.match(key, position):
            found.append(more[1])
            position = more.end()
    return found
