"""TCVN3 and VNI text comes back letter by letter; Unicode text is left as it was."""

from __future__ import annotations

import unicodedata

import pytest

from ingest.legacy_fonts import Encoding, decode, encoding_of_font, guess_encoding, to_unicode
from ingest.legible import gibberish, join_split
from ingest.syllables import is_syllable

# A fictional place; every Vietnamese letter with every tone stands in these sentences or the next.
SENTENCES = (
    "Năm 2024, huyện Đồng Quế đã xây mới 1.250 căn nhà cho hộ nghèo, đạt 104,5% kế hoạch.",
    "Ủy ban nhân dân xã Lũng Vịt tổ chức sơ kết; những hạn chế được khắc phục kịp thời.",
    "Trẻ em ở các bản xa đều được đến trường, dẫu đường sá cách trở, mưa lũ thường xuyên.",
    "Chỉ số hài lòng của người dân tăng 3,2 điểm phần trăm so với cùng kỳ.",
)
LETTERS = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"

# Written by hand from the two published tables, not from the files that the code reads.
TCVN3_PAIRS = (
    "à=µ á=¸ ả=¶ ã=· ạ=¹ ă=¨ ằ=» ắ=¾ ẳ=¼ ẵ=½ ặ=Æ â=© ầ=Ç ấ=Ê ẩ=È ẫ=É ậ=Ë đ=® è=Ì é=Ð ẻ=Î ẽ=Ï ẹ=Ñ "
    "ê=ª ề=Ò ế=Õ ể=Ó ễ=Ô ệ=Ö ì=× í=Ý ỉ=Ø ĩ=Ü ị=Þ ò=ß ó=ã ỏ=á õ=â ọ=ä ô=« ồ=å ố=è ổ=æ ỗ=ç ộ=é "
    "ơ=¬ ờ=ê ớ=í ở=ë ỡ=ì ợ=î ù=ï ú=ó ủ=ñ ũ=ò ụ=ô ừ=õ ứ=ø ử=ö ữ=÷ ự=ù ỳ=ú ý=ý ỷ=û ỹ=ü ỵ=þ "
    "Ă=¡ Â=¢ Ê=£ Ô=¤ Ơ=¥ Ư=¦ Đ=§"
)
VNI_PAIRS = (
    "à=aø á=aù ả=aû ã=aõ ạ=aï ă=aê ằ=aè ắ=aé ẳ=aú ẵ=aü ặ=aë â=aâ ầ=aà ấ=aá ẩ=aå ẫ=aã ậ=aä đ=ñ "
    "è=eø é=eù ẻ=eû ẽ=eõ ẹ=eï ê=eâ ề=eà ế=eá ể=eå ễ=eã ệ=eä ì=ì í=í ỉ=æ ĩ=ó ị=ò ò=oø ó=où ỏ=oû "
    "õ=oõ ọ=oï ô=oâ ồ=oà ố=oá ổ=oå ỗ=oã ộ=oä ơ=ô ờ=ôø ớ=ôù ở=ôû ỡ=ôõ ợ=ôï ù=uø ú=uù ủ=uû ũ=uõ "
    "ụ=uï ư=ö ừ=öø ứ=öù ử=öû ữ=öõ ự=öï ỳ=yø ý=yù ỷ=yû ỹ=yõ ỵ=î Đ=Ñ Ă=AÊ Â=AÂ Ê=EÂ Ô=OÂ Ơ=Ô Ư=Ö "
    "Á=AÙ Ậ=AÄ Ộ=OÄ Ề=EÀ Ị=Ò Ỉ=Æ Ự=ÖÏ"
)


def pairs(written: str) -> dict[str, str]:
    table = dict(pair.split("=") for pair in written.split())
    return table | {"ư": "\N{SOFT HYPHEN}"} if "ư" not in table else table


def encode(text: str, table: dict[str, str]) -> str:
    return "".join(table.get(char, char) for char in text)


