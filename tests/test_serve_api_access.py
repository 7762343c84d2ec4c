"""Who may do what: this machine alone, tokens, other sites, and how much is taken in."""

import json
import logging
import re

import pytest

from entente.errors import DataError, UsageError
from entente.serve.running import Lines
from entente.serve.settings import Settings, read_tokens
from served import bearer, made, served

TOKEN = "this-is-one-long-token"
ACCEPT = {"kind": "accept", "event": "e1", "who": "ana"}


@pytest.fixture(scope="module")
def where(tmp_path_factory):
    return made(tmp_path_factory.mktemp("serve") / "record.db", 1)


def accept(client, **headers):
    return client.post("/api/judgements", json=ACCEPT, headers=headers).status_code


def test_other_machines_are_served_only_with_a_token():
    with pytest.raises(UsageError, match="--token-file"):
        Settings(host="0.0.0.0")
    with pytest.raises(UsageError, match="--token-file"):
        Settings(host="example.org")
    assert Settings(host="0.0.0.0", tokens={TOKEN: None})
    assert Settings(host="::1")
    with pytest.raises(UsageError, match="--open-reading"):
        Settings(open_reading=True)


@pytest.mark.parametrize(
    ("host", "status"),
    [("localhost", 200), ("localhost:8000", 200), ("127.0.0.1:80", 200), ("[::1]:8000", 200), ("LOCALHOST", 200),
     ("evil.example", 421), ("localhost.evil.example", 421), ("192.168.0.7", 421), ("", 421), ("[::1", 200)],
)  # fmt: skip
def test_a_name_that_points_here_is_not_enough(where, host, status):
    with served(where) as client:
        assert client.get("/api", headers={"Host": host}).status_code == status


def test_with_a_token_addresses_and_given_names_are_served(where):
    with served(where, host="10.1.2.3", tokens={TOKEN: None}, open_reading=True, names=("record.example",)) as client:
        assert client.get("/api").status_code == 200
        assert client.get("/api", headers={"Host": "record.example:443"}).status_code == 200
        assert client.get("/api", headers={"Host": "evil.example"}).status_code == 421


@pytest.mark.parametrize("open_reading", [True, False])
def test_without_the_token_nobody_writes_and_reading_may_be_open(where, open_reading):
    with served(where, tokens={TOKEN: None}, open_reading=open_reading) as client:
        assert client.get("/api/events").status_code == (200 if open_reading else 401)
        assert accept(client) == 401
        assert accept(client, Authorization="Bearer wrong") == 401
        assert accept(client, Authorization=f"Basic {TOKEN}") == 401
        assert client.post("/api/code", json={"text": "x"}).status_code == 401
        assert accept(client, **bearer(TOKEN)) == 201
        assert client.get("/api/events", headers=bearer(TOKEN)).status_code == 200
        assert client.get("/login").status_code == 200


def test_a_token_in_the_address_is_no_token(where):
    with served(where, tokens={TOKEN: None}) as client:
        assert client.get(f"/api/events?token={TOKEN}").status_code == 401


def form_token(client, page="/login") -> str:
    return re.search(r'name="csrf" value="([^"]+)"', client.get(page).text)[1]


def test_logging_in_keeps_a_session_that_no_script_reads(where):
    with served(where, tokens={TOKEN: "ana"}) as client:
        csrf = form_token(client)
        wrong = client.post("/login", data={"token": "wrong", "csrf": csrf}, follow_redirects=False)
        assert wrong.status_code == 403
        right = client.post(
            "/login", data={"token": TOKEN, "csrf": csrf, "next": "//evil.example"}, follow_redirects=False
        )
        assert (right.status_code, right.headers["location"]) == (303, "/")
        [cookie] = [each for each in right.headers.get_list("set-cookie") if each.startswith("entente_session=")]
        assert "HttpOnly" in cookie
        assert "samesite=strict" in cookie.lower()
        assert TOKEN not in str(right.headers)
        assert client.get("/api/visitor").json() == {"who": "ana", "may_read": True, "may_write": True}
        made = client.post("/api/judgements", json={"kind": "accept", "event": "e1"})
        assert (made.status_code, made.json()["who"]) == (201, "ana")
        client.post("/logout", data={"csrf": csrf}, follow_redirects=False)
        assert client.get("/api/events").status_code == 401


