"""Smoother wording for a paragraph of a draft, by a model, between its slots only.

``answer/draft/smooth.py`` refuses what touches a slot or adds a digit; here also every name,
number word, negation and word of comparison must be there as often as before, else the
paragraph stays as it was. One time is given for the whole draft.
What this module does not know: drafts, slots; only marks such as ⟦3⟧.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from contextlib import closing

from answer.model.patience import Deadline, ModelFailed
from answer.model.reply import objects, smoothed_of
from answer.model.stretches import kept, number_words, words_of
from answer.model.talk import Talks
from answer.wording import wording
from ingest.text import canonical

LONGEST = 1500  # letters of a paragraph; a longer one is left alone
WORDS = 500  # tokens
_MARK = re.compile(r"⟦\d+⟧")


class ModelSmooths:
    """Gives a paragraph back in smoother words, or as it was. See ``Smooths``.

    changed: how many paragraphs came back in other words. problem: why the model failed, "".
    """

    def __init__(self, model: Talks, seconds: float) -> None:
        self._model = model
        self._deadline = Deadline(seconds)
        self.changed = 0
        self.problem = ""

    def __call__(self, text: str) -> str:
        """The paragraph in other words; its marks stay."""
        if self.problem or len(text) > LONGEST or not _MARK.search(text):
            return text
        try:
            new = self._asked(text)
        except ModelFailed as failed:
            self.problem = str(failed)
            return text
        if new is None or canonical(new) == canonical(text) or not same_facts(text, new):
            return text
        self.changed += 1
        return new

    def _asked(self, text: str) -> str | None:
        if not self._model.ready():
            raise ModelFailed("tạm không dùng được")
        asked = wording("mo-hinh-lam-muot-doan", text=json.dumps(text, ensure_ascii=False))
        system, moment = wording("mo-hinh-lam-muot"), self._deadline.moment()
        with closing(self._model.say(system, asked, WORDS, moment)) as pieces:
            return next(objects(pieces, smoothed_of, 1), None)


def same_facts(old: str, new: str) -> bool:
    """Whether two wordings of a paragraph have the same marks, names, numbers and turns."""
    return (
        _MARK.findall(old) == _MARK.findall(new)
        and _facts(old) == _facts(new)
        and _names(new) <= _capitals(old)
        and _names(old) <= _capitals(new)
    )


def _facts(text: str) -> Counter[str]:
    words = words_of(_MARK.sub(" . ", text))
    return Counter(
        word.key
        for word in words
        if word.figure or word.key in number_words() or (kept(word) and not word.name)
    )


def _names(text: str) -> Counter[str]:
    """Capitalised words where no sentence begins."""
    return Counter(word.key for word in words_of(_MARK.sub(" a ", text)) if word.name)


def _capitals(text: str) -> Counter[str]:
    """Every capitalised word."""
    return Counter(word.key for word in words_of(text) if word.printed[:1].isupper())
