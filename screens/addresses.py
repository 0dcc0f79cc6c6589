"""Addresses for programs without gradio's client: ``POST /api/ask`` with ``{"question": "…"}``.

The body is one JSON object of named values, the answer one JSON object; ``GET /api`` tells
what there is. The functions are those of ``programs.py``.
What this module does not know: what the operations do.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fastapi import FastAPI, Response
    from pydantic import BaseModel

API = "/api"
LONGEST_BODY = 2 * 1024 * 1024
TOO_LONG = "Yêu cầu dài quá 2 MB."
NO_JSON = 'Thân yêu cầu phải là một đối tượng JSON, chẳng hạn {"question": "…"}.'
UNKNOWN = "Không có lệnh “{name}”. Các lệnh: {known}."
WRONG = "Tham số chưa đúng: {what}."

Operation = Callable[..., dict[str, Any]]


def add_addresses(shell: FastAPI, operations: Mapping[str, Operation]) -> None:
    """Adds the addresses to an application; they stand before what is mounted later."""
    import gradio as gr
    from fastapi import Request
    from pydantic import ValidationError
    from starlette.concurrency import run_in_threadpool

    models = {name: _model(name, operation) for name, operation in operations.items()}

    async def told() -> Response:
        return _json(200, {name: _about(operation) for name, operation in operations.items()})

    async def called(request: Request) -> Response:
        name = str(request.path_params["name"])
        if name not in operations:
            return _problem(404, UNKNOWN.format(name=name[:60], known=", ".join(operations)))
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > LONGEST_BODY:
                return _problem(413, TOO_LONG)
        try:
            given = models[name].model_validate(json.loads(body or b"{}"))
        except ValidationError as error:
            places = [".".join(map(str, one["loc"])) or name for one in error.errors()]
            return _problem(422, WRONG.format(what=", ".join(places)))
        except (ValueError, RecursionError):
            return _problem(400, NO_JSON)
        asking = gr.Request(request=request)
        try:
            return _json(200, await run_in_threadpool(operations[name], asking, **dict(given)))
        except gr.Error as error:
            return _problem(400, error.message)

    shell.add_api_route(API, told, methods=["GET"])
    shell.add_route(f"{API}/{{name}}", called, methods=["POST"])


def _model(name: str, operation: Operation) -> type[BaseModel]:
    """What an operation takes: its named values and their types, nothing else."""
    from pydantic import ConfigDict, create_model

    fields: dict[str, Any] = {
        one.name: (one.annotation, ... if one.default is one.empty else one.default)
        for one in _parameters(operation)
    }
    return create_model(name, __config__=ConfigDict(extra="forbid"), **fields)


def _parameters(operation: Operation) -> list[inspect.Parameter]:
    return list(inspect.signature(operation).parameters.values())[1:]


def _about(operation: Operation) -> dict[str, object]:
    return {
        "about": inspect.cleandoc(operation.__doc__ or ""),
        "parameters": {
            one.name: {
                "type": getattr(one.annotation, "__name__", str(one.annotation)),
                "required": one.default is one.empty,
                "default": None if one.default is one.empty else one.default,
            }
            for one in _parameters(operation)
        },
    }


def _json(status: int, form: object) -> Response:
    from fastapi import Response

    content = json.dumps(form, ensure_ascii=False, default=str)
    return Response(content, status_code=status, media_type="application/json")


def _problem(status: int, message: str) -> Response:
    return _json(status, {"error": message})