def test_a_session_cannot_be_made_up_or_outlive_its_token(where):
    with served(where, tokens={TOKEN: "ana"}) as client:
        client.post("/login", data={"token": TOKEN, "csrf": form_token(client)}, follow_redirects=False)
        session = client.cookies["entente_session"]
    with served(where, tokens={TOKEN: "ana"}) as client:
        for forged in (session[:-1] + ("0" if session[-1] != "0" else "1"), "YW5h|99999999999|", "", "é|1|x"):
            answer = client.get("/api", headers={"Cookie": f"entente_session={forged}".encode()})
            assert answer.status_code == 401
        assert client.get("/api", headers={"Cookie": f"entente_session={session}"}).status_code == 200
    with served(where, tokens={"another-long-token-now": "ana"}) as client:
        assert client.get("/api", headers={"Cookie": f"entente_session={session}"}).status_code == 401


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"},
     {"Sec-Fetch-Site": "same-site"}, {"Origin": "http://localhost:1234"}],
)  # fmt: skip
def test_another_site_cannot_judge(where, headers):
    with served(where) as client:
        assert accept(client, **headers) == 403


def test_our_own_page_can(where):
    with served(where) as client:
        assert accept(client, **{"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}) == 201


def test_a_form_needs_the_token_of_our_page(where):
    file = {"file": ("a.txt", b"\x00")}
    ours = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    with served(where) as client:
        token = form_token(client)
        assert client.post("/api/code/file", files=file, headers=ours).status_code == 403
        assert (
            client.post("/api/code/file", files=file, headers={**ours, "X-CSRF-Token": token[:-1]}).status_code == 403
        )
        assert client.post("/api/code/file", files=file, headers={**ours, "X-CSRF-Token": token}).status_code == 200
        assert client.post("/api/code/file", files=file, data={"csrf": token}, headers=ours).status_code == 200
        client.cookies.clear()
        assert client.post("/api/code/file", files=file, headers={**ours, "X-CSRF-Token": token}).status_code == 403


def test_every_answer_has_the_headers_that_protect(where):
    with served(where) as client:
        for address in ("/api", "/api/nothing", "/login", "/static/nothing"):
            headers = client.get(address).headers
            assert "unsafe" not in headers["content-security-policy"]
            assert headers["content-security-policy"].startswith("default-src 'none'")
            assert (headers["x-content-type-options"], headers["x-frame-options"]) == ("nosniff", "DENY")


def test_what_is_too_long_is_refused_whether_it_says_so_or_not(where):
    with served(where, body_limit=1000, report_limit=100) as client:
        kind = {"Content-Type": "application/json"}
        assert client.post("/api/code", content=b"x" * 1001, headers=kind).status_code == 413
        assert client.post("/api/code", content=iter([b"x" * 600] * 2), headers=kind).status_code == 413
        assert client.post("/api/code", json={"text": "é" * 51}).status_code == 413
        assert client.post("/api/code/file", files={"file": ("a.txt", b"x" * 101)}).status_code == 413


def test_the_log_has_a_line_of_json_a_request_and_no_secret(where, caplog):
    with served(where, tokens={TOKEN: None}) as client, caplog.at_level(logging.INFO, "entente.serve"):
        client.get(f"/api/events?text={TOKEN}", headers=bearer(TOKEN))
    [told] = [Lines().format(each) for each in caplog.records if each.name == "entente.serve"]
    found = json.loads(told)
    assert (found["what"], found["path"], found["status"]) == ("request", "/api/events", 200)
    assert TOKEN not in told


def test_settings_do_not_print_their_tokens():
    assert TOKEN not in repr(Settings(tokens={TOKEN: None}))


def test_tokens_are_read_from_a_file(tmp_path):
    path = tmp_path / "tokens"
    path.write_text("# who may write\n\nAna Silva  first-token-of-ana\nanybody-with-this-token\n")
    assert read_tokens(path) == {"first-token-of-ana": "Ana Silva", "anybody-with-this-token": None}
    path.write_text("ana short\n")
    with pytest.raises(DataError, match=r"tokens:1: a token has 16 characters"):
        read_tokens(path)
    path.write_text("# nothing\n")
    with pytest.raises(DataError, match="holds no token"):
        read_tokens(path)
    with pytest.raises(DataError, match="cannot be read"):
        read_tokens(tmp_path / "none")
