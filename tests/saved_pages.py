# ruff: noqa: E501 (markup and messages are longer than lines of code)
"""Web pages as twenty kinds of publisher make them, around stories of our own: ``pages()`` gives each with what is to be read.

The shapes are those of news sites at large: text in ``p``, ``div`` or between line breaks; data in JSON-LD (alone, in a list,
in a graph), microdata, meta elements, or nowhere; and about the text what such pages carry, which is to be left out: consent boxes,
advertisements, newsletter boxes, related links, captions, comments, teasers, the next article.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from told_stories import Story, story

esc = html.escape
PER_SHAPE = 10


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A page, and the title, body (paragraphs) and day that are to be read from it."""

    name: str
    markup: str
    title: str
    body: tuple[str, ...]
    day: date


def pages(per_shape: int = PER_SHAPE) -> Iterator[SavedPage]:
    """*per_shape* pages in each of the twenty shapes."""
    for at, (name, (shape, wants)) in enumerate(SHAPES.items()):
        for n in range(per_shape):
            told = story(at * 1000 + n, **wants)
            head = DATELINES.get(name)
            if head and n % 2 == 0:
                body = (head.format(day=told.published.strftime("%B %-d")) + told.body[0], *told.body[1:])
                told = Story(**{**{f: getattr(told, f) for f in told.__slots__}, "body": body})
            yield SavedPage(f"{name}-{n}", shape(told), told.title, told.paragraphs, told.published.date())


DATELINES = {
    "wire": "KLOW, {day} (DPA) - ",
    "agency": "SZOHÔD, {day}. /DPA/. ",
    "hub": "STRELSAU, Ruritania (AP) — ",
    "portal": "KLOW, {day} (DPA) -- ",
}


def inline(text: str, n: int = 0) -> str:
    """A paragraph's words as markup: entities, and a link or emphasis here and there."""
    words = esc(text, quote=False)
    if n % 3 == 0:
        words = re.sub(r"(Syldavia|Borduria|Ruritania|Graustark)", r'<a href="/topics/\1">\1</a>', words, count=1)
    if n % 4 == 1:
        words = re.sub(r"(officials said|reporters|government)", r"<em>\1</em>", words, count=1)
    if n % 5 == 2:
        words = words.replace(" the ", " the\n      ", 1).replace("“", "&ldquo;").replace("”", "&rdquo;")
    return words


