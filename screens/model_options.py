"""The options of a language model on the command line; ask, draft and the window share them.

The key has no option, because a command line is seen by others: it comes from the
environment only. What this module does not know: what a model is used for.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from answer.model.settings import ENVIRONMENT, ModelSettings, model_settings

_OPTIONS = (
    ("model", "URL", f"mô hình ngôn ngữ: địa chỉ tương thích OpenAI; biến {ENVIRONMENT}"),
    ("model-name", "TÊN", "tên mô hình ở đó (mặc định: mô hình đầu tiên)"),
    ("model-seconds", "GIÂY", "thời gian tối đa cho mô hình mỗi câu (mặc định: 60)"),
)


def add_options(
    parser: argparse.ArgumentParser, environment: Mapping[str, str], *, again: bool = False
) -> None:
    """The options, before or after the command; ``again`` leaves the first word."""
    for name, metavar, text in _OPTIONS:
        value = environment.get(f"MINH_CHUNG_{name.upper().replace('-', '_')}", "")
        default = argparse.SUPPRESS if again else value
        parser.add_argument(f"--{name}", default=default, metavar=metavar, help=text)


def settings_of(wanted: argparse.Namespace, environment: Mapping[str, str]) -> ModelSettings | None:
    """The model that was set, None for none; raises ``BadModelSettings``."""
    return model_settings(wanted.model, wanted.model_name, environment, wanted.model_seconds)
