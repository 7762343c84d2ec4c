"""Running the server: one process, one log line in JSON a request and a judgement, on standard error."""

from __future__ import annotations

import json
import logging
import socket
import sys

import uvicorn

from entente.api import shipped_knowledge
from entente.errors import UsageError
from entente.serve.app import create
from entente.serve.pages import home
from entente.serve.rendering import templates
from entente.serve.settings import Settings

# What a log record has by itself; the rest was given to be told.
PLAIN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class Lines(logging.Formatter):
    """A log record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        given = {name: value for name, value in vars(record).items() if name not in PLAIN}
        told = {"at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"), "what": record.getMessage(), **given}
        if record.exc_info:
            told["trace"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False, default=str)


def run(where: str, settings: Settings) -> None:
    """Serves until it is told to end."""
    app = create(where, settings)
    home.warm(app)
    _get_ready()
    _log_to_standard_error()
    listening = _bound(settings)
    port = listening.getsockname()[1]
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    print(f"entente serves {where} at http://{host}:{port}/ (Ctrl-C ends it)", flush=True)
    config = uvicorn.Config(app, log_config=None, access_log=False, server_header=False, timeout_keep_alive=75)
    uvicorn.Server(config).run(sockets=[listening])


def _get_ready() -> None:
    """Reads what the first to open a page, and the first to paste a report, would wait for.

    Done before anybody may ask: beside the first questions it takes three times as long, and they with it.
    """
    environment = templates().env
    for name in environment.list_templates():
        environment.get_template(name)
    shipped_knowledge()


def _bound(settings: Settings) -> socket.socket:
    kind = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(kind, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
        # Who reads the address below may ask at once.
        listening.listen(2048)
    except OSError as error:
        listening.close()
        raise UsageError(f"cannot listen at {settings.host}, port {settings.port}: {error.strerror}") from error
    return listening


def _log_to_standard_error() -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines())
    log = logging.getLogger("entente.serve")
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False
