"""The workbench behind a socket of the loopback, for what speaks HTTP itself."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from isnad.web.app import workbench
from isnad.web.visit import Desk


@contextmanager
def served(desk: Desk) -> Iterator[str]:
    """The address at which the workbench is, until the end."""
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        workbench(desk), log_level="critical", access_log=False, server_header=False, timeout_graceful_shutdown=1,
        lifespan="off",
    )  # fmt: skip
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()
