"""The local server: many readers at once, headers, ranges, bad addresses, and one release for a page."""

import gzip
import http.client
import re
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.cookiejar import CookieJar

import pytest
from publication_miniature import make_candidate

from publication import manifest, provenance, release
from publication.serve import server, site_headers

PAGE = "<p>front page, long enough to be worth compressing, " * 20 + "</html>"
HEADERS = """/*
  X-Content-Type-Options: nosniff
  Content-Security-Policy: default-src 'none'; frame-ancestors 'none'
/assets/*
  Cache-Control: public, max-age=31536000, immutable
"""


@pytest.fixture
def site(tmp_path):
    for name, content in {
        "index.html": PAGE,
        "404.html": "ikke fundet",
        "en/404.html": "not found",
        "en/index.html": "english",
        "assets/site.css": "body {}",
        "data/æ ø.csv": "0123456789",
        "_headers": HEADERS,
    }.items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    (tmp_path / "secret").write_text("microdata", encoding="utf-8")
    return tmp_path / "site"


@contextmanager
def serving(folder):
    with server(folder, 0) as running:
        assert running.server_address[0] == "127.0.0.1"
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running.server_port
        running.shutdown()


def ask(port, address, method="GET", **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(method, address, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, answer.headers, body


def test_files_have_the_headers_of_the_site(site):
    with serving(site) as port:
        status, headers, body = ask(port, "/")
        assert (status, body) == (200, PAGE.encode())
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["Content-Type"] == "text/html; charset=utf-8"
        assert headers["Cache-Control"] == "no-cache"
        # The same file again is not sent again.
        assert ask(port, "/", **{"If-None-Match": headers["ETag"]})[0] == 304
        _, headers, _ = ask(port, "/assets/site.css")
        assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert headers["X-Content-Type-Options"] == "nosniff"
        status, headers, body = ask(port, "/", "HEAD")
        assert (status, headers["Content-Length"], body) == (200, str(len(PAGE)), b"")


def test_text_is_compressed_for_those_who_ask(site):
    with serving(site) as port:
        _, headers, body = ask(port, "/", **{"Accept-Encoding": "br, gzip"})
        assert headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(body) == PAGE.encode()
        assert len(body) < len(PAGE) / 2


@pytest.mark.parametrize(
    ("asked", "status", "body"),
    [
        ("bytes=2-4", 206, b"234"),
        ("bytes=7-", 206, b"789"),
        ("bytes=-2", 206, b"89"),
        ("bytes=5-99", 206, b"56789"),
        ("bytes=-99", 206, b"0123456789"),
        ("bytes=10-", 416, b""),
        ("bytes=-0", 416, b""),
        ("bytes=4-2", 416, b""),
        ("bytes=-", 200, b"0123456789"),
        ("bytes=0-1,3-4", 200, b"0123456789"),
        ("lines=1-2", 200, b"0123456789"),
    ],
)
def test_ranges(site, asked, status, body):
    with serving(site) as port:
        answer = ask(port, "/data/%C3%A6%20%C3%B8.csv", Range=asked)
        assert (answer[0], answer[2]) == (status, body)
        if status == 206:
            assert re.fullmatch(r"bytes \d+-\d+/10", answer[1]["Content-Range"])


@pytest.mark.parametrize(
    "address",
    [
        *(
            "/data/",
            "/%00",
            "/a%00b",
            "/../secret",
            "/%2e%2e/secret",
            "/..%2fsecret",
            "/data/..%5c..%5csecret",
        ),
        *("/nothing", "/_headers", f"/{'x' * 5000}", "/%ff%fe", "//secret", "/link"),
    ],
)
def test_what_is_not_there_is_answered_and_nothing_is_listed(site, address):
    (site / "link").symlink_to(site.parent / "secret")
    with serving(site) as port:
        status, headers, body = ask(port, address)
        assert (status, body) == (404, b"ikke fundet")
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_the_nearest_page_says_that_nothing_is_there_and_folders_get_their_slash(site):
    with serving(site) as port:
        assert ask(port, "/en/nothing/here")[2] == b"not found"
        status, headers, _ = ask(port, "/en")
        assert (status, headers["Location"]) == (301, "/en/")
        # On a connection that is kept, the next question is answered too.
        connection = http.client.HTTPConnection("127.0.0.1", port)
        for address, status in (("/%00", 404), ("/", 200)):
            connection.request("GET", address)
            answer = connection.getresponse()
            assert (answer.status, bool(answer.read())) == (status, True)
        connection.close()


def test_a_hundred_readers_at_once(site):
    with serving(site) as port:
        barrier = threading.Barrier(100)

        def read(_) -> int:
            barrier.wait()
            return ask(port, "/")[0]

        with ThreadPoolExecutor(100) as readers:
            assert list(readers.map(read, range(100))) == [200] * 100


def test_later_patterns_count_and_others_do_not():
    text = "/*\n  A: 1\n  B: 2\n\n/en/*\n  A: 3\n"
    assert site_headers(text, "/x") == {"A": "1", "B": "2"}
    assert site_headers(text, "/en/x") == {"A": "3", "B": "2"}


def publish_with_data(layout, state: int) -> None:
    """Publish a site whose page and data show the same number."""
    candidate = make_candidate(layout, state)
    (candidate.site / "numbers.json").write_text(str(state + 1), encoding="utf-8")
    manifest.write(candidate, manifest.read(candidate) | provenance.contents(candidate))
    release.publish(layout, candidate)


def test_a_page_and_its_data_come_from_one_release(layout):
    publish_with_data(layout, 1)
    pages, ended = [], threading.Event()
    with serving(layout.site_link) as port:

        def read() -> None:
            browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
            while not ended.is_set():
                with browser.open(f"http://127.0.0.1:{port}/") as answer:
                    page = int(answer.read().split()[0])
                time.sleep(0.01)
                with browser.open(f"http://127.0.0.1:{port}/numbers.json") as answer:
                    pages.append((page, int(answer.read())))

        readers = [threading.Thread(target=read) for _ in range(2)]
        for reader in readers:
            reader.start()
        for state in range(2, 6):
            publish_with_data(layout, state)
        ended.set()
        for reader in readers:
            reader.join()
        # On one connection no cookie is needed.
        connection = http.client.HTTPConnection("127.0.0.1", port)
        connection.request("GET", "/")
        page = connection.getresponse().read().split()[0]
        publish_with_data(layout, 50)
        connection.request("GET", "/numbers.json")
        assert connection.getresponse().read() == page
        connection.request("GET", "/")
        assert connection.getresponse().read().split()[0] == b"51"
        connection.close()
    assert len(pages) > 10
    assert [pair for pair in pages if pair[0] != pair[1]] == []
    assert len({page for page, _ in pages}) > 2
