# ruff: noqa: E501 (markup and messages are longer than lines of code)
"""Saved pages in the shapes of twenty publishers, what they say of themselves, and what hostile ones do not do."""

import json
import sys
from datetime import date
from pathlib import Path

import pytest

from entente.model import Problem, Report, Span
from entente.read import markup, read
from entente.read.compose import Claims
from entente.read.html import read_page
from entente.read.original import Quote, can_be_shown, shown_in
from saved_pages import pages

sys.path.insert(0, str(Path(__file__).parents[1]))
from eval.pages_read import errors, read_one

BODY = (
    "<p>The foreign minister of Syldavia met her counterpart from Borduria in Klow on Friday, officials said.</p>"
    "<p>They agreed to open the border and to hold talks on trade each month, the ministry said.</p>"
    "<p>A further meeting is planned for the autumn in the capital of Borduria.</p>"
)


def page(body: str = BODY, head: str = "", title: str = "Ministers meet in Klow") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body><article><h1>{title}</h1>{body}</article></body></html>".encode()


def found(data: bytes) -> list[Report | Problem]:
    return list(read_page(data, Claims("a.html")))


def only(data: bytes) -> Report:
    report = found(data)[-1]
    assert isinstance(report, Report), report
    return report


@pytest.mark.parametrize("each", [*pages(2)], ids=lambda each: each.name)
def test_title_day_and_body_are_exact(each):
    assert list(errors(read_one(each))) == []


@pytest.mark.parametrize(
    ("stated", "moment", "day"),
    [
        ("2023-11-10T23:30:00+08:00", "2023-11-10T23:30:00+08:00", date(2023, 11, 10)),
        ("2023-11-10T23:30:00.000Z", "2023-11-10T23:30:00+00:00", date(2023, 11, 10)),
        ("2023-11-10T23:30:00-0500", "2023-11-10T23:30:00-05:00", date(2023, 11, 10)),
        ("2023-11-10", None, date(2023, 11, 10)),
        ("Fri, 10 Nov 2023 08:00:00 EST", "2023-11-10T08:00:00-05:00", date(2023, 11, 10)),
        ("yesterday", None, None),
    ],
)
def test_the_moment_of_publication_keeps_its_time_zone(stated, moment, day):
    report = only(page(head=f'<meta property="article:published_time" content="{stated}">'))
    assert (report.published_at, report.published) == (moment, day)


def test_the_day_that_a_reader_sees_counts_before_that_of_utc():
    seen = '<time datetime="2023-11-11T04:30:00Z">November 10, 2023</time>'
    report = only(page(seen + BODY, '<meta property="article:published_time" content="2023-11-11T04:30:00Z">'))
    assert report.published == date(2023, 11, 10)


@pytest.mark.parametrize(
    "data",
    [
        {"@type": "NewsArticle", "datePublished": "2023-11-10", "author": {"name": "Jane Miller"}, "publisher": {"name": "Planet"}},
        [{"@type": "BreadcrumbList"}, {"@type": ["NewsArticle"], "datePublished": "2023-11-10", "author": ["Jane Miller"], "publisher": "Planet"}],
        {"@graph": [{"@type": "WebPage", "datePublished": "2001-01-01"}, {"@type": "https://schema.org/NewsArticle", "datePublished": "2023-11-10T08:00:00Z", "author": [{"name": "Jane Miller"}], "publisher": {"name": "Planet"}}]},
        {"@type": "WebPage", "mainEntity": {"@type": "Article", "datePublished": "2023-11-10", "creator": "Jane Miller", "publisher": {"name": "Planet"}}},
    ],
    ids=["object", "list", "graph", "within"],
)  # fmt: skip
def test_json_ld_is_read_in_every_way_it_is_written(data):
    report = only(page(head=f'<script type="application/ld+json">{json.dumps(data)}</script>'))
    assert (report.published, report.byline, report.publisher) == (date(2023, 11, 10), "Jane Miller", "Planet")


