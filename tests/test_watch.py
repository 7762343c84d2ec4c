"""A watch gets every article once, however its servers behave, and leaves in peace whom it should."""

import json
import socket
import threading
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from entente import pipeline
from entente.batch import InProcess, coder
from entente.errors import DataError, RecordError
from entente.query import Reader
from entente.watch import Settings, load, opened
from entente.watch.alerts import Told, meets
from entente.watch.archive import taken
from entente.watch.fetch import FetchError, Known, fetch
from entente.watch.settings import Feed, Rule
from literal_report import linked

PAGE = """<html><head><title>{title}</title><meta property="article:published_time" content="2024-05-15T08:00:00Z">
</head><body><article><h1>{title}</h1><p>Portugal's minister Ana Sousa met her Chilean counterpart Luis Vega in Porto
on Tuesday, and both spoke of {about}.</p><p>She said that Portugal is willing to hold joint patrols, and that the two
states would meet again before the end of the year in Valparaiso.</p></article></body></html>"""
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Daily</title>{items}</channel></rss>"""
ITEM = "<item><link>{link}</link><title>t</title><pubDate>Wed, 15 May 2024 08:00:00 GMT</pubDate></item>"


@dataclass
class Site:
    """A server that answers as it is told: ``pages`` are functions on the request, by path."""

    pages: dict = field(default_factory=dict)
    asked: Counter = field(default_factory=Counter)
    heard: list = field(default_factory=list)
    at: list = field(default_factory=list)
    url: str = ""

    def feed(self, *links):
        items = "".join(ITEM.format(link=link) for link in links)
        self.pages["/feed"] = page(FEED.format(items=items))

    def article(self, path, about="fishing"):
        self.pages[path] = page(PAGE.format(title="Ministers meet in Porto", about=about))


def page(text, status=200, **headers):
    def answer(request):
        body = text if isinstance(text, bytes) else text.encode()
        request.send_response(status)
        for name, value in {"Content-Length": len(body), **headers}.items():
            request.send_header(name.replace("_", "-"), str(value))
        request.end_headers()
        request.wfile.write(body)

    return answer


@contextmanager
def serving():
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            site.asked[self.path] += 1
            site.heard.append(dict(self.headers))
            site.at.append(time.monotonic())
            try:
                site.pages.get(self.path, page("gone", 404))(self)
            except OSError:
                self.close_connection = True

        def do_POST(self):
            site.asked[self.path] += 1
            site.heard.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            site.pages.get(self.path, page("", 204))(self)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=partial(server.serve_forever, 0.02), daemon=True).start()
    site.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def site():
    with serving() as started:
        yield started


@pytest.fixture
def settings(site, tmp_path, monkeypatch):
    """Quick settings; what is read becomes the literal report under its own name, for coding is tested elsewhere."""
    known = type("Known", (), {"digest": "k"})()
    monkeypatch.setattr(coder, "loaded", lambda *_: known)
    coded = lambda report, _: linked(report.source, published=report.published)  # noqa: E731
    monkeypatch.setattr(pipeline, "attempt", coded)
    return Settings((Feed(f"{site.url}/feed"),), record=str(tmp_path / "r.db"), delay=0, timeout=1,
                    allow=("127.0.0.1",), most_bytes=100_000)  # fmt: skip


def once(settings, said=None):
    with opened(settings, (said if said is not None else []).append, InProcess()) as watch:
        return watch.once()


def look_again(settings):
    """Lets everything be due, as if days had gone by."""
    import sqlite3

    raw = sqlite3.connect(Path(settings.record).with_suffix(".watch"), isolation_level=None)
    for table in ("feeds", "articles", "alerts"):
        raw.execute(f"UPDATE {table} SET due = 0 WHERE due IS NOT NULL")
    raw.execute("UPDATE hosts SET free = 0")
    raw.close()


def stored(settings):
    with Reader(settings.record, must_exist=True) as record:
        return {entry.report.source for each in record.events() for entry in (each, *each.members)}


# Articles


def test_what_feeds_list_is_fetched_archived_and_stored(site, settings):
    site.article("/a")
    site.article("/b", "trade")
    site.feed(f"{site.url}/a", "/b", "mailto:nobody", f"{site.url}/a#part")
    counts = once(settings)
    assert (counts.polled, counts.fetched, counts.coded) == (1, 2, 2)
    assert stored(settings) == {f"{site.url}/a", f"{site.url}/b"}
    files = sorted(Path(settings.record).with_suffix(".archive").glob("*/*.gz"))
    assert len(files) == 2
    held = {taken(files[0].parents[1], path.stem).decode() for path in files}
    assert any("spoke of trade" in text for text in held)


def test_nothing_is_fetched_twice_before_its_time_even_after_a_restart(site, settings):
    site.article("/a")
    site.feed("/a")
    for _ in range(3):
        once(settings)
    assert site.asked == {"/robots.txt": 1, "/feed": 1, "/a": 1}


def test_servers_are_asked_whether_anything_changed(site, settings):
    def unchanged(request):
        known = request.headers.get("If-None-Match") == '"one"'
        (page("", 304) if known else page(PAGE.format(title="Meeting", about="fish"), ETag='"one"'))(request)

    site.pages["/a"] = unchanged
    site.feed("/a")
    once(settings)
    look_again(settings)
    counts = once(settings)
    assert (counts.fetched, counts.coded) == (1, 0)
    assert "If-None-Match" in site.heard[-1]


def test_a_changed_article_becomes_a_new_version_and_the_old_one_is_kept(site, settings):
    site.article("/a")
    site.feed("/a")
    once(settings)
    site.article("/a", "something else altogether")
    look_again(settings)
    counts = once(settings)
    assert (counts.coded, counts.changed) == (1, 1)
    assert stored(settings) == {f"{site.url}/a"}
    assert len(list(Path(settings.record).with_suffix(".archive").glob("*/*.gz"))) == 2


def test_an_article_is_looked_at_a_few_times_and_then_no_more(site, settings):
    site.article("/a")
    site.feed("/a")
    for _ in range(8):
        once(settings)
        look_again(settings)
    assert site.asked["/a"] == 1 + len(settings.again)


# Servers that misbehave


def slow(request):
    request.send_response(200)
    request.end_headers()
    for _ in range(100):
        request.wfile.write(b"x")
        request.wfile.flush()
        time.sleep(0.05)


def slow_header(request):
    for _ in range(100):
        request.wfile.write(b"X")
        request.wfile.flush()
        time.sleep(0.05)


def endless(request):
    request.send_response(200)
    request.end_headers()
    while True:
        request.wfile.write(b"x" * 65_536)


def broken_off(request):
    request.send_response(200)
    request.send_header("Content-Length", "5000")
    request.end_headers()
    request.wfile.write(b"half")
    request.close_connection = True


def bomb(request):
    import gzip

    page(gzip.compress(bytes(3_000_000)), Content_Encoding="gzip")(request)


BAD = {
    "slow": (slow, "took longer than 1 s"),
    "slow header": (slow_header, "took longer than 1 s"),
    "endless": (endless, r"longer than 0\.1 MB"),
    "bomb": (bomb, r"longer than 0\.1 MB"),
    "broken off": (broken_off, "broke off|Incomplete"),
    "no http": (lambda request: request.wfile.write(b"\x00\xff" * 100), "BadStatusLine"),
    "loop": (page("", 302, Location="/bad"), "redirected more than 5 times"),
    "to a file": (page("", 302, Location="file:///etc/passwd"), "no plain http"),
    "other packing": (page("x", Content_Encoding="br"), "packed with br"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_server_that_misbehaves_costs_little_and_is_named(site, settings, name):
    site.pages["/bad"], why = BAD[name]
    began = time.monotonic()
    with pytest.raises(FetchError, match=why):
        fetch(f"{site.url}/bad", settings)
    assert time.monotonic() - began < 3


def test_one_bad_article_keeps_no_good_one(site, settings):
    site.article("/good")
    site.pages["/bad"] = endless
    site.feed("/bad", "/gone", "/good")
    said = []
    counts = once(settings, said)
    assert (counts.coded, counts.failed) == (1, 2)
    assert stored(settings) == {f"{site.url}/good"}
    assert any("/gone" in line and "404" in line for line in said)


def test_a_host_in_trouble_is_left_alone_and_asked_again_later(site, settings):
    site.pages["/a"] = site.pages["/b"] = page("", 500)
    site.feed("/a", "/b")
    once(settings)
    once(settings)
    assert site.asked["/a"] + site.asked["/b"] == 1
    site.article("/a")
    site.article("/b", "trade")
    look_again(settings)
    once(settings)
    assert stored(settings) == {f"{site.url}/a", f"{site.url}/b"}


def test_a_host_that_never_answers_is_given_up_in_the_end(site, settings):
    site.pages["/a"] = page("", 503)
    site.feed("/a")
    for _ in range(10):
        once(settings)
        look_again(settings)
    assert site.asked["/a"] == 6
    with Reader(settings.record) as record:
        assert not record.events()


def test_a_host_that_asks_to_wait_is_not_asked_before(site, settings):
    site.pages["/a"] = page("", 429, Retry_After="7200")
    site.feed("/a")
    before = time.time()
    with opened(settings, print, InProcess()) as watch:
        watch.once()
        free = watch.state.host(site.url.removeprefix("http://")).free
    assert before + 7199 < free < time.time() + 7201


def test_a_feed_that_is_none_is_said_and_asked_less_and_less_often(site, settings):
    site.pages["/feed"] = page("<html>We moved</html>")
    said, due = [], []
    with opened(settings, said.append, InProcess()) as watch:
        for _ in range(3):
            watch.once()
            due.append(watch.state.feed(f"{site.url}/feed")[0] - time.time())
            look_again(settings)
    assert "/feed" in said[0]
    assert due[0] * 1.5 < due[1] < due[2] / 1.5


# Politeness


def test_robots_txt_is_obeyed(site, settings):
    site.pages["/robots.txt"] = page("User-agent: *\nDisallow: /private\n")
    site.article("/private/a")
    site.article("/b")
    site.feed("/private/a", "/b")
    once(settings)
    assert site.asked["/private/a"] == 0
    assert stored(settings) == {f"{site.url}/b"}


def test_of_a_host_that_cannot_say_what_it_allows_nothing_is_fetched(site, settings):
    site.pages["/robots.txt"] = page("", 500)
    site.feed("/a")
    once(settings)
    assert site.asked == {"/robots.txt": 1}


def test_there_is_a_pause_between_two_requests_to_a_host(site, settings):
    for path in ("/a", "/b", "/c"):
        site.article(path)
    site.feed("/a", "/b", "/c")
    once(replace(settings, delay=0.2))
    pauses = [later - before for before, later in zip(site.at[1:], site.at[2:], strict=False)]
    assert min(pauses) > 0.19


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://localhost/", "http://10.1.2.3/", "http://169.254.169.254/latest/meta-data",
     "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://0/", "http://2130706433/", "http://user@example.org/",
     "ftp://example.org/", "gopher://x/", "http:///", "http://a:99999/"],
)  # fmt: skip
def test_nothing_private_is_fetched_unless_the_file_allows_it(settings, url):
    with pytest.raises(FetchError, match=r"private|no plain|no address"):
        fetch(url, replace(settings, allow=()))


def test_a_public_server_cannot_lead_into_the_private_network(site, settings):
    site.pages["/on"] = page("", 302, Location="http://[::1]:1/secret")
    with pytest.raises(FetchError, match="private"):
        fetch(f"{site.url}/on", settings)


def test_a_name_is_looked_up_once_so_it_cannot_change_its_mind(site, settings, monkeypatch):
    looked = []
    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *rest, **more: looked.append(host) or real("127.0.0.1", *rest, **more)
    )
    site.article("/a")
    port = site.url.rpartition(":")[2]
    assert fetch(f"http://example.org:{port}/a", replace(settings, allow=("example.org",)), Known()).status == 200
    assert [host for host in looked if host == "example.org"] == ["example.org"]


# Alerts


MET = Told("e1", "CONSULT", "visit", 3.0, ("PRT",), ("CHL",), "actual", 0.9, "r", None, "line")
MEETS = [
    (Rule("x"), True),
    (Rule("x", dyad="CHL-PRT"), True),
    (Rule("x", dyad="PRT-CHL", type="CONSULT:visit", confidence=0.5), True),
    (Rule("x", dyad="PRT-ESP"), False),
    (Rule("x", type="consult"), True),
    (Rule("x", type="CONSULT:phone"), False),
    (Rule("x", actor="PRT", recipient="chl"), True),
    (Rule("x", actor="CHL"), False),
    (Rule("x", score_below=-4), False),
    (Rule("x", score_above=0), True),
    (Rule("x", factuality=("planned",)), False),
    (Rule("x", confidence=0.95), False),
]


@pytest.mark.parametrize(("rule", "wanted"), MEETS)
def test_a_rule_takes_what_meets_all_that_it_says(rule, wanted):
    assert meets(MET, rule) is wanted


def test_those_who_act_together_are_a_dyad():
    assert meets(replace(MET, actors=("PRT", "CHL"), recipients=()), Rule("x", dyad="CHL-PRT"))


def test_alerts_go_to_a_file_and_a_webhook_once(site, settings, tmp_path):
    site.article("/a")
    site.feed("/a")
    told = tmp_path / "alerts.jsonl"
    rule = Rule("visits", dyad="PRT-CHL", type="CONSULT", file=str(told), webhook=f"{site.url}/hook")
    settings = replace(settings, rules=(rule, replace(rule, name="wars", type="ASSAULT")))
    once(settings)
    site.article("/a", "more")
    look_again(settings)
    once(settings)
    lines = [json.loads(line) for line in told.read_text().splitlines()]
    assert {(line["alert"], line["type"], line["report"]) for line in lines} == {("visits", "CONSULT", f"{site.url}/a")}
    assert len({line["line"] for line in lines}) == len(lines) == site.asked["/hook"]


def test_an_alert_that_nobody_takes_is_kept_and_sent_later(site, settings):
    site.article("/a")
    site.feed("/a")
    site.pages["/hook"] = page("", 500)
    settings = replace(settings, rules=(Rule("all", type="AGREE", webhook=f"{site.url}/hook"),))
    said = []
    assert once(settings, said).alerts == 0
    assert any("answers 500" in line for line in said)
    site.pages["/hook"] = page("", 204)
    look_again(settings)
    assert once(settings).alerts == 1


def test_alerts_go_out_by_mail(site, settings, monkeypatch):
    sent = []

    class Server:
        def __init__(self, host, port, timeout):
            sent.append((host, port))

        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

        def send_message(self, message):
            sent.append(message)

    monkeypatch.setattr("smtplib.SMTP", Server)
    site.article("/a")
    site.feed("/a")
    once(replace(settings, rules=(Rule("pacts", type="AGREE", mail="desk@example.org"),)))
    assert sent[0] == ("localhost", 25)
    assert sent[1]["To"] == "desk@example.org"
    assert sent[1]["Subject"].startswith("pacts: 2024-05-15 | AGREE")


# Going on for weeks


def test_what_no_feed_lists_any_more_is_forgotten(site, settings):
    site.article("/a")
    site.feed("/a")
    once(settings)
    with opened(settings, print, InProcess()) as watch:
        watch.state.forget(time.time() + 1)
        assert watch.state.until_article(time.time() + 1e9) is None


def test_two_watches_do_not_work_on_one_record(settings):
    with opened(settings, print), pytest.raises(RecordError, match="another watch"), opened(settings, print):
        pass


def test_a_watch_that_is_stopped_ends_at_once(site, settings):
    site.pages["/feed"] = page("", 503)
    with opened(settings, print, InProcess()) as watch:
        threading.Timer(0.5, watch.stop.set).start()
        began = time.monotonic()
        watch.go_on()
    assert time.monotonic() - began < 5


# The file


def test_a_file_says_all_that_is_wanted(tmp_path):
    path = tmp_path / "feeds.toml"
    path.write_text(
        'every = 60\nallow = ["localhost"]\n[[feed]]\nurl = "https://example.org/rss"\npublisher = "P"\n'
        '[[alert]]\nname = "a"\ndyad = "USA-CHN"\nfactuality = "actual"\nscore_below = -5\nfile = "x.jsonl"\n'
        '[mail]\nserver = "mail:587"\n'
    )
    found = load(path)
    assert (found.every, found.allow) == (60, ("localhost",))
    assert found.feeds == (Feed("https://example.org/rss", "P"),)
    assert found.rules == (Rule("a", dyad="USA-CHN", factuality=("actual",), score_below=-5, file="x.jsonl"),)
    assert found.mail.server == "mail:587"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "names no feed"),
        ("[[feed]]\n", "needs url"),
        ("[feed]\nurl = 'https://x'", r"\[\[feed\]\]"),
        ("feed = [1]", "write it as a table"),
        ("[[feed]]\nurl = 'x'", "no address"),
        ("[[feed]]\nurl = 3", "another kind"),
        ("[[feed]]\nurl = 'https://x'\ncolour = 1", "knows no 'colour'; there are url"),
        ("every = 'often'\n[[feed]]\nurl = 'https://x'", "'often'"),
        ("every = 0\n[[feed]]\nurl = 'https://x'", "above 0"),
        ("[[feed]]\nurl = 'https://x'\n[[alert]]\nname = 'a'", "nowhere to send"),
        ("[[feed]]\nurl = 'https://x'\n[[alert]]\nname = 'a'\nfile = 'f'\ndyad = 'USA'", "USA-CHN"),
        ("[[feed]]\nurl = 'https://x'\n[[alert]]\nname = 'a'\nfile = 'f'\nfactuality = 'sure'", "no factuality 'sure'"),
        ("a = = b", "not TOML"),
    ],
)
def test_a_file_that_is_wrong_is_named_with_what_to_do(tmp_path, text, why):
    path = tmp_path / "feeds.toml"
    path.write_text(text)
    with pytest.raises(DataError, match=why) as raised:
        load(path)
    assert str(path) in str(raised.value)
