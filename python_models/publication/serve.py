"""A static file server for looking at the site on this machine."""

import http.server
from functools import partial
from pathlib import Path


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True


def server(folder: Path, port: int) -> http.server.ThreadingHTTPServer:
    """A server of `folder` on the loopback address; port 0 lets the system choose one."""
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=str(folder))
    return _Server(("127.0.0.1", port), handler)
