"""How the window looks: gradio's theme variables, and the style sheet and script beside it.

Fonts are those of the machine: nothing is loaded from outside. Colours of text are chosen
for a contrast of at least 4.5 : 1 (WCAG AA) in light and dark; ``tests/test_screens_theme.py``
computes it from ``window.css``. What this module does not know: the tabs.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SCRIPT_ROUTE = "/minh-chung.js"
# The name and a word of patience, in the place where the heading will stand.
FIRST_SIGHT = (
    'body:not(:has(#dau-trang))::before { content: "Minh Chứng"; display: block; '
    'padding: 14px 24px 0; font: 700 1.3rem "Segoe UI", system-ui, sans-serif; color: #1d4f91; } '
    'body:not(:has(#dau-trang))::after { content: "Đang mở…"; display: block; '
    'padding: 8px 24px; font: 1rem "Segoe UI", system-ui, sans-serif; color: #4b5a6a; } '
    "@media (prefers-color-scheme: dark) { body:not(:has(#dau-trang)) { background: #10161f; } "
    "body:not(:has(#dau-trang))::before { color: #8ab8f5; } "
    "body:not(:has(#dau-trang))::after { color: #a9b6c4; } }"
)
FONTS = ["Segoe UI", "system-ui", "-apple-system", "Roboto", "Noto Sans", "Arial", "sans-serif"]


def theme() -> Any:
    """Gradio's plain theme with the colours of ``window.css``."""
    import gradio as gr

    plain = gr.themes.Base(
        primary_hue=gr.themes.colors.blue,
        neutral_hue=gr.themes.colors.slate,
        font=FONTS,
        font_mono=["Consolas", "monospace"],
        radius_size=gr.themes.sizes.radius_md,
    )
    return plain.set(
        body_background_fill="#f5f7fa",
        body_background_fill_dark="#10161f",
        body_text_color="#1b2733",
        body_text_color_dark="#e6ebf1",
        body_text_color_subdued="#4b5a6a",
        body_text_color_subdued_dark="#a9b6c4",
        block_info_text_color="#4b5a6a",
        block_info_text_color_dark="#a9b6c4",
        block_title_text_color="#4b5a6a",
        block_label_text_color="#4b5a6a",
        input_placeholder_color="#4b5a6a",
        input_placeholder_color_dark="#a9b6c4",
        link_text_color="#1d4f91",
        link_text_color_dark="#8ab8f5",
        block_background_fill="#ffffff",
        block_background_fill_dark="#18212d",
        block_border_color="#d5dce4",
        block_border_color_dark="#2d3947",
        input_background_fill="#ffffff",
        input_background_fill_dark="#18212d",
        button_primary_background_fill="#1d4f91",
        button_primary_background_fill_hover="#163f75",
        button_primary_background_fill_dark="#2f6fc2",
        button_primary_text_color="#ffffff",
        button_cancel_background_fill="#b3261e",
        button_cancel_background_fill_hover="#8f1d17",
        button_cancel_text_color="#ffffff",
    )


def style() -> str:
    """The style sheets."""
    return _joined("window.css", "figures.css", "check.css")


def script() -> str:
    """The script that the page loads from ``SCRIPT_ROUTE``."""
    return _joined("window.js", "figures.js", "check.js")


def _joined(*names: str) -> str:
    return "\n".join((HERE / name).read_text(encoding="utf-8") for name in names)


def head() -> str:
    """What goes into the page's head: our script, and what is seen until gradio has drawn."""
    return f'<script src="{SCRIPT_ROUTE}" defer></script><style>{FIRST_SIGHT}</style>'
