"""The settings of a model: from outside, in one block, with what to do about mistakes."""

from __future__ import annotations

import pytest

from answer.model.settings import SECONDS, BadModelSettings, model_settings


def test_without_a_url_there_is_no_model() -> None:
    assert model_settings("", "qwen3:8b", {}) is None


def test_the_key_is_taken_from_the_environment_and_shown_nowhere() -> None:
    settings = model_settings(
        "http://127.0.0.1:11434", "qwen3:8b", {"MINH_CHUNG_MODEL_KEY": "bi-mat"}
    )
    assert settings
    assert (settings.key, settings.url) == ("bi-mat", "http://127.0.0.1:11434/v1")
    assert (settings.seconds, settings.local) == (SECONDS, True)
    assert "bi-mat" not in repr(settings)


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("http://localhost:8080/v1/", "http://localhost:8080/v1"),
        ("https://may.vn/llm/v1/chat/completions", "https://may.vn/llm/v1"),
        ("http://[::1]:8000", "http://[::1]:8000/v1"),
    ],
)
def test_urls_are_tidied(url: str, base: str) -> None:
    settings = model_settings(url, "", {})
    assert settings
    assert settings.url == base


@pytest.mark.parametrize(
    ("url", "seconds", "told"),
    [
        ("127.0.0.1:11434", "", "phải có dạng"),
        ("ftp://may.vn", "", "phải có dạng"),
        ("http://may.vn:99999999", "", "phải có dạng"),
        ("http://a:b@may.vn/v1", "", "MINH_CHUNG_MODEL_KEY"),
        ("http://may.vn/v1?key=abc", "", "MINH_CHUNG_MODEL_KEY"),
        ("http://may.vn/v1", "nhanh", "số giây"),
        ("http://may.vn/v1", "0", "số giây"),
        ("http://may.vn/v1", "nan", "số giây"),
    ],
)
def test_mistakes_are_told_with_what_to_write(url: str, seconds: str, told: str) -> None:
    with pytest.raises(BadModelSettings, match=told):
        model_settings(url, "", {"MINH_CHUNG_MODEL_SECONDS": seconds})