def test_broken_json_ld_is_passed_over():
    report = only(
        page(
            head='<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": </script><script type="application/ld+json">'
            + "[" * 50_000
            + "</script>"
        )
    )
    assert report.title == "Ministers meet in Klow"


def test_where_a_page_was_saved_from_is_its_address_unless_it_names_one():
    saved = b"<!-- saved from url=(0026)https://planet.example/1 -->\n" + page()
    assert only(saved).url == "https://planet.example/1"
    assert only(page(head='<link rel="canonical" href="https://planet.example/2">')).url == "https://planet.example/2"
    assert only(page(head='<link rel="canonical" href="javascript:alert(1)">')).url is None


def test_every_paragraph_is_found_again_in_the_page_by_its_quotation():
    data = page()
    report, tree = only(data), markup.parsed(data.decode())
    at = report.text.index("open the border")
    [quote] = shown_in(report, Span(at, at + 15))
    assert isinstance(quote, Quote)
    [element] = tree.xpath(quote.path)
    assert quote.prefix + quote.exact + quote.suffix in markup.folded(element.text_content())
    assert can_be_shown(report, Span(at, at + 15))
    for anchor in report.anchors:
        [element] = tree.xpath(anchor.path)
        assert report.text[anchor.start : anchor.end] in markup.folded(element.text_content())


def test_a_headline_that_only_metadata_state_cannot_be_shown():
    report = only(
        f'<html><head><meta property="og:title" content="Ministers meet in Klow"></head><body>{BODY}</body></html>'.encode()
    )
    assert report.title == "Ministers meet in Klow"
    assert not can_be_shown(report, Span(0, 9))
    assert shown_in(report, Span(0, 9)) == ()


def test_scripts_are_never_run_nor_read():
    script = (
        "<script>document.write('<p>The minister was shot by soldiers of Borduria in Klow on Monday.</p>')</script>"
    )
    text = only(
        page(f"{script}{BODY}<p onclick='alert(1)'>Nobody was hurt in it.</p><noscript>Enable JavaScript.</noscript>")
    ).text
    assert "shot" not in text
    assert "alert" not in text
    assert "Enable" not in text
    assert text.endswith("Nobody was hurt in it.")


@pytest.mark.parametrize(
    "body",
    ["<div>" * 100_000 + BODY, "<p>" + "<b>" * 50_000 + "The ministers met.", "<a href='" + "x" * 3_000_000 + "'>x</a>" + BODY,
     "<p>&lol;" + "&#x41;" * 300_000 + ".</p>", "<![CDATA[" * 10_000 + BODY],
    ids=["deep", "unclosed", "long attribute", "entities", "cdata"],
)  # fmt: skip
def test_mangled_markup_is_read_or_refused_in_bounded_time(body):
    assert len(found(page(body))) >= 1


@pytest.mark.parametrize("reference", ["\f", "&#12;", "&#xC;", "&#11", "&#x1f;", "&#65535;", "&#xFFFE;", "&#0;"])
def test_characters_that_no_page_may_have_stop_no_page(reference):
    around = f"<form>Search</form>{reference}{BODY}<form>Search</form>{reference}"
    text = only(page(around.replace("</p>", f"{reference}</p>"))).text
    assert not set(text) & set("\x00\x0b\x0c\x1f\ufffe\uffff")


def test_a_page_with_more_elements_than_any_page_is_refused(monkeypatch):
    monkeypatch.setattr(markup, "MOST_ELEMENTS", 1_000)
    [problem] = found(page("<i></i>" * 2_000 + BODY))
    assert problem.fatal
    assert "more than 1,000 elements" in problem.message


def test_pictures_within_the_page_do_not_count(tmp_path):
    data = page(f'<img src="data:image/png;base64,{"iVBORw0KGgo" * 100_000}">{BODY}')
    (tmp_path / "a.html").write_bytes(data)
    assert "iVBOR" not in next(one for one in read(str(tmp_path / "a.html")) if isinstance(one, Report)).text