def ld(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def article_data(s: Story, kind: str = "NewsArticle", **more: object) -> dict[str, object]:
    return {
        "@context": "https://schema.org", "@type": kind, "headline": s.title, "datePublished": s.published.isoformat(),
        "dateModified": s.updated.isoformat(), "author": [{"@type": "Person", "name": name} for name in s.authors],
        "publisher": {"@type": "NewsMediaOrganization", "name": "The Daily Planet", "logo": {"@type": "ImageObject", "url": "/logo.png"}},
        "mainEntityOfPage": f"https://planet.example/{s.number}", **more,
    }  # fmt: skip


def metas(s: Story, site: str = "The Daily Planet", date_name: str = "article:published_time") -> str:
    return (
        f'<meta charset="utf-8"><title>{esc(s.title)} | {site}</title><meta property="og:title" content="{esc(s.title)}">'
        f'<meta property="og:site_name" content="{site}"><meta property="{date_name}" content="{s.published.isoformat()}">'
        f'<meta property="og:description" content="{esc(s.standfirst)}"><link rel="canonical" href="https://planet.example/{s.number}">'
    )


def long_day(moment: datetime) -> str:
    return moment.strftime("%B %-d, %Y")


def consent() -> str:
    return (
        '<div id="onetrust-consent-sdk"><div role="dialog" aria-label="Privacy"><p>We and our 812 partners store and access information on a device, '
        "such as cookies, and process personal data to show you the news that you like best.</p><button>Accept all</button></div></div>"
    )


def links(s: Story, count: int = 6, tag: str = "li") -> str:
    return "".join(f'<{tag}><a href="/n/{n}">{esc(title)}</a></{tag}>' for n, title in enumerate(s.others[:count]))


def each(s: Story, make: Callable[[str], str], between: dict[int, str] | None = None) -> str:
    """The body with *make* around each paragraph; what is *between* stands after the paragraphs of these numbers."""
    out = []
    for n, text in enumerate(s.body):
        if text.startswith("## "):
            out.append(f"<h2>{inline(text[3:], 3)}</h2>")
        elif text.startswith("* "):
            before, after = n and s.body[n - 1].startswith("* "), n + 1 < len(s.body) and s.body[n + 1].startswith("* ")
            out.append(("" if before else "<ul>") + f"<li>{inline(text[2:], 3)}</li>" + ("" if after else "</ul>"))
        else:
            out.append(make(inline(text, n)))
        out.append((between or {}).get(n, "") if not text.startswith("* ") else "")
    return "\n".join(out)


def p(words: str) -> str:
    return f"<p>{words}</p>"


def figure(s: Story, n: int = 0) -> str:
    return f'<figure><img src="a.jpg" alt="{esc(s.captions[n])}"><figcaption>{esc(s.captions[n])}</figcaption></figure>'


def broadcaster(s: Story) -> str:
    block = '<div data-component="text-block" class="ssrcss-1 TextBlock"><div class="ssrcss-2-RichText"><p class="ssrcss-3-Paragraph"><b>{}</b></p></div></div>'
    plain = block.replace("<b>", "").replace("</b>", "")
    body = each(s, lambda w: (block if w.startswith(inline(s.body[0])[:20]) else plain).format(w), {
        1: f'<div data-component="image-block" class="ssrcss-9">{figure(s)}</div>',
        3: f'<div data-component="links-block" class="ssrcss-4"><p>More on this story</p><ul>{links(s, 3)}</ul></div>'})  # fmt: skip
    return f"""<!DOCTYPE html><html lang="en-GB"><head>{metas(s, "Planet News")}{ld(article_data(s, "ReportageNewsArticle"))}</head><body>
    <a href="#main-content" class="skip">Skip to content</a><header role="banner"><nav><ul>{links(s, 5)}</ul></nav></header>
    <main id="main-content"><article><header><h1 id="main-heading" tabindex="-1">{esc(s.title)}</h1><div data-component="byline-block">
    <time datetime="{s.published.astimezone(UTC).isoformat().replace("+00:00", "Z")}">{s.published.day} {s.published:%B %Y}</time>
    <div class="ssrcss-Contributor"><span>By {esc(", ".join(s.authors))}</span><span>Planet News, Klow</span></div></div></header>
    {body}
    <section data-component="tag-list" class="topic-list"><h2>Related Topics</h2><ul>{links(s, 4)}</ul></section></article>
    <section data-component="related-internet-links"><h2>More on this story</h2><div class="promo"><p>{esc(s.teasers[0])}</p></div></section>
    <div data-component="most-read"><h2>Most read</h2><ol>{links(s, 9)}</ol></div></main>
    <footer role="contentinfo"><p>Copyright © 2023 Planet News. Planet News is not responsible for the content of external sites.</p></footer></body></html>"""


def cable(s: Story) -> str:
    body = each(s, lambda w: f'<p class="paragraph inline-placeholder vossi-paragraph" data-editable="text" data-component-name="paragraph">\n {w}\n</p>', {
        0: '<div class="ad-slot-dynamic ad-slot"><div class="ad-feedback__text">Ad Feedback</div></div>',
        2: f'<div class="related-content related-content--article" data-component-name="related-content"><p>RELATED ARTICLE</p><a href="/x">{esc(s.others[0])}</a></div>',
        4: f'<div class="image__container"><div class="image__caption attribution"><span>{esc(s.captions[0])}</span></div></div>'})  # fmt: skip
    return f"""<!doctype html><html><head>{metas(s, "CableNews")}{ld([article_data(s)])}<script>window.CNN={{"text":"The minister did not say this in the article at all."}}</script></head>
    <body class="layout layout-with-rail"><div class="header"><div class="user-account-nav"><p>Your account</p></div><nav>{links(s, 8)}</nav></div>{consent()}
    <section class="layout__wrapper"><div class="headline headline--has-lowertext"><h1 class="headline__text inline-placeholder" id="maincontent">
      {esc(s.title)}
    </h1><div class="headline__footer"><div class="byline"><div class="byline__names">By <span class="byline__name">{s.authors[0]}</span>, CableNews</div></div>
    <div class="timestamp">3 min read · Updated 3:21 PM EST, {s.updated:%a} {long_day(s.updated)}</div></div></div>
    <div class="layout__main"><main class="article__main"><div class="article__content-container"><div class="article__content" itemprop="articleBody">{body}</div></div></main></div>
    <div class="layout__rail"><div class="zone"><h3>Trending</h3><div class="container__item"><p>{esc(s.teasers[1])}</p></div></div></div></section>
    <div class="zone zone--t-light"><h2>Paid Content</h2><div class="ob-widget"><p>{esc(s.teasers[2])}</p></div></div></body></html>"""


def gray_lady(s: Story) -> str:
    chunks, texts = (
        [],
        [p(inline(t, n)).replace("<p>", '<p class="css-at9mc1 evys1bk0">') for n, t in enumerate(s.body)],
    )
    for at in range(0, len(texts), 3):
        chunks.append(
            f'<div class="css-s99gbd StoryBodyCompanionColumn"><div class="css-53u6y8">{"".join(texts[at : at + 3])}</div><aside class="css-ew4tgv" aria-label="companion column"></aside></div>'
        )
        chunks.append(
            '<div class="css-1" data-testid="Dropzone-1"><div id="story-ad-1-wrapper"><div class="ad"><p>Advertisement</p><a href="#after">SKIP ADVERTISEMENT</a></div></div></div>'
        )
    stated = article_data(s) | {
        "datePublished": s.published.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "isAccessibleForFree": False,
    }
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{esc(s.title)} - The Gray Lady</title><meta property="og:title" content="{esc(s.title)}">
    <meta name="byl" content="By {esc(" and ".join(s.authors))}"><link rel="canonical" href="https://lady.example/{s.number}.html">{ld([{"@type": "BreadcrumbList"}, stated])}</head>
    <body><div id="app"><div><div data-testid="standard-dock"><p>Thanks for reading. Log in or create a free account to go on with this and other articles of ours.</p></div><header><section>{links(s, 7)}</section></header>
    <main id="site-content"><article id="story"><div id="top-wrapper" class="ad"><p>Advertisement</p></div><header class="css-1 euiyums1"><h1 class="css-88wicj" data-testid="headline">{esc(s.title)}</h1>
    <p id="article-summary" class="css-79 standfirst">{esc(s.standfirst)}.</p><div data-testid="photoviewer-wrapper"><figure class="sizeLarge"><picture><img alt=""></picture><figcaption>{esc(s.captions[0])}</figcaption></figure></div>
    <p class="css-4anu6l e1jsehar1">By <span itemprop="name">{esc(s.authors[0])}</span></p><time datetime="{s.published.isoformat()}">{s.published:%b}. {s.published.day}, {s.published.year}</time></header>
    <section name="articleBody" class="meteredContent css-1r7ky0e">{"".join(chunks)}</section><div class="bottom-of-article"><p class="css-1">{esc(s.authors[0])} writes about Syldavia from Klow. <a href="/a">More about {esc(s.authors[0])}</a></p></div></article>
    <div id="bottom-slug"><h2>More in World</h2><ol>{links(s, 5)}</ol></div><div data-testid="recirculation"><p>{esc(s.teasers[0])}</p></div></main></div></div></body></html>"""


def liberal(s: Story) -> str:
    body = each(s, lambda w: f'<p class="dcr-1kas69x">{w}</p>', {
        1: f'<figure class="dcr-5h0uf4"><gu-island name="RichLinkComponent"><div><h2>Related: {esc(s.others[1])}</h2><a>Read more</a></div></gu-island></figure>',
        2: f'<aside class="dcr-p" data-gu-name="pullquote"><blockquote><p>{esc(s.teasers[3][:90])}</p></blockquote></aside>',
        4: f'<figure id="x" class="dcr-173mewl"><img src="x"><figcaption class="dcr-9ktzqp"><span>{esc(s.captions[1])}</span></figcaption></figure><div class="ad-slot ad-slot--inline"></div>'})  # fmt: skip
    return f"""<!DOCTYPE html><html lang="en"><head>{metas(s, "the Liberal")}{ld([article_data(s), {"@type": "WebPage", "potentialAction": {"@type": "ViewAction"}}])}</head><body>
    <div id="bannerandheader"><div data-component="support-the-guardian"><h2>Support us</h2><p>News by readers, for readers. Give from as little as two pounds a month today.</p></div><nav>{links(s, 9)}</nav></div>
    <main data-layout="StandardLayout"><div class="dcr-1"><aside data-gu-name="title"><a>{s.section}</a></aside><div data-gu-name="headline"><h1 class="dcr-uc7bn6">{esc(s.title)}</h1></div>
    <div data-gu-name="standfirst" class="dcr-2"><div class="dcr-standfirst"><p>{esc(s.standfirst)}</p></div></div>
    <aside data-gu-name="meta"><address aria-label="Contributor info"><a rel="author" href="/p">{esc(s.authors[0])}</a> in Klow</address><details class="dcr-1"><summary><span>{s.published:%a} {s.published.day} {s.published:%b %Y %H.%M} GMT</span></summary>Last modified on {s.updated:%a} {s.updated.day} {s.updated:%b %Y}</details></aside>
    <div data-gu-name="body" class="dcr-3"><div id="maincontent"><div class="article-body-commercial-selector article-body-viewer-selector dcr-1nupfq9">{body}
    <footer class="dcr-sign"><p>This article was amended to mend a name that was spelt wrongly in the first version of it.</p></footer></div></div>
    <div class="dcr-submeta"><h2>Explore more on these topics</h2><ul>{links(s, 4)}</ul></div></div></div></main>
    <div id="most-viewed-footer"><h2>Most viewed</h2><ol>{links(s, 9)}</ol></div></body></html>"""


def wire(s: Story) -> str:
    paragraphs = "".join(
        f'<div data-testid="paragraph-{n}" class="article-body__paragraph__2-BtD text__text__1FZLe">{inline(t, n)}</div>'
        + ('<div class="article-body__ad__x"><span>Advertisement · Scroll to continue</span></div>' if n == 3 else "")
        for n, t in enumerate(s.body)
    )
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{esc(s.title)} | Wire</title><meta name="article:author" content="{esc(s.authors[0])}">
    <meta property="og:title" content="{esc(s.title)}"><meta name="article:published_time" content="{s.published.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}">{ld(article_data(s))}</head>
    <body><div id="fusion-app"><div class="site-header"><nav aria-label="Main navigation">{links(s, 7)}</nav></div><div class="article__container__2MUeZ"><article>
    <div class="article__header"><div class="article-header__eyebrow">World</div><h1 data-testid="Heading" class="text__text__1FZLe">{esc(s.title)}</h1>
    <div class="article-header__author">By <a rel="author">{esc(s.authors[0])}</a></div><time data-testid="Body" datetime="{s.published.isoformat()}"><span>{long_day(s.published)}</span><span>6:40 AM UTC</span><span>Updated ago</span></time></div>
    <div class="styles__image-container"><p data-testid="Body" class="image-caption">{esc(s.captions[0])} <a>Purchase Licensing Rights</a></p></div>
    <div class="summary-container" hidden><ul><li>{esc(s.teasers[4])}</li></ul></div>
    <div class="article-body__content__17Yit">{paragraphs}
    <p data-testid="Body" class="sign-off">Reporting by {esc(s.authors[0])} in Klow; Editing by Grace O'Hara</p></div>
    <div class="trust-badge"><p>Our Standards: The Wire Trust Principles.</p></div><div class="article__read-next__Kjxdw"><h2>Read Next</h2><p>{esc(s.teasers[0])}</p>{links(s, 4)}</div></article></div></div></body></html>"""


def hub(s: Story) -> str:
    body = each(s, p, {1: f'<div class="HubPeekModule"><div class="PageList-header"><h3>Related Stories</h3></div>{"".join(f"<div class=PagePromo><h3><a href=/p>{esc(o)}</a></h3><p class=PagePromo-description>{esc(s.teasers[n])}</p></div>" for n, o in enumerate(s.others[:3]))}</div>',
                       3: '<div class="FreeStar googleDfpAd"><div class="Advertisement">ADVERTISEMENT</div></div>'})  # fmt: skip
    graph = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "Hub News"},
            {"@type": "BreadcrumbList", "itemListElement": []},
            article_data(s),
            {"@type": "ImageObject", "caption": s.captions[0]},
        ],
    }
    return f"""<!DOCTYPE html><html class="ArticlePage"><head>{metas(s, "Hub News")}{ld(graph)}</head><body class="Page-body"><bsp-header class="Page-header"><div class="Page-header-bar"><a href="/"><h1 class="logo">Hub News</h1></a>{links(s, 6)}</div></bsp-header>
    <div class="Page-content"><bsp-story-page class="StoryPage"><div class="Page-header-info"><h1 class="Page-headline">{esc(s.title)}</h1></div><div class="Page-lead"><figure class="Figure"><img><figcaption class="Figure-caption"><p>{esc(s.captions[0])}</p></figcaption></figure></div>
    <div class="Page-byline-info"><div class="Page-authors">By <a class="Link" href="/a">{esc(s.authors[0].upper())}</a></div><div class="Page-dateModified"><span data-date>Updated 3:21 PM UTC, {long_day(s.updated)}</span></div><bsp-share class="ActionBar"><button>Share</button></bsp-share></div>
    <main class="Page-main"><div class="Page-twoColumn"><div class="RichTextStoryBody RichTextBody">{body}<div class="Enhancement"><div class="HtmlModuleEnhancement"><p><i>Sign up for our morning briefing</i></p></div></div></div></div></main></bsp-story-page></div>
    <div class="Page-aside"><bsp-list-loadmore class="MostRead"><h2>Most read</h2>{links(s, 6, "p")}</bsp-list-loadmore></div><footer class="Page-footer"><p>The Hub News is an independent global news organization dedicated to factual reporting since 1846 and owned by its members.</p></footer></body></html>"""


