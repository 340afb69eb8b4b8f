"""Reading a call's parameters from an HTTP request: query, form, multipart or JSON."""

import json
from collections.abc import AsyncGenerator
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.types import Receive, Scope

from sandbox.errors import ApiError, bad_request
from sandbox.params import Params, Upload

LARGEST_BODY = 60 * 1024 * 1024


async def read_params(scope: Scope, receive: Receive) -> Params:
    """Raises ApiError 413 for a body that is too large."""
    values: dict[str, Any] = {}
    if scope["query_string"]:
        values.update(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True))
    if scope["method"] == "GET":
        return Params(values)
    kind = b""
    for name, value in scope["headers"]:
        if name == b"content-type":
            kind = value
            break
    body = await read_body(receive)
    if kind.startswith(b"multipart/form-data"):
        return await _multipart(scope, body, values)
    if not body:
        return Params(values)
    if kind.startswith(b"application/json"):
        try:
            sent = json.loads(body)
        except ValueError:
            sent = None
        if not isinstance(sent, dict):
            raise bad_request("can't parse JSON object")
        values.update(sent)
    else:
        values.update(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    return Params(values)


async def read_body(receive: Receive) -> bytes:
    """The whole body."""
    message = await receive()
    body: bytes = message.get("body", b"")
    if not message.get("more_body"):
        return body
    chunks = [body]
    size = len(body)
    while message.get("more_body"):
        message = await receive()
        chunks.append(message.get("body", b""))
        size += len(chunks[-1])
        if size > LARGEST_BODY:
            raise ApiError(413, "Request Entity Too Large")
    return b"".join(chunks)


async def _multipart(scope: Scope, body: bytes, values: dict[str, Any]) -> Params:
    async def stream() -> AsyncGenerator[bytes, None]:
        yield body

    parser = MultiPartParser(
        Headers(scope=scope), stream(), max_files=20, max_part_size=LARGEST_BODY
    )
    try:
        form = await parser.parse()
    except MultiPartException:
        raise bad_request("can't parse multipart body") from None
    files: dict[str, Upload] = {}
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            content = await value.read()
            files[name] = Upload(value.filename or name, content, value.content_type)
        else:
            values[name] = value
    await form.close()
    return Params(values, files)
