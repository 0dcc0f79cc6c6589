"""What all commands share: argparse in Vietnamese, exit codes, how a refusal is told.

What this module does not know: which commands there are.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from typing import NoReturn

OK, REFUSED = 0, 1
MISUSED = 2  # argparse's own exit code for a command line that it cannot read
# What argparse says in English, in our words; the rest of the message is kept.
MISTAKES = {
    "the following arguments are required:": "còn thiếu",
    "unrecognized arguments:": "không hiểu",
    "expected one argument": "cần một giá trị",
    "expected at least one argument": "cần ít nhất một giá trị",
    "invalid choice:": "không có",
    "(choose from": "(hãy chọn trong",
    "invalid int value:": "phải là số nguyên, không phải",
    "argument ": "mục ",
}


def fail(message: str) -> int:
    """Says on stderr why a command could not do what was wanted; the exit code for it."""
    print(message, file=sys.stderr)
    return REFUSED


class VietnameseHelp(argparse.HelpFormatter):
    """Help with a Vietnamese usage line."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """As argparse does, with our prefix."""
        super().add_usage(usage, actions, groups, "Cách dùng: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser (and its subparsers) that speaks Vietnamese."""

    def __init__(self, *, prog: str | None = None, description: str | None = None) -> None:
        super().__init__(
            prog=prog, description=description, add_help=False, formatter_class=VietnameseHelp
        )
        self._positionals.title = "Cần ghi"
        self._optionals.title = "Tùy chọn"
        self.add_argument("-h", "--help", action="help", help="in hướng dẫn này rồi thoát")

    def error(self, message: str) -> NoReturn:
        """Says what is wrong with the command line and how to see its help."""
        for english, vietnamese in MISTAKES.items():
            message = message.replace(english, vietnamese)
        self.exit(MISUSED, f"Lệnh chưa đúng: {message}.\nXem hướng dẫn: {self.prog} --help\n")