def gulf(s: Story) -> str:
    body = each(s, p, {0: f'<div class="container--ads"><div id="google_ads_iframe"></div></div><div class="more-on"><h2 class="more-on__heading">Recommended Stories</h2><span class="screen-reader-text">list of 3 items</span><ul class="more-on__list">{links(s, 3)}</ul><span class="screen-reader-text">end of list</span></div>',
                       4: f'<figure class="wp-block-image"><img><figcaption>{esc(s.captions[1])}</figcaption></figure>'})  # fmt: skip
    return f"""<!DOCTYPE html><html lang="en" dir="ltr"><head>{metas(s, "Gulf TV")}<meta name="publishedDate" content="{s.published.strftime("%Y-%m-%dT%H:%M:%S")}">{ld(article_data(s))}</head><body class="article-page">
    <div id="root"><div class="app-container"><div class="header-menu-wrapper"><nav>{links(s, 8)}</nav></div><main id="main-content-area"><header class="article-header"><div class="topics"><a>News</a></div><h1>{esc(s.title)}</h1>
    <p class="article__subhead css-1wt8oh6"><em>{esc(s.standfirst)}.</em></p></header><figure class="article-featured-image"><img><figcaption>{esc(s.captions[0])}</figcaption></figure>
    <div class="article-info-block css-ti04u9"><div class="article-author-name"><span>By</span> {esc(s.authors[0])}</div><div class="article-dates"><div class="date-simple"><span class="screen-reader-text">Published On {s.published.day} {s.published:%b %Y}</span><span aria-hidden="true">{s.published.day} {s.published:%b %Y}</span></div></div></div>
    <div class="wysiwyg wysiwyg--all-content css-1ck9wyi" aria-live="polite">{body}</div><div class="article-source"><span>Source:</span> Gulf TV and news agencies</div>
    <div class="l-col--content-bottom"><div class="article-trending"><h2>Related</h2>{"".join(f"<article><h3><a>{esc(o)}</a></h3><p>{esc(t)}</p></article>" for o, t in zip(s.others, s.teasers, strict=False))}</div></div></main></div></div></body></html>"""


