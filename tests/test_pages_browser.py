"""The pages in a browser: what somebody who reads, doubts, corrects and brings a report does with them.

One browser and one server for all. ``ENTENTE_SCREENSHOTS=1`` writes the pictures of docs/images anew.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from entente import Record
from entente.datafiles import DATA

playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright: pip install playwright")

ROOT = Path(__file__).parents[1]
CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync"]  # fmt: skip
AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
PICTURES = ROOT / "docs" / "images"
PAGES = ("/", "/events", "/statements", "/commitments", "/network", "/map", "/review", "/review/second",
         "/review/agreement", "/read", "/login", "/actors/RUS", "/dyads/RUS-UKR", "EVENT", "REPORT",
         "/no-such-page")  # fmt: skip
HOSTILE = (
    "Minister <script>document.title='owned'</script> meets envoy\n\n"
    "GENEVA, March 3, 2024 - France's Foreign Minister <img src=x onerror=alert(1)> met Germany's Foreign Minister"
    " in Geneva on Saturday. \u202eright to left\u202c and Z\u0351\u0367a\u0363l\u0357\u0343go "
    + "x" * 10_000
    + " {{ 7*7 }} were said.\n"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory, model):
    return tmp_path_factory.mktemp("pages")


@pytest.fixture(scope="module")
def server(folder):
    """The address of a server with a record of the sample reports."""
    if not CHROMIUM.exists():
        pytest.skip("needs Debian's chromium: apt-get install chromium")
    with Record(folder / "record.db") as record:
        record.add(str(DATA / "samples" / "*.txt"))
    program = [str(Path(sys.executable).parent / "entente"), "serve", "--record", "record.db", "--port", "0"]
    with subprocess.Popen(program, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as running:
        try:
            line = running.stdout.readline()
            yield line.split(" at ")[1].split("/ (")[0]
        finally:
            running.terminate()


@pytest.fixture(scope="module")
def browser(server):
    with playwright.sync_playwright() as running:
        found = running.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture
def opened(browser, server):
    """Makes a page of its own browser profile, and fails where one of them met an error."""
    contexts, troubles = [], []

    def make(who=None, **about):
        about = {"viewport": {"width": 1280, "height": 900}, **about}
        contexts.append(browser.new_context(base_url=server, **about))
        page = contexts[-1].new_page()
        page.set_default_timeout(90_000)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda said: troubles.append(said.text) if "Content Security" in said.text else None)
        page.on("dialog", lambda dialog: troubles.append(f"dialog {dialog.message}"))
        if who:
            page.goto("/login?next=/review")
            page.fill("#who", who)
            page.click("main button")
        return page

    yield make
    for context in contexts:
        context.close()
    assert not troubles


def ids(page, selector, part):
    """The first address among the links of *selector* that lies under *part*."""
    found = [link.get_attribute("href") for link in page.locator(selector).all()]
    return next(address for address in found if address.startswith(part))


def address_of(page, path):
    if path not in ("EVENT", "REPORT"):
        return path
    page.goto("/events")
    return ids(page, "main a", "/events/" if path == "EVENT" else "/reports/")


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_no_serious_fault_dark_or_light(opened, path):
    page = opened()
    address = address_of(page, path)
    page.goto(address)
    page.evaluate(AXE)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = page.evaluate("axe.run({resultTypes: ['violations']})")
        grave = [(each["id"], [node["html"][:200] for node in each["nodes"][:3]]) for each in found["violations"]
                 if each["impact"] in ("serious", "critical")]  # fmt: skip
        assert not grave, scheme


def test_no_page_is_wider_than_its_window(opened):
    for width in (360, 1920):
        page = opened(viewport={"width": width, "height": 800})
        for path in PAGES:
            page.goto(address_of(page, path))
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, (path, width, wide)


def test_filters_stand_in_the_address_and_come_back_from_it(opened):
    page = opened()
    page.goto("/network")
    page.select_option("#f-type", "CONSULT")
    page.wait_for_url("**type=CONSULT*")
    assert "factuality" not in page.url
    page.goto(page.url)
    assert page.input_value("#f-type") == "CONSULT"
    page.goto("/commitments?status=open&actor=RUS")
    assert page.input_value("#f-actor") == "RUS"
    assert set(page.locator("td .status").all_inner_texts()) <= {"open"}


def test_all_can_be_read_and_judged_without_script(opened):
    page = opened(java_script_enabled=False)
    for path in PAGES:
        page.goto(address_of(page, path) if path != "/no-such-page" else "/")
        assert page.locator("h1").inner_text().strip()
    page.goto("/review")
    page.click("button[value=accept]")
    assert "Accepted" in page.locator("[role=status]").inner_text()
    page.click("[role=status] button")
    assert "Taken back" in page.locator("[role=status]").inner_text()


def test_an_actor_leads_to_events_dyads_and_back(opened):
    page = opened()
    page.goto("/actors/RUS")
    assert page.locator("h1").inner_text().startswith("Russia")
    page.click("text=/^All \\d+ events?$/ >> nth=0")
    assert "party=RUS" in page.url
    page.goto("/actors/RUS")
    page.locator("section[aria-labelledby=dealings] td.num a").first.click()
    page.wait_for_url("**/dyads/**")
    assert " and " in page.locator("h1").inner_text()


def test_network_and_map_say_in_tables_what_they_draw(opened):
    page = opened()
    page.goto("/network")
    drawn = set(page.locator("svg.ring text").all_inner_texts())
    assert drawn
    assert page.locator("table tbody tr").count() >= len(drawn) / 2
    page.goto("/map")
    shaded = page.locator("svg.world a path.land").count()
    assert shaded
    assert page.locator("section[aria-labelledby=countries] tbody tr").count() >= shaded


def test_review_by_keyboard_alone(opened):
    page = opened("ana")
    first = page.locator("article .quote").first.inner_text()
    page.keyboard.press("a")
    page.wait_for_selector("text=Accepted")
    assert page.locator("article .quote").first.inner_text() != first
    page.keyboard.press("u")
    page.wait_for_selector("text=Taken back")
    page.keyboard.press("w")
    page.keyboard.type("a doubtful one")
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    page.wait_for_selector("text=Rejected")
    page.keyboard.press("u")
    page.wait_for_selector("text=Taken back")
    assert "a doubtful one" in page.locator("section[aria-labelledby=history]").inner_text()
    for key, name in (("c", "correct"), ("m", "merge"), ("s", "split")):
        page.keyboard.press(key)
        inside = page.evaluate("document.activeElement.closest('form').action")
        assert inside.endswith(name)
        page.keyboard.press("Escape")
        page.evaluate("document.activeElement.blur()")


def test_a_correction_and_its_undo(opened):
    page = opened("ana")
    event = page.locator("a:has-text('why it says so')").get_attribute("href")
    before = page.input_value("#c-actor")
    page.keyboard.press("c")
    page.fill("#c-date", "2022-13-40")
    page.fill("#c-actor", "nobody at all")
    page.click("text=Write the correction")
    assert "write a day such as" in page.locator("#e-date").inner_text()
    assert page.locator("[aria-invalid]").count() == 2
    page.fill("#c-date", "2022-03-04")
    page.fill("#c-enddate", "2022-03-03")
    page.fill("#c-actor", "NOR GOV Ingrid Testperson")
    page.fill("form[action$=correct] [name=why]", "as the report says")
    page.click("text=Write the correction")
    assert "lies before the first" in page.locator("#e-enddate").inner_text()
    page.fill("#c-enddate", "2022-03-04")
    page.click("text=Write the correction")
    page.wait_for_selector("text=/Corrected .*actor/")
    page.goto(event)
    assert "Ingrid Testperson" in page.locator("main").inner_text()
    page.goto(event.replace("/events/", "/review/"))
    assert page.locator("#c-date").input_value() == "2022-03-04"
    while (undo := page.locator("section[aria-labelledby=history] button")).count():
        undo.first.click()
        page.wait_for_selector("text=Taken back")
    assert page.locator("#c-actor").input_value() == before


def test_two_reviewers_at_once_never_overwrite_each_other(opened):
    ana, ben = opened("ana"), opened("ben")
    ana.goto("/review")
    event = ana.locator("a:has-text('why it says so')").get_attribute("href").replace("/events/", "/review/")
    ana.goto(event)
    ben.goto(event)
    ana.click("button[value=accept]")
    ben.keyboard.press("c")
    ben.fill("#c-place", "Reykjavik, ISL")
    ben.click("text=Write the correction")
    said = ben.locator("[role=alert]").inner_text()
    assert "ana judged this event" in said
    assert ben.locator("#c-place").input_value() == "Reykjavik, ISL"
    ben.click("text=Write the correction")
    ben.wait_for_selector("text=Corrected place")
    ben.goto(event)
    assert "accepted it" in ben.locator("section[aria-labelledby=history]").inner_text()
    ben.goto("/review/agreement")
    assert ben.locator("tbody tr").first.inner_text().split()[:3] == ["keep", "or", "reject"]


def test_merge_and_split_from_the_page(opened):
    page = opened("ana")
    page.goto("/events?limit=2")
    found = [link.get_attribute("href") or "" for link in page.locator("main a").all()]
    one, other = list(dict.fromkeys(each for each in found if each.startswith("/events/")))[:2]
    page.goto(one.replace("/events/", "/review/"))
    page.keyboard.press("m")
    page.fill("#m-other", other.rpartition("/")[2])
    page.click("button:text-is('Merge')")
    page.wait_for_selector("text=Merged")
    page.keyboard.press("u")
    page.wait_for_selector("text=Taken back")


def test_a_pasted_report_is_coded_and_stored_only_when_asked(opened, folder):
    page = opened("ana")
    page.goto("/read")
    page.fill("#text", "Ministers meet in Oslo\n\nNorway's Foreign Minister Kari Holm met Chile's Foreign Minister"
                       " Luis Vega in Oslo on Monday and promised to open an embassy in Santiago.\n")  # fmt: skip
    page.fill("#published", "2024-03-05")
    page.fill("#name", "oslo.txt")
    page.click("text=Read it")
    assert "Nothing is stored" in page.locator("[role=status]").inner_text()
    assert page.locator("ol.found > li").count() >= 1
    with Record(folder / "record.db") as record:
        assert not record.events(report="oslo", limit=1)
    page.click("text=Store in the record")
    page.wait_for_url("**/reports/oslo.txt")
    with Record(folder / "record.db") as record:
        assert record.events(report="oslo", limit=1)


def test_an_uploaded_report_full_of_markup_shows_as_text(opened, folder):
    page = opened("ana")
    (folder / "hostile.txt").write_text(HOSTILE, encoding="utf-8")
    page.goto("/read")
    page.set_input_files("#file", folder / "hostile.txt")
    page.click("text=Read it")
    assert "<script>document.title='owned'</script>" in page.locator(".coded-text").inner_text()
    assert "{{ 7*7 }}" in page.locator(".coded-text").inner_text()
    page.click("text=Store in the record")
    for path in (
        "/reports/hostile.txt",
        "/events?report=hostile",
        "/review?report=hostile",
        "/actors/FRA",
        "/commitments",
    ):
        page.goto(path)
        assert page.title() != "owned"
        assert page.locator("img[src=x]").count() == 0
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, path


@pytest.mark.skipif(
    not os.environ.get("ENTENTE_SCREENSHOTS"), reason="writes docs/images where ENTENTE_SCREENSHOTS is set"
)
def test_pictures_for_the_docs(opened):
    PICTURES.mkdir(exist_ok=True)
    page = opened("ana", viewport={"width": 1120, "height": 760})
    for name, path in (("review", "/review"), ("network", "/network"), ("map", "/map"), ("actor", "/actors/RUS"),
                       ("commitments", "/commitments")):  # fmt: skip
        page.goto(path)
        page.screenshot(path=PICTURES / f"{name}.png")
