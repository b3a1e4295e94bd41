"""A small web service with bounds, for an inner network: `uvicorn --factory ocr_fix.integrations.fastapi:make_app`.

The content is the body of the request:

    curl --data-binary @scan.pdf http://127.0.0.1:8000/clean
"""

from __future__ import annotations

import asyncio
from contextlib import suppress

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import Response

import ocr_fix
from ocr_fix.wording import number, worded

MEBIBYTE = 2**20
STATUS = {2: 400, 3: 422, 4: 413, 5: 503}
"""The status of HTTP for each exit code; 500 for others."""


def make_app(
    options: ocr_fix.Options | None = None, *, max_bytes: int = 50 * MEBIBYTE, at_once: int = 2, waiting: int = 8
) -> FastAPI:
    """The service: `/clean` takes a file and gives our JSON, `/correct` takes a text in UTF-8 and gives one.

    A request whose client has gone ends its engine.

    Args:
        options: how to read and correct; its limits hold for every file.
        max_bytes: of a request; what is longer is refused (413). (Not swept: what a scanned report needs.)
        at_once: requests that are worked on at the same time.
        waiting: requests that may wait for that; more are sent away (503).
    """
    app = FastAPI(title="ocr_fix", version=ocr_fix.__version__)
    cleaner = ocr_fix.Cleaner(options or ocr_fix.Options())
    turns = asyncio.Semaphore(at_once)
    inside = 0

    async def content_of(request: Request) -> bytes:
        content = bytearray()
        async for part in request.stream():
            content += part
            if len(content) > max_bytes:
                raise HTTPException(413, worded("a request may have {most} bytes", most=number(max_bytes)))
        return bytes(content)

    async def done(request: Request, work: asyncio.Task[ocr_fix.Document]) -> ocr_fix.Document:
        try:
            while not work.done():
                await asyncio.wait([work], timeout=0.5)
                if not work.done() and await request.is_disconnected():
                    raise HTTPException(499, worded("the client has gone"))
            return work.result()
        except ocr_fix.OcrFixError as error:
            raise HTTPException(STATUS.get(error.exit_code, 500), str(error)) from error
        finally:
            work.cancel()
            with suppress(asyncio.CancelledError, ocr_fix.OcrFixError):
                await work

    @app.post("/clean")
    async def clean(request: Request, name: str = "-") -> Response:
        nonlocal inside
        if inside >= at_once + waiting:
            raise HTTPException(503, worded("too many requests at once; try again soon"), headers={"Retry-After": "10"})
        inside += 1
        try:
            content = await content_of(request)
            async with turns:
                document = await done(request, asyncio.create_task(cleaner.aclean(content, name=name)))
        finally:
            inside -= 1
        return Response(ocr_fix.render(document, "json"), media_type="application/json")

    @app.post("/correct")
    async def correct(request: Request) -> Response:
        try:
            text = (await content_of(request)).decode("utf-8")
        except UnicodeDecodeError as error:
            raise HTTPException(422, worded("the text is not UTF-8")) from error
        async with turns:
            correction = await asyncio.to_thread(cleaner.correct, text)
        return Response(correction.text, media_type="text/plain; charset=utf-8")

    return app