def portal(s: Story) -> str:
    body = "\n".join(f"<p>　　{inline(t, n)}</p>" for n, t in enumerate(s.body))
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>{esc(s.title)} - Portal Daily</title>
    <meta name="publishdate" content="{s.published:%Y-%m-%d}"><meta name="keywords" content="talks, border"></head><body><div class="topBar"><ul>{links(s, 8)}</ul></div><div class="topNav"><a href="/">HOME</a> <a>WORLD</a></div>
    <div class="main_art"><div id="lft-art"><div id="bread-nav"><a>Home</a> / <a>World</a></div><h1>{esc(s.title)}</h1><div class="info"><span class="info_l">By {s.authors[0]} | Portal Daily | Updated: {s.published:%Y-%m-%d %H:%M}</span></div>
    <div class="artShare"><a>Share</a> <a>WeChat</a></div><div id="Content"><figure class="image"><img src="1.jpg"><figcaption>{esc(s.captions[0])}</figcaption></figure>{body}</div>
    <div id="div_currpage"><span>1</span> <a>2</a> <a>Next</a></div><div class="selectpage">{links(s, 2, "span")}</div></div><div class="rgt-art"><h3>Most Viewed in 24 Hours</h3><ul class="lisBox">{links(s, 9)}</ul><div class="tBox"><p>{esc(s.teasers[0])}</p></div></div></div>
    <div class="foot"><p>Copyright 1995 - 2023. All rights reserved. The content (including but not limited to text, photo, multimedia information) published in this site belongs to Portal Daily.</p></div></body></html>"""


def agency(s: Story) -> str:
    body = each(s, p)
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{esc(s.title)} - World - DPA</title><meta property="og:title" content="{esc(s.title)}"><meta property="og:site_name" content="DPA">
    <meta name="mediator_published_time" content="{s.published.isoformat()}"><link rel="canonical" href="https://dpa.example/world/{s.number}"></head><body>
    <div class="container" itemscope itemtype="https://schema.org/NewsArticle"><meta itemprop="datePublished" content="{s.published.isoformat()}"><header class="header">{links(s, 6, "div")}</header>
    <div class="news"><div class="news-header"><div class="news-header__date"><dateformat time="{int(s.published.timestamp())}">{s.published.day} {s.published:%b}, {s.published:%H:%M}</dateformat></div><h1 class="news-header__title" itemprop="headline">{esc(s.title)}</h1><div class="news-header__standfirst">{esc(s.standfirst)}</div></div>
    <div class="news-media news-media_photo"><div class="news-media__caption">© {esc(s.captions[0])}</div></div><div class="text-content" itemprop="articleBody"><div class="text-block">{body}</div></div>
    <div class="news__footer"><div class="tags"><a>Syldavia</a><a>Borduria</a></div></div></div><div class="read-more"><div class="news-card"><div class="news-card__title">{esc(s.others[0])}</div><div class="news-card__lead">{esc(s.teasers[1])}</div></div></div></div></body></html>"""