def vni(text: str) -> str:
    table = pairs(VNI_PAIRS)
    table |= {letter.upper(): code.upper() for letter, code in table.items()}
    return encode(text, table)


def tcvn3(text: str) -> str:
    return encode(text, pairs(TCVN3_PAIRS))


def test_the_tables_of_this_test_know_every_letter() -> None:
    assert len(LETTERS) == 67
    assert set(LETTERS) <= set(pairs(TCVN3_PAIRS))
    assert set(LETTERS) <= set(pairs(VNI_PAIRS))


@pytest.mark.parametrize(("letter", "code"), pairs(TCVN3_PAIRS).items())
def test_each_tcvn3_code_is_its_letter(letter: str, code: str) -> None:
    assert decode(code, Encoding.TCVN3) == letter


@pytest.mark.parametrize(("letter", "code"), pairs(VNI_PAIRS).items())
def test_each_vni_code_is_its_letter(letter: str, code: str) -> None:
    assert decode(code, Encoding.VNI) == letter


@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentences_come_back_without_a_font_name(sentence: str) -> None:
    # TCVN3 has no small-font code for a capital with a tone.
    plain = sentence.replace("Ủy", "Các ủy")
    assert guess_encoding(tcvn3(plain)).encoding is Encoding.TCVN3
    assert to_unicode(tcvn3(plain)) == plain
    assert guess_encoding(vni(sentence)).encoding is Encoding.VNI
    assert to_unicode(vni(sentence)) == sentence


@pytest.mark.parametrize("sentence", SENTENCES)
def test_unicode_is_left_alone(sentence: str) -> None:
    assert to_unicode(sentence) == sentence
    assert to_unicode(unicodedata.normalize("NFD", sentence)) == sentence
    assert to_unicode("Quán cà phê “Déjà vu” có 3½ sào đất, © 2024 § 5.") == (
        "Quán cà phê “Déjà vu” có 3½ sào đất, © 2024 § 5."
    )


def test_a_page_of_several_sentences_decides_for_its_short_lines() -> None:
    page = guess_encoding(" ".join(map(tcvn3, SENTENCES)))
    assert (page.encoding, page.certain) == (Encoding.TCVN3, True)
    assert to_unicode("phè") == "phè"  # one word that is a syllable either way
    assert to_unicode("phè", page=page.encoding) == "phố"


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", Encoding.TCVN3),
        ("ABCDEF+.VnTimeH", Encoding.TCVN3_CAPITALS),
        ("/GHIJKL+.VnArialH,Bold", Encoding.TCVN3_CAPITALS),
        ("XYZABC+VnTime-Bold", Encoding.TCVN3),
        ("VNI-Times", Encoding.VNI),
        ("ABCDEF+VNI-Helve-Bold", Encoding.VNI),
        ("TimesNewRomanPS-BoldMT", None),
        ("ABCDEF+VnmiaSerif", None),
    ],
)
def test_the_font_name_decides(font: str, encoding: Encoding | None) -> None:
    assert encoding_of_font(font) is encoding


def test_a_capital_font_gives_capitals() -> None:
    assert to_unicode(tcvn3("báo cáo tổng kết"), font="AAAAAA+.VnTimeH") == "BÁO CÁO TỔNG KẾT"
    # Capitals typed in the small font: only the marked letters are small.
    assert decode("TR­êNG §¹I HäC", Encoding.TCVN3) == "TRƯỜNG ĐẠI HỌC"


def test_hyphens_that_were_the_letter_u_horn() -> None:
    written = tcvn3("được hướng dẫn; thư viện; nước chưa có; tư pháp").replace("\xad", "-")
    assert "-" in written
    assert decode(written, Encoding.TCVN3) == "được hướng dẫn; thư viện; nước chưa có; tư pháp"


@pytest.mark.parametrize("text", ["Số 12/QĐ-UBND", "2021-2025", "kinh tế-xã hội", "- ủy ban"])
def test_real_hyphens_stay(text: str) -> None:
    assert decode(tcvn3(text.replace("ủ", "ñ")), Encoding.TCVN3) == text


