"""The app: the record, REST, pages and static files behind one shield."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio.to_thread
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.middleware.gzip import GZipMiddleware

from entente import __version__
from entente.api import Record
from entente.serve import api, login, pages
from entente.serve.access import Guard
from entente.serve.described import describe
from entente.serve.pages import home
from entente.serve.problems import add_handlers
from entente.serve.rendering import HERE
from entente.serve.settings import Settings
from entente.serve.shield import Shield

# Endpoints compute more than they wait: more threads only take turns. The pool of connections holds 15.
THREADS = 12
LOCAL = Settings()


def create(where: str, settings: Settings = LOCAL) -> FastAPI:
    """The app that serves the record *where*, a file or a ``postgresql://`` URL, which must exist.

    Raises ``RecordError`` where it cannot be opened.
    """
    record = Record(where, must_exist=True)

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
        yield
        record.close()

    app = FastAPI(
        title="entente", version=__version__, lifespan=life, docs_url=None, redoc_url=None,
        openapi_url="/api/openapi.json",
    )  # fmt: skip
    app.state.record, app.state.guard, app.state.latest = record, Guard(settings), home.Latest()
    add_handlers(app)
    app.openapi = describe(app)  # type: ignore[method-assign]
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(Shield)
    app.mount("/static", StaticFiles(directory=HERE / "static", check_dir=False), "static")
    for router in api.ROUTERS:
        app.include_router(router, prefix="/api")
    for router in (login.router, *pages.ROUTERS):
        app.include_router(router, include_in_schema=False)
    return app