def old_table(s: Story) -> str:
    body = "<br>\n<br>\n".join(inline(t, n) for n, t in enumerate(s.body))
    return f"""<HTML><HEAD><TITLE>{esc(s.title)}</TITLE></HEAD><BODY BGCOLOR=#FFFFFF><TABLE WIDTH=780 BORDER=0><TR><TD COLSPAN=3><IMG SRC="logo.gif"> <A HREF="/">Home</A> | <A HREF="/news">News</A> | <A HREF="/about">About us</A></TD></TR>
    <TR><TD WIDTH=150 VALIGN=top><FONT SIZE=1>{"<BR>".join(f'<A HREF="/o">{esc(o)}</A>' for o in s.others[:7])}</FONT></TD>
    <TD WIDTH=480 VALIGN=top><H1><FONT FACE="Georgia" SIZE=5>{esc(s.title)}</FONT></H1><FONT SIZE=2><I>{long_day(s.published)}</I></FONT><P><FONT FACE="Verdana" SIZE=2>{body}</FONT></TD>
    <TD WIDTH=150 VALIGN=top><TABLE><TR><TD><FONT SIZE=1><B>Weather</B><BR>Klow: 12 degrees</FONT></TD></TR></TABLE></TD></TR>
    <TR><TD COLSPAN=3 ALIGN=center><FONT SIZE=1>&copy; 2003-2023 Ministry of Foreign Affairs. All rights reserved.</FONT></TD></TR></TABLE></BODY></HTML>"""


def weblog(s: Story) -> str:
    body = each(s, p, {2: f'<figure class="wp-block-embed"><div>{esc(s.others[3])}</div></figure>'})
    graph = {"@context": "https://schema.org", "@graph": [
        {"@type": "Article", "@id": "#article", "headline": s.title, "datePublished": s.published.isoformat(), "author": {"name": s.authors[0], "@id": "#person"}, "wordCount": 400},
        {"@type": "WebPage", "@id": "#web", "name": f"{s.title} - The Weblog", "datePublished": "2001-01-01T00:00:00+00:00"}, {"@type": "Person", "name": "Somebody Else"}, {"@type": "WebSite", "name": "The Weblog"}]}  # fmt: skip
    comments = "".join(
        f'<li class="comment even"><article class="comment-body"><footer class="comment-meta"><b class="fn">user{n}</b> <time datetime="2024-01-0{n + 1}T10:00:00+00:00">January {n + 1}, 2024</time></footer><div class="comment-content"><p>{esc(t)} {esc(t)}</p></div></article></li>'
        for n, t in enumerate(s.teasers)
    )
    return f"""<!DOCTYPE html><html lang="en-US"><head>{metas(s, "The Weblog")}{ld(graph).replace("ld+json", 'ld+json" class="yoast-schema-graph')}</head><body class="post-template-default single single-post has-sidebar"><div id="page" class="site"><header id="masthead" class="site-header"><p class="site-title"><a href="/">The Weblog</a></p><nav id="site-navigation">{links(s, 5)}</nav></header>
    <div id="content" class="site-content"><div id="primary" class="content-area"><main id="main" class="site-main"><article id="post-{s.number}" class="post-{s.number} post type-post status-publish hentry category-world tag-news"><header class="entry-header"><h1 class="entry-title">{esc(s.title)}</h1>
    <div class="entry-meta"><span class="posted-on"><time class="entry-date published" datetime="{s.published.isoformat()}">{long_day(s.published)}</time></span> <span class="byline">by <a class="url fn n" rel="author">{esc(s.authors[0])}</a></span></div></header>
    <div class="entry-content">{body}<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Share this:</h3><ul>{links(s, 3)}</ul></div><div id="jp-relatedposts" class="jp-relatedposts"><h3>Related</h3><p>{esc(s.teasers[0])}</p></div></div>
    <footer class="entry-footer"><span class="cat-links">Posted in World</span></footer></article><nav class="navigation post-navigation"><a rel="prev">{esc(s.others[0])}</a></nav><div id="comments" class="comments-area"><h2 class="comments-title">6 thoughts on “{esc(s.title)}”</h2><ol class="comment-list">{comments}</ol><form id="commentform"><textarea></textarea></form></div></main></div>
    <aside id="secondary" class="widget-area"><section class="widget widget_recent_entries"><h2>Recent Posts</h2><ul>{links(s, 5)}</ul></section></aside></div></div></body></html>"""


