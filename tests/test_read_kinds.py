# ruff: noqa: E501 (markup and messages are longer than lines of code)
"""What is no report, or several: opinion, lists of links, live pages, round-ups."""

from datetime import date

import pytest

from entente.datafiles import read_yaml
from entente.model import Problem, Report
from entente.read import kinds, read, read_text
from entente.read.compose import Claims
from entente.read.html import read_page

WORDS = read_yaml(kinds.FILE)
ITEM = "The foreign ministers of both countries met in Klow on Friday and agreed to open the border in June."
OTHER = "Borduria expelled two diplomats of Ruritania on Thursday, a spokeswoman of its government said in the capital."
THIRD = "Thousands marched through Strelsau on Friday to protest against a law on the press, the police said."
MATCHES = {
    "opinion": lambda title: bool(kinds.kinds().opinion_title.fullmatch(title)),
    "live": kinds.is_live,
    "roundup": kinds.is_roundup,
}


@pytest.mark.parametrize(("kind", "title"), [(kind, title) for kind in MATCHES for title in WORDS[kind]["examples"]])
def test_headlines_say_what_a_document_is(kind, title):
    assert MATCHES[kind](title)


@pytest.mark.parametrize(
    ("kind", "title"), [(kind, title) for kind in MATCHES for title in WORDS[kind]["counter_examples"]]
)
def test_headlines_of_reports_say_nothing_of_the_kind(kind, title):
    assert not MATCHES[kind](title)


def of_page(markup: str) -> list[Report | Problem]:
    return list(read_page(markup.encode(), Claims("a.html")))


PAGE = "<html><head>{head}</head><body><article><h1>{title}</h1><p>{item}</p><p>{other}</p></article></body></html>"


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"@type": "OpinionNewsArticle", "headline": "x"}</script>',
        '<meta property="article:section" content="Opinion">',
        '<link rel="canonical" href="https://planet.example/opinion/2023/why">',
    ],
)
def test_a_page_that_calls_itself_opinion_is_no_report_and_is_told_why(head):
    [problem] = of_page(PAGE.format(head=head, title="Why the treaty cannot last", item=ITEM, other=OTHER))
    assert problem.fatal
    assert "is opinion by its own account" in problem.message


def test_an_opinion_given_as_text_is_no_report():
    assert isinstance(read_text(f"Opinion: Why the treaty cannot last\n\n{ITEM}", "a"), Problem)
    assert isinstance(read_text(f"Opinion polls show Novak ahead\n\n{ITEM}", "a"), Report)


def test_a_list_of_links_is_no_report():
    links = "".join(f'<li><a href="/{n}">Ministers meet again in Klow, {n}</a></li>' for n in range(20))
    [problem] = of_page(f"<html><body><h1>News</h1><ul>{links}</ul></body></html>")
    assert "is a list of 20 links" in problem.message
    found = read_text("News\n" + "\n".join(f"Talks {n} https://planet.example/{n}" for n in range(9)), "a")
    assert isinstance(found, Problem)
    assert "is a list of 9 links" in found.message


def test_a_live_page_is_read_post_by_post_each_with_its_own_moment():
    posts = "".join(
        f'<div class="liveblog-post" id="p{n}"><time datetime="2023-11-1{n}T1{n}:00:00+01:00">1{n}.00</time><h2>Post {n}</h2><p>{text}</p></div>'
        for n, text in enumerate((ITEM, OTHER, THIRD))
    )
    found = of_page(
        f'<html><head><meta property="article:published_time" content="2023-11-10T08:00:00Z"></head><body><main><h1>Border talks – live</h1>{posts}</main></body></html>'
    )
    assert all(isinstance(one, Report) for one in found)
    assert [one.source for one in found] == ["a.html#1", "a.html#2", "a.html#3"]
    assert [one.published for one in found] == [date(2023, 11, 10), date(2023, 11, 11), date(2023, 11, 12)]
    assert [one.published_at for one in found][1] == "2023-11-11T11:00:00+01:00"
    assert [one.text for one in found][2] == f"Post 2\n\n{THIRD}"
    assert all(one.anchors for one in found)


def test_a_round_up_is_read_heading_by_heading():
    items = "".join(
        f"<h2>{head}</h2><p>{text}</p>"
        for head, text in (("Talks in Klow", ITEM), ("Borduria", OTHER), ("Protest", THIRD))
    )
    found = of_page(
        f'<html><head><meta name="date" content="2023-11-10"></head><body><article><h1>World in brief</h1>{items}</article></body></html>'
    )
    assert [(one.title, one.published) for one in found] == [
        (head, date(2023, 11, 10)) for head in ("Talks in Klow", "Borduria", "Protest")
    ]


def test_round_ups_and_live_pages_are_known_as_plain_text_too(tmp_path):
    brief = tmp_path / "brief.txt"
    brief.write_text(
        f"World in brief\n\nPublished: 10 November 2023\n\nTalks in Klow\n\n{ITEM}\n\nDiplomats leave\n\n{OTHER}\n"
    )
    found = list(read(str(brief)))
    assert [(one.source, one.title, one.published) for one in found] == [
        (f"{brief}#1", "Talks in Klow", date(2023, 11, 10)), (f"{brief}#2", "Diplomats leave", date(2023, 11, 10))]  # fmt: skip
    live = tmp_path / "live.txt"
    live.write_text(
        f"Border talks: live updates\n\n10 November 2023\n\n14:05 GMT\n\n{ITEM}\n\n14:20 GMT\n\n{OTHER}\n\n15:00 GMT - Protest\n\n{THIRD}\n"
    )
    found = list(read(str(live)))
    assert [one.title for one in found] == [None, None, "Protest"]
    assert {one.published for one in found} == {date(2023, 11, 10)}


def test_a_report_with_headings_stays_one():
    items = "".join(
        f"<h2>{head}</h2><p>{text}</p>"
        for head, text in (("A long way", ITEM), ("Dispute", OTHER), ("What next", THIRD))
    )
    [*_, found] = of_page(f"<html><body><article><h1>Ministers meet in Klow</h1>{items}</article></body></html>")
    assert found.source == "a.html"
    assert "A long way" in found.text


def test_a_round_up_of_one_item_is_one_report():
    assert isinstance(read_text(f"World in brief\n\n{ITEM}", "a"), Report)