# --- syllables --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "word",
    [
        "quý",
        "hoà",
        "hòa",
        "thủy",
        "khuỷu",
        "gì",
        "giếng",
        "nghĩa",
        "quyết",
        "yêu",
        "Ủy",
        "ĐIỀU",
        "an",
    ],
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["nghang", "kang", "cên", "bat", "paủ", "hòá", "điề", "ng", "tẽt"])
def test_not_syllables(word: str) -> None:
    assert not is_syllable(word)


# --- torn letters -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("torn", "whole"),
    [
        ("ĐIỀ U KHO ẢN THI HÀNH", "ĐIỀU KHOẢN THI HÀNH"),
        ("h ội đồng nhân dân", "hội đồng nhân dân"),
        ("tr ở th ành đô thị", "trở thành đô thị"),
        ("thà nh phố; gia nh ập", "thành phố; gia nhập"),
        ("1.250 đ ồng", "1.250 đồng"),
        ("B Á O C Á O", "BÁO CÁO"),
        ("Q UYẾT ĐỊNH", "QUYẾT ĐỊNH"),
        (
            "hoạ t độ ng c ủa Đ ảng, phong trà o thi đ ua",
            "hoạt động của Đảng, phong trào thi đua",
        ),
    ],
)
def test_torn_syllables_are_joined(torn: str, whole: str) -> None:
    assert join_split(torn) == whole


@pytest.mark.parametrize(
    "text",
    [
        "theo điểm c ở Phụ lục",
        "XÃ PA Ủ",
        "UBND ở TP Ông Ích",
        "nhiệt độ 30 °C hoặc hơn",
        "bà A ở ấp 3 ủng hộ",
        "Krông Ana, Đắk Ơ, Ia O",
        "k) Ủy ban; m) án phí",
        "gửi Sở Y  tế\n và ủy ban",
    ],
)
def test_where_the_rules_leave_a_choice_nothing_is_joined(text: str) -> None:
    assert join_split(text) == text


# --- gibberish -----------------------------------------------------------------------------

PAGE = " ".join(SENTENCES) * 3


def test_vietnamese_english_and_tables_are_legible() -> None:
    assert gibberish(PAGE).usable
    assert gibberish(PAGE).score > 0.95
    english = "The committee approved the annual plan and published its results for every district."
    assert gibberish(english).usable
    assert gibberish("TT Chỉ tiêu ĐVT KH 2024 TH 2024 % 1 GRDP tỷ đồng 1.250,5 1.300 104").usable
    assert gibberish("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM ĐỘC LẬP TỰ DO HẠNH PHÚC").usable


def test_typed_without_marks_is_legible() -> None:
    assert gibberish("nam qua huyen da xay moi hon mot tram can nha cho cac ho ngheo").usable


def test_shifted_codes_are_not() -> None:
    shifted = "".join(chr(ord(char) - 29) if 61 < ord(char) < 127 else char for char in PAGE)
    assert "chữ" in gibberish(shifted).reason
    private = "".join(chr(0xF000 + ord(char)) if char.isalpha() else char for char in PAGE)
    assert "bảng mã" in gibberish(private).reason


def test_lost_letters_are_not() -> None:
    torn = "".join(char if ord(char) < 128 else " " for char in PAGE)
    assert not gibberish(torn).usable
    assert "KH 2024" in (table := "TT ĐVT KH 2024 TH 2024 KH 2025 TH 2025 Tỷ lệ thực hiện")
    assert gibberish(table).usable


def test_undecoded_legacy_text_is_not() -> None:
    assert not gibberish(tcvn3(PAGE)).usable
    assert gibberish(decode(tcvn3(PAGE), Encoding.TCVN3)).usable


def test_a_few_words_say_nothing() -> None:
    assert gibberish("#$% ΔΘΛ 12").usable