def ministry(s: Story) -> str:
    body = each(s, p)
    return f"""<!DOCTYPE html><html lang="en" dir="ltr" prefix="dc: http://purl.org/dc/terms/"><head><meta charset="utf-8"><title>{esc(s.title)} | Ministry of Foreign Affairs</title><meta name="DC.date.issued" content="{s.published:%Y-%m-%d}"><meta name="dcterms.creator" content="Ministry of Foreign Affairs"></head>
    <body class="path-node page-node-type-news"><form method="post" action="./"><input type="hidden" name="__VIEWSTATE" value="{"x" * 500}"><div class="dialog-off-canvas-main-canvas"><div class="region region-header"><nav role="navigation">{links(s, 6)}</nav></div>
    <div class="region region-breadcrumb"><ol class="breadcrumb"><li><a>Home</a></li><li><a>News</a></li></ol></div><div class="region region-content"><div id="block-page-title"><h1 class="page-header"><span class="field field--name-title">{esc(s.title)}</span></h1></div>
    <article class="node node--type-news node--view-mode-full"><div class="node__meta"><span class="field field--name-created">{s.published:%A}, {s.published.day} {s.published:%B %Y}</span></div>
    <div class="node__content"><div class="clearfix text-formatted field field--name-body field--type-text-with-summary field__item">{body}</div><div class="field field--name-field-tags field__items"><div class="field__label">Tags</div>{links(s, 3, "div")}</div></div></article>
    <div class="views-element-container block-views-blocknews-block-1"><h2>Other news</h2>{"".join(f'<div class="views-row"><h3><a>{esc(o)}</a></h3><div class="views-field-created">1 January 2020</div></div>' for o in s.others[:4])}</div></div>
    <footer class="footer"><p>Ministry of Foreign Affairs, 1 Castle Street, Klow. Press office open from Monday to Friday between nine and five.</p></footer></div></form></body></html>"""


def accelerated(s: Story) -> str:
    body = each(s, p, {1: '<amp-ad width="300" type="doubleclick"><div fallback>Advertisement</div></amp-ad>', 3: f'<amp-img src="x" width="1"></amp-img><p class="caption">{esc(s.captions[0])}</p>',
                       4: f'<section class="amp-related"><h3>Also read</h3>{links(s, 3)}</section>'})  # fmt: skip
    return f"""<!doctype html><html ⚡ lang="en"><head><meta charset="utf-8"><script async src="https://cdn.ampproject.org/v0.js"></script><title>{esc(s.title)}</title><link rel="canonical" href="https://planet.example/{s.number}">
    <style amp-boilerplate>body{{visibility:hidden}}</style>{ld(article_data(s) | {"author": s.authors[0], "articleBody": " ".join(s.paragraphs)[:300]})}</head><body><amp-consent layout="nodisplay" id="c"><div id="consent-ui"><p>We use cookies to make this page work, and others to sell what you look at to our many partners.</p></div></amp-consent>
    <amp-sidebar id="sidebar" layout="nodisplay"><ul>{links(s, 7)}</ul></amp-sidebar><header class="amp-header"><a href="/">The Daily Planet</a></header><main><article class="amp-article"><h1 class="amp-title">{esc(s.title)}</h1><div class="amp-meta"><span class="amp-author">{esc(s.authors[0])}</span> <span class="amp-date">{long_day(s.published)}</span></div>
    <amp-social-share type="twitter"></amp-social-share><div class="amp-content">{body}</div><amp-list src="/next"><template type="amp-mustache"><p>{{{{title}}}}</p></template></amp-list></article></main><amp-next-page><script type="application/json">[{{"title":"next"}}]</script></amp-next-page><footer><p>Copyright The Daily Planet 2023</p></footer></body></html>"""


def endless(s: Story) -> str:
    nxt = story(s.number + 500)

    def one(t: Story, n: int) -> str:
        return f'<article class="story-wrap" data-index="{n}"><div class="story-head"><h1 class="story-title">{esc(t.title)}</h1><div class="story-meta">By {esc(t.authors[0])} <time datetime="{t.published.isoformat()}">{long_day(t.published)}</time></div></div><div class="story-copy">{each(t, p)}</div></article>'

    return f"""<!DOCTYPE html><html><head>{metas(s, "Scroll Times")}{ld(article_data(s))}</head><body><div class="wrap"><div class="top"><a href="/">Scroll Times</a>{links(s, 5, "span")}</div><div class="stream">{one(s, 0)}
    <div class="between"><p>Keep scrolling for the next article</p></div>{one(nxt, 1)}{one(story(s.number + 501), 2)}</div></div></body></html>"""


