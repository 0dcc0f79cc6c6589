"""Colours of text against what they stand on: WCAG AA in light and dark."""

from __future__ import annotations

import re

import pytest

from screens.theme import style, theme

# (text, ground) pairs as window.css uses them
PAIRS = [
    ("ink", "page"), ("ink", "sheet"), ("soft", "page"), ("soft", "sheet"), ("blue", "page"),
    ("blue", "sheet"), ("ink", "asked"), ("mark-ink", "mark"), ("found", "sheet"),
    ("derived", "sheet"), ("several", "sheet"), ("near", "sheet"), ("none", "sheet"),
    ("found", "page"), ("none", "page"), ("near", "page"),
    ("ink", "cited"),
]  # fmt: skip


def colours(dark: bool) -> dict[str, str]:
    values: dict[str, str] = {}
    for name in (":root", ".dark") if dark else (":root",):
        for block in re.findall(rf"{re.escape(name)} \{{(.*?)\}}", style(), re.S):
            values |= dict(re.findall(r"--mc-([\w-]+): (#[0-9a-f]{6})", block))
    return values


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.1 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_stands_out(text: str, ground: str, dark: bool) -> None:
    values = colours(dark)
    assert contrast(values[text], values[ground]) >= 4.5


@pytest.mark.parametrize("dark", [False, True])
def test_the_button_and_the_field_stand_out(dark: bool) -> None:
    values = colours(dark)
    assert contrast("#ffffff", values["action"]) >= 4.5
    assert contrast(values["field"], values["sheet"]) >= 3.0


# (text, ground) among gradio's own variables
THEME_PAIRS = [
    ("body_text_color", "body_background_fill"),
    ("body_text_color_subdued", "body_background_fill"),
    ("body_text_color_subdued", "block_background_fill"),
    ("button_primary_text_color", "button_primary_background_fill"),
    ("button_primary_text_color", "button_primary_background_fill_hover"),
    ("button_secondary_text_color", "button_secondary_background_fill"),
    ("button_secondary_text_color", "button_secondary_background_fill_hover"),
    ("button_cancel_text_color", "button_cancel_background_fill"),
    ("block_label_text_color", "block_label_background_fill"),
    ("block_title_text_color", "block_background_fill"),
    ("block_info_text_color", "block_background_fill"),
    ("input_placeholder_color", "input_background_fill"),
    ("checkbox_label_text_color", "checkbox_label_background_fill"),
    ("checkbox_label_text_color_selected", "checkbox_label_background_fill_selected"),
    ("link_text_color", "body_background_fill"),
    ("table_text_color", "table_even_background_fill"),
    ("table_text_color", "table_odd_background_fill"),
]


def theme_colour(name: str, dark: bool) -> str:
    """The colour that gradio's variable comes to in the end."""
    made = theme()
    value = f"*{name}"
    while value.startswith("*"):
        name = value[1:]
        value = (getattr(made, f"{name}_dark", None) if dark else None) or getattr(made, name)
    return {"white": "#ffffff", "black": "#000000"}.get(value, value)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("dark", [False, True])
def test_the_words_of_gradio_stand_out(dark: bool) -> None:
    ratios = {
        pair: contrast(theme_colour(pair[0], dark), theme_colour(pair[1], dark))
        for pair in THEME_PAIRS
    }
    assert {pair: round(ratio, 2) for pair, ratio in ratios.items() if ratio < 4.5} == {}


def test_nothing_is_loaded_from_outside() -> None:
    assert "http" not in style()
    assert "@import" not in style()
