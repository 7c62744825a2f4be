"""A server for looking at the site on this machine, with the headers that a host on the net would send."""

import gzip
import hashlib
import http.server
import mimetypes
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache, partial
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from publication.layout import RELEASE_NAME

# Written by the site's build in the form of common hosts: a pattern of addresses, and indented its headers.
HEADERS_FILE = "_headers"
MISSING_PAGE = "404.html"
# Names the release that a page was read from: what the page asks for later comes from the same.
RELEASE_COOKIE = "release"
READERS_WAITING = 128
_FILES_KEPT = 256
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
_UNFIT = re.compile(r"[\x00-\x1f\x7f\\]|(^|/)\.\.(/|$)")
_COMPRESSED = re.compile(r"text/.*|application/(json|javascript|xml)|image/svg\+xml")


@dataclass(frozen=True)
class _File:
    """A file as it is sent: its type, its bytes, the same compressed if that helps, and its version."""

    kind: str
    content: bytes
    packed: bytes
    version: str


_NO_FILE = _File("text/plain; charset=utf-8", b"Not found\n", b"", "")


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = READERS_WAITING

    def handle_error(self, request: object, client_address: object) -> None:
        """A reader that goes away in the middle of an answer is nothing to report."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


def server(folder: Path, port: int) -> http.server.ThreadingHTTPServer:
    """A server of `folder` on the loopback address; port 0 lets the system choose one.

    `folder` may be the link to the published site, which leads to another release from time to time.
    """
    return _Server(("127.0.0.1", port), partial(_Handler, Path(folder)))


def site_headers(text: str, address: str) -> dict[str, str]:
    """What the site's `_headers` gives to an address; of the same header twice, the later one counts."""
    headers: dict[str, str] = {}
    applies = False
    for line in filter(str.strip, text.splitlines()):
        if not line[0].isspace():
            applies = fnmatchcase(address, line.strip())
        elif applies:
            name, _, value = line.strip().partition(":")
            headers[name] = value.strip()
    return headers


def _path(folder: Path, address: str) -> Path | None:
    """The file of an address; None where there is none, or it lies outside the folder."""
    name = address + "index.html" if address.endswith("/") else address
    if _UNFIT.search(name) or name == f"/{HEADERS_FILE}":
        return None
    try:
        path = (folder / name.lstrip("/")).resolve()
        return path if path.is_file() and path.is_relative_to(folder.resolve()) else None
    except OSError:
        # A name that no file can have, such as one that is too long.
        return None


def _load(path: Path) -> _File:
    about = path.stat()
    return _read(path, about.st_ino, about.st_size, about.st_mtime_ns)


@lru_cache(maxsize=_FILES_KEPT)
def _read(path: Path, inode: int, size: int, changed: int) -> _File:
    """A file; kept for as long as it is the same."""
    content = path.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    is_text = _COMPRESSED.fullmatch(kind) is not None
    packed = gzip.compress(content, compresslevel=6, mtime=0) if is_text else b""
    version = hashlib.sha256(content).hexdigest()[:32]
    return _File(f"{kind}; charset=utf-8" if is_text else kind, content, packed, version)


class _Handler(http.server.BaseHTTPRequestHandler):
    """GET and HEAD of files: no listings, nothing outside the folder, one release for a page and its data."""

    protocol_version = "HTTP/1.1"
    server_version = "publication"
    sys_version = ""
    # A connection that nobody uses frees its thread.
    timeout = 30

    def __init__(self, folder: Path, *arguments) -> None:
        self._link = folder
        # Of the page last read on this connection.
        self._pinned: Path | None = None
        super().__init__(*arguments)

    def do_GET(self) -> None:
        """Answer with a file."""
        self._answer()

    def do_HEAD(self) -> None:
        """Answer as to GET, without the file."""
        self._answer()

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing: a person looks at pages, not at requests."""

    def _answer(self) -> None:
        address = unquote(urlsplit(self.path).path, errors="replace")
        folder = self._folder(address)
        path = _path(folder, address)
        if path is None and _path(folder, f"{address}/"):
            # Relative addresses of a page begin at its folder.
            self._send(HTTPStatus.MOVED_PERMANENTLY, b"", {"Location": quote(f"{address}/")})
            return
        status = HTTPStatus.OK if path else HTTPStatus.NOT_FOUND
        path = path or self._missing_page(folder, address)
        try:
            file = _load(path) if path else _NO_FILE
            given = (folder / HEADERS_FILE).read_text(encoding="utf-8")
        except OSError:
            # A folder without headers, or a release that was removed this moment.
            file, given = (_load(path), "") if path and path.is_file() else (_NO_FILE, "")
        headers = {"Cache-Control": "no-cache", "Content-Type": file.kind, "Vary": "Accept-Encoding"}
        headers |= site_headers(given, address)
        if self._is_page(address) and self._link.is_symlink():
            headers["Set-Cookie"] = (
                f"{RELEASE_COOKIE}={folder.parent.name}; Path=/; HttpOnly; SameSite=Strict"
            )
        if status is HTTPStatus.OK:
            self._send_file(file, headers)
        else:
            self._send(status, file.content, {**headers, "Cache-Control": "no-store"})

    @staticmethod
    def _is_page(address: str) -> bool:
        return address.endswith(("/", ".html"))

    def _folder(self, address: str) -> Path:
        """The folder to answer from: for a page what is published now, for its data what the page is from."""
        published = self._link.resolve()
        if self._is_page(address):
            self._pinned = published
            return published
        try:
            cookie = SimpleCookie(self.headers.get("Cookie", "")).get(RELEASE_COOKIE)
        except CookieError:
            cookie = None
        name = cookie.value if cookie else ""
        same = published.parents[1] / name / published.name if RELEASE_NAME.fullmatch(name) else self._pinned
        return same if self._link.is_symlink() and same and same.is_dir() else published

    @staticmethod
    def _missing_page(folder: Path, address: str) -> Path | None:
        """The nearest page for addresses that lead nowhere: each language has its own."""
        parts = address.strip("/").split("/")
        places = ("/".join(["", *parts[:depth], MISSING_PAGE]) for depth in range(len(parts), -1, -1))
        return next((path for place in places if (path := _path(folder, place))), None)

    def _send_file(self, file: _File, headers: dict[str, str]) -> None:
        tag = f'"{file.version}"'
        headers |= {"ETag": tag, "Accept-Ranges": "bytes"}
        if tag in self.headers.get("If-None-Match", ""):
            self._send(HTTPStatus.NOT_MODIFIED, b"", headers)
            return
        asked = _RANGE.fullmatch(self.headers.get("Range", ""))
        if asked and any(asked.groups()) and self.headers.get("If-Range", tag) == tag:
            self._send_range(file.content, *asked.groups(), headers)
        elif file.packed and "gzip" in self.headers.get("Accept-Encoding", ""):
            self._send(HTTPStatus.OK, file.packed, {**headers, "Content-Encoding": "gzip"})
        else:
            self._send(HTTPStatus.OK, file.content, headers)

    def _send_range(self, content: bytes, first: str, last: str, headers: dict[str, str]) -> None:
        size = len(content)
        begin = int(first) if first else max(size - int(last), 0)
        end = min(int(last), size - 1) if first and last else size - 1
        if begin > end:
            headers = {"Content-Range": f"bytes */{size}"}
            self._send(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, b"", headers)
            return
        headers["Content-Range"] = f"bytes {begin}-{end}/{size}"
        self._send(HTTPStatus.PARTIAL_CONTENT, content[begin : end + 1], headers)

    def _send(self, status: HTTPStatus, content: bytes, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)