def hosted_blog(s: Story) -> str:
    body = "<br /><br />".join(inline(t, n) for n, t in enumerate(s.body))
    return f"""<!DOCTYPE html><html xmlns='http://www.w3.org/1999/xhtml'><head><meta charset="utf-8"><title>Notes from Klow: {esc(s.title)}</title><meta content='blogger' name='generator'/><meta content='{esc(s.title, quote=True)}' property='og:title'/></head><body>
    <div class='navbar section'></div><div class='header-inner'><h1 class='title'><a href='/'>Notes from Klow</a></h1><div class='descriptionwrapper'><p class='description'>What one sees from a window on the market square of a small town.</p></div></div>
    <div class='main section' id='main'><div class='blog-posts hfeed'><div class='date-outer'><h2 class='date-header'><span>{s.published:%A}, {long_day(s.published)}</span></h2><div class='post hentry'><h3 class='post-title entry-title'>{esc(s.title)}</h3>
    <div class='post-body entry-content' id='post-body-1'>{body}<div style='clear: both;'></div></div><div class='post-footer'><span class='post-author vcard'>Posted by <span class='fn'>{esc(s.authors[0])}</span></span> at <abbr class='published' title='{s.published.isoformat()}'>{s.published:%H:%M}</abbr></div></div></div></div>
    <div class='comments' id='comments'><h4>2 comments:</h4><dl><dd class='comment-body'><p>{esc(s.teasers[0])}</p></dd><dd class='comment-body'><p>{esc(s.teasers[1])}</p></dd></dl></div></div>
    <div class='sidebar section'><div class='widget BlogArchive'><h2>Blog Archive</h2><ul>{links(s, 8)}</ul></div></div></body></html>"""


def world_service(s: Story) -> str:
    body = each(s, p, {1: '<div class="advertisement-inline"><span class="ad-label">Advertisement</span></div>',
                       2: f'<div class="vjs-wrapper teaser-embed"><h4>{esc(s.others[2])}</h4><p>To view this video please enable JavaScript, and consider upgrading to a web browser that supports it.</p></div>',
                       4: f'<figure class="c17j"><div class="img"></div><figcaption>{esc(s.captions[2])}<small class="copyright">Image: Ivo Lens/dpa</small></figcaption></figure>'})  # fmt: skip
    return f"""<!DOCTYPE html><html lang="en"><head>{metas(s, "World Service", "og:article:published_time")}{ld(article_data(s))}</head><body><div id="app"><header class="sc-header"><nav>{links(s, 9)}</nav></header>
    <main class="sc-main"><article class="cw9k"><header class="c1y"><span class="kicker"><a>Conflicts</a></span><h1 class="sjr0">{esc(s.title)}</h1></header><div class="author-details"><span>{esc(", ".join(s.authors))}</span></div><span class="publication"><time datetime="{s.published.isoformat()}">{s.published:%m/%d/%Y}{long_day(s.published)}</time></span>
    <div class="teaser-text standfirst"><p>{esc(s.standfirst)}.</p></div><div class="sharing-bar"><a href="https://p.example/x">https://p.example/x</a></div><div class="c17j8gzx rc0m0op r1ebneao s198y7xq rich-text li5mn0y">{body}<p class="sign"><em>ab/rc (AFP, Reuters)</em></p></div></article>
    <section class="sc-rel"><h2>Explore more</h2>{"".join(f'<div class="teaser-wrap"><h3><a>{esc(o)}</a></h3><div class="teaser-description">{esc(t)}</div></div>' for o, t in zip(s.others, s.teasers, strict=False))}</section></main></div></body></html>"""


def one_div(s: Story) -> str:
    pieces = []
    for n, t in enumerate(s.body):
        pieces.append(f'<span id="s{n}">{inline(t, n)}</span><br/><br/>' if n % 4 == 2 else f"{inline(t, n)}<br/><br/>")
        if n == 2:
            pieces.append('<div class="mgid_second_mrec_parent"><div class="adContainer"><span>Ad</span></div></div>')
        if n == 4:
            pieces.append(f'<div class="also-read"><div>Also Read: <a href="/x">{esc(s.others[2])}</a></div></div>')
    return f"""<!DOCTYPE html><html><head>{metas(s, "The Times of Klow")}{ld({"@type": "WebPage", "name": s.title, "url": "https://t.example"})}{ld(article_data(s) | {"datePublished": s.published.strftime("%Y-%m-%dT%H:%M:%S%z"), "articleBody": " ".join(s.paragraphs)})}</head>
    <body><div class="nav-wrap">{links(s, 9, "span")}</div><div class="contentwrapper"><div class="leftmain"><div class="_3U7"><h1 class="HNMDR"><span>{esc(s.title)}</span></h1><div class="xf8Pm byline">{esc(s.authors[0])} / TNN / <span>Updated: {s.updated:%b} {s.updated.day}, {s.updated.year}, {s.updated:%H:%M} IST</span></div><div class="img_wrap"><div class="img_caption">{esc(s.captions[0])}</div></div>
    <div class="_s30J clearfix">{"".join(pieces)}</div><div class="followUs"><p>Follow us on our channel for all the latest updates from Klow and beyond.</p></div></div><div class="about-author"><h3>About the Author</h3><p>{esc(s.authors[0])} has written on foreign affairs for ten years and lives with two cats in Klow.</p></div></div>
    <div class="rightpane"><h2>Trending Stories</h2><ul>{links(s, 9)}</ul></div></div></body></html>"""


def single_app(s: Story) -> str:
    body = "".join(f'<div class="_2xK"><p class="_1aB">{inline(t, n)}</p></div>' for n, t in enumerate(s.body))
    state = json.dumps(
        {
            "props": {
                "pageProps": {"body": [{"type": "text", "content": t} for t in s.body], "recommended": list(s.teasers)}
            }
        }
    ).replace("</", "<\\/")
    return f"""<!DOCTYPE html><html lang="en"><head><meta charSet="utf-8"/><title>{esc(s.title)} · Morning Post</title><meta property="og:title" content="{esc(s.title)} · Morning Post"/><meta name="cXenseParse:recs:publishtime" content="{s.published.isoformat()}"/><meta name="twitter:title" content="{esc(s.title)}"/></head>
    <body><div id="__next"><div class="_9z"><div class="_8y">{links(s, 7, "div")}</div><main class="_7x"><div class="_6w"><h1 class="_5v">{esc(s.title)}</h1><div class="_4u"><p class="_1aB">{esc(s.authors[0])}</p></div><div class="_3t">{body}</div></div>
    <div class="_3s"><h3 class="_1q">You may also like</h3><div class="_2p">{"".join(f'<a class="_0o" href="/n"><div><h4>{esc(o)}</h4><p>{esc(t)}</p></div></a>' for o, t in zip(s.others, s.teasers, strict=False))}</div></div></main></div></div><script id="__NEXT_DATA__" type="application/json">{state}</script></body></html>"""


