"""The nouns of ``ingest/report.py`` as JSON text and back, exactly.

A dataclass becomes an object of the fields that differ from their default; a Decimal
becomes its text (``Decimal("1.50")`` keeps its zero); an enum its value; a tuple a list.
Decoding follows the type annotations, so a noun that gains a field with a default
reads older records. A record with a field that is not known raises ``CodecError``:
it was written by a newer version, and guessing would lose what it says.

What this module does not know: where the text is kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable
from dataclasses import MISSING, Field, fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
Convert = Callable[[Any], Any]


class CodecError(ValueError):
    """A record that is not the noun it should be."""


def dump(noun: object) -> str:
    """A noun as compact JSON text, Vietnamese letters as they are."""
    return json.dumps(plain(noun), ensure_ascii=False, separators=(",", ":"))


def load(kind: type[T], text: str) -> T:
    """The noun that ``dump`` was given.

    Raises:
        CodecError: the text is no JSON, lacks a field or has one that ``kind`` does not know.
    """
    try:
        noun: T = _decoder(cast(Hashable, kind))(json.loads(text))
    except (ValueError, KeyError, TypeError, ArithmeticError) as error:
        raise CodecError(f"{kind.__name__}: {error}") from error
    return noun


def plain(value: Any) -> Any:
    """A noun as the lists, objects and texts that JSON has."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            name: plain(held)
            for name, default in _defaults(type(value))
            if (held := getattr(value, name)) != default or type(held) is not type(default)
        }
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return str(value)
    return value


@cache
def _defaults(kind: type) -> tuple[tuple[str, Any], ...]:
    return tuple((field.name, _default(field)) for field in fields(kind))


def _default(field: Field[Any]) -> Any:
    return field.default if field.default is not MISSING else MISSING


@cache
def _decoder(kind: Any) -> Convert:
    if is_dataclass(kind) and isinstance(kind, type):
        return _dataclass_decoder(kind)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        inner = next(_decoder(option) for option in arguments if option is not NoneType)
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        return _tuple_decoder(arguments)
    if kind is Decimal or (isinstance(kind, type) and issubclass(kind, Enum)):
        make: Convert = kind
        return make
    return lambda value: value


def _tuple_decoder(arguments: tuple[Any, ...]) -> Convert:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        each = _decoder(arguments[0])
        return lambda value: tuple(map(each, value))
    every = tuple(map(_decoder, arguments))
    return lambda value: tuple(one(item) for one, item in zip(every, value, strict=True))


def _dataclass_decoder(kind: type) -> Convert:
    hints = get_type_hints(kind)
    decoders: dict[str, Convert] = {}

    def decode(value: Any) -> Any:
        if not decoders:  # filled on first use: a noun may hold itself
            decoders.update({field.name: _decoder(hints[field.name]) for field in fields(kind)})
        return kind(**{name: decoders[name](held) for name, held in value.items()})

    return decode
