"""Which letter runs are Vietnamese syllables: onset × rime × tone, by rule.

The rules are those of the spelling primer (`chính tả`): 28 onsets, about 160 rimes, six
tones; rimes that end in c, ch, p, t take only the tones sắc and nặng; k, gh, ngh stand
before e, ê, i, y and c, g, ng elsewhere. Old and new tone placement (hòa, hoà) both count.

What this module does not know: which syllables mean something, and loan words. The rule
admits a few thousand syllables that nobody writes, so it rejects with certainty and
accepts with probability.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ONSETS = (
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh",
    "nh", "p", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x",
)  # fmt: skip
_RIMES = _words("""
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
o oa oac oach oai oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on
ong oong ooc op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt up ut uơ uy uya
uych uyên uyêt uyn uynh uyt uyu ư ưa ưc ưi ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu ưm ưn
y yêm yên yêng yêt yêu
""")
# After qu the glide is already written: quang, quyền, quốc, quý.
_AFTER_QU = _words("""
a ac ach ai an ang anh ao at au ay ăc ăm ăn ăng ăp ăt ân âng ât âu ây e ec en eo et
ê êch ên ênh êt ơ ơn ơt i it in ôc y ych yên yêt ynh yt yp
""")
# Syllables without an onset that are in common use: what may stand alone after a space.
BARE_VOWEL_SYLLABLES = _words(
    """
    a à á ạ ả ác ách ạch ai ải ái am ám ảm an án àn ang áng anh ánh ảnh ao áo ào ảo áp áy
    ăn ắng ắp ắt ẵm âm ấm ầm ẩm ân ấn ẩn ất ấp ập âu ấu ầu ẩu ấy ẩy
    e é em én ép ê ế ếch êm ếm ể ế ề ì í ỉ i ích im ỉm in ín inh ít ịt
    o ò ó oai oái oan oán oanh óc ọc oi ói om óm ong óng ót
    ô ồ ố ổ ộ ốc ôi ổi ối ôm ốm ồm ôn ồn ổn ông ống ơ ớ ở ơi ới ơn ớn ớt
    u ù ú ủ ụ úa uẩn uất úc ục uế uể ủi um ủm ùn ung ùng úng ủng uốn uông uống
    úp út ụt uy uỷ uý ủy úy uyên uyển uỵch
    ư ừ ứ ử ưa ứa ức ưng ứng ửng ước ươi ướm ươm ương ướp ướt ưu
    y ý ỷ ỵ ỳ yêm yếm yểm yên yến yêng yết yêu yếu yểu ia ỉa iu
    """
)
_CONSONANTS = frozenset(ONSETS) - {""} | {"q"}
_STOPS = ("c", "ch", "p", "t")
_TONES = {
    "\N{COMBINING GRAVE ACCENT}",
    "\N{COMBINING ACUTE ACCENT}",
    "\N{COMBINING HOOK ABOVE}",
    "\N{COMBINING TILDE}",
    "\N{COMBINING DOT BELOW}",
}
_SHARP_AND_HEAVY = {"\N{COMBINING ACUTE ACCENT}", "\N{COMBINING DOT BELOW}"}
_VOWELS = "aăâeêioôơuưy"
_SHAPED = "ăâêôơư"
_FRONT = ("e", "ê", "i", "y")


def is_syllable(word: str) -> bool:
    """Whether ``word`` (any case, composed or not) can be one Vietnamese syllable."""
    return _is_syllable(unicodedata.normalize("NFC", word).lower())


def is_onset(word: str) -> bool:
    """Whether ``word`` is a consonant cluster that begins syllables ("ng", "tr")."""
    return word != "" and word.lower() in _CONSONANTS


@lru_cache(maxsize=50_000)
def _is_syllable(word: str) -> bool:
    if not 0 < len(word) <= 7:
        return False
    letters, tone, place = _split_tone(word)
    if letters is None:
        return False
    return any(
        letters.startswith(onset)
        and _fits(onset, letters[len(onset) :])
        and _tone_fits(letters[len(onset) :], tone, place - len(onset))
        for onset in ONSETS
    )


def _split_tone(word: str) -> tuple[str | None, str, int]:
    """(letters without tone, the tone's mark or "", index of its letter); None if two tones."""
    letters: list[str] = []
    tone, place = "", -1
    for char in word:
        parts = unicodedata.normalize("NFD", char)
        marks = [mark for mark in parts[1:] if mark in _TONES]
        if marks:
            if tone or len(marks) > 1:
                return None, "", -1
            tone, place = marks[0], len(letters)
        letters.append(
            unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in _TONES))
        )
    return "".join(letters), tone, place


def _fits(onset: str, rime: str) -> bool:
    """Whether the spelling rules let this onset stand before this rime."""
    if onset == "qu":
        return rime in _AFTER_QU
    if rime not in _RIMES:
        return False
    if onset in {"k", "gh", "ngh"}:
        return rime.startswith(_FRONT)
    if onset in {"c", "ng"}:
        return not rime.startswith(_FRONT)
    if onset == "g":
        return not rime.startswith(("e", "ê", "y"))  # g before i: gì, gìn
    if onset == "gi":
        return not rime.startswith(("i", "y"))
    if onset == "":
        return not rime.startswith("iê")  # written yê: yên, yêu
    return not rime.startswith("yê")


def _tone_fits(rime: str, tone: str, place: int) -> bool:
    if rime.endswith(_STOPS) and tone not in _SHARP_AND_HEAVY:
        return False
    return tone == "" or place in _places(rime)


@lru_cache(maxsize=500)
def _places(rime: str) -> frozenset[int]:
    """Indices of the rime's letters that may carry the tone."""
    shaped = [index for index, char in enumerate(rime) if char in _SHAPED]
    if shaped:
        return frozenset({shaped[-1]})
    vowels = [index for index, char in enumerate(rime) if char in _VOWELS]
    if len(vowels) == 1:
        return frozenset(vowels)
    if len(vowels) == 3 or vowels[-1] < len(rime) - 1:
        return frozenset({vowels[1]})
    if rime in {"oa", "oe", "uy"}:
        return frozenset(vowels)
    return frozenset({vowels[0]})