def metered(s: Story) -> str:
    body = each(s, lambda w: f'<p class="article-text">{w}</p>', {
        0: '<div class="c-newsletter-signup"><h3>The Briefing</h3><p>The day’s most important stories, picked by our editors and sent each morning.</p><form><input type="email"><button>Sign up</button></form><p class="small">By signing up you agree to our terms and conditions and to all that is in them.</p></div>',
        2: f'<p class="article-text"><strong>Read more: </strong><a href="/rm">{esc(s.others[4])}</a></p><blockquote class="pullquote"><p>{esc(s.body[1].split(". ")[0])}</p></blockquote>',
        3: f'<div class="factbox"><h4>The treaty in brief</h4><ul><li>{esc(s.teasers[5])}</li></ul></div>',
        5: '<div class="ad-wrapper"><div class="ad-label">Article continues below advertisement</div></div>'})  # fmt: skip
    return f"""<!DOCTYPE html><html lang="en"><head>{metas(s, "The Metered")}{ld({"@context": "http://schema.org", "@type": ["NewsArticle", "CreativeWork"], "headline": s.title[:80], "datePublished": s.published.isoformat(), "author": {"@type": "Person", "name": list(s.authors)}, "hasPart": {"@type": "WebPageElement", "cssSelector": ".paywall", "isAccessibleForFree": False}})}</head>
    <body class="paywall-active newsletter-enabled">{consent()}<div class="o-header"><nav>{links(s, 6)}</nav></div><div class="o-grid"><div class="article paywall" data-attribute="article-content"><div class="topper"><a class="topper__section">{s.section}</a><h1 class="topper__headline"><span class="headline__label kicker">Exclusive</span> <span>{esc(s.title)}</span></h1><div class="topper__standfirst standfirst">{esc(s.standfirst)}</div></div>
    <div class="article-info"><div class="article-info__byline">{esc(s.authors[0])} in Klow</div><time class="article-info__timestamp" datetime="{s.published.isoformat()}">{long_day(s.published)}</time></div><div class="article__content-body n-content-body">{body}</div>
    <div class="article__copyright-notice"><a>Copyright</a> The Metered Limited 2023. All rights reserved.</div><div class="comments-container"><p>{esc(s.teasers[0])}</p></div></div></div><div class="subscribe-banner" role="dialog"><p>Try unlimited access. Only one crown for four weeks, then 69 crowns a month. Cancel whenever you like.</p></div></body></html>"""


def microdata(s: Story) -> str:
    body = each(
        s,
        p,
        {
            1: f'<div class="inline-gallery"><div class="gallery__text">{esc(s.captions[1])}</div></div>',
            3: f'<p class="readmore"><a href="/1">{esc(s.others[5])}</a></p>',
        },
    )
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{esc(s.title)} — Courier</title><meta name="description" content="{esc(s.standfirst)}"></head><body><div id="container"><div id="header"><h1 id="site-name"><a href="/">Courier</a></h1><ul id="menu">{links(s, 6)}</ul></div>
    <div class="article-view" itemscope itemtype="http://schema.org/NewsArticle"><h2 class="article-title" itemprop="headline">{esc(s.title)}</h2><meta itemprop="datePublished" content="{s.published.isoformat()}"/><meta itemprop="dateModified" content="{s.updated.isoformat()}"/><link itemprop="mainEntityOfPage" href="https://courier.example/{s.number}">
    <div class="author" itemprop="author" itemscope itemtype="http://schema.org/Person">By <span itemprop="name">{esc(s.authors[0])}</span></div><div itemprop="publisher" itemscope itemtype="http://schema.org/Organization"><meta itemprop="name" content="Courier"></div><div itemprop="image" itemscope><img src="a"><span itemprop="caption">{esc(s.captions[0])}</span></div>
    <div itemprop="articleBody" class="article-inner">{body}</div><div class="tags">Tags: {links(s, 3, "span")}</div></div><div id="more-news"><h3>More news</h3>{"".join(f"<div><a href=/m>{esc(o)}</a><br>{esc(t)}</div>" for o, t in zip(s.others, s.teasers, strict=False))}</div></div></body></html>"""


SHAPES: dict[str, tuple[Callable[[Story], str], dict[str, bool]]] = {
    "broadcaster": (broadcaster, {"subheads": True}), "cable": (cable, {"subheads": True}), "gray-lady": (gray_lady, {}), "liberal": (liberal, {}),
    "wire": (wire, {}), "hub": (hub, {}), "gulf": (gulf, {"subheads": True}), "portal": (portal, {}), "agency": (agency, {}), "old-table": (old_table, {}),
    "weblog": (weblog, {"items": True}), "ministry": (ministry, {"items": True}), "accelerated": (accelerated, {}), "endless": (endless, {}),
    "hosted-blog": (hosted_blog, {}), "world-service": (world_service, {"subheads": True}), "one-div": (one_div, {}), "single-app": (single_app, {}),
    "metered": (metered, {}), "microdata": (microdata, {}),
}  # fmt: skip
