"""Which blocks of a page are its article.

A page is pruned of what is called or placed as furniture, the element with most prose is found, and what stands in it
is read. Where that is not convincing trafilatura is asked too, and believed where the two differ widely.
"""

from __future__ import annotations

import logging
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from entente.read.markup import TextBlock, ancestors, folded, text_blocks
from entente.read.page_words import named, page_words

_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*$")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_KEPT = frozenset({"html", "body", "main"})
_MOST_PROSE = 0.4
"""An element with more of the page's prose than this is not left out for what it is called."""
_LONG = 60
_MOST_LINKED = 0.5
_ALL_LINKED = 0.8
_UPWARDS = 0.55
_NAMED_BONUS = 1.6
_AGREEING = 0.5
_CONVINCING = 0.6
_FEWEST_WORDS = 15
_MANGLED = (ValueError, TypeError, AttributeError, LookupError, RuntimeError, AssertionError)


def pruned(tree: Any) -> Any:
    """*tree* without furniture; it is changed in place."""
    total = max(1, _prose_of(tree))
    doomed = [element for element in tree.iter() if _is_furniture(element, total)]
    for element in doomed:
        if element.getparent() is not None:
            element.drop_tree()
    return tree


def _prose_of(element: Any) -> int:
    return sum(len(folded(each.text_content())) for each in element.iter("p"))


def _is_furniture(element: Any, total: int) -> bool:
    if not isinstance(element.tag, str) or element.tag in _KEPT or element.getparent() is None:
        return False
    words = page_words()
    if element.tag in words.tags:
        return element.tag in ("script", "style", "noscript", "head") or not _is_much(element, total)
    attributes = element.attrib
    if "hidden" in attributes or attributes.get("aria-hidden") == "true" or _HIDING.search(attributes.get("style", "")):
        return not _is_much(element, total)
    called = attributes.get("role", "").lower() in words.roles or bool(words.furniture.search(named(element)))
    return (called and not _is_much(element, total)) or _is_picture_text(element)


def _is_much(element: Any, total: int) -> bool:
    length = _prose_of(element) if element.tag != "p" else len(folded(element.text_content()))
    return length > _MOST_PROSE * total


def _is_picture_text(element: Any) -> bool:
    """A figure is left out with all that is written in it."""
    return element.tag in ("figure", "amp-img", "amp-video") and len(element.text_content()) < 2_000


def article_blocks(tree: Any, title: str | None) -> list[TextBlock]:
    """The blocks of the article in the pruned *tree*, from its first paragraph on, headings before it left out."""
    blocks = _under_headline(text_blocks(tree), title)
    holder = _holder(blocks)
    if holder is None:
        return []
    within = set(holder.iter())
    inside = [block for block in blocks if block.element in within]
    return _tidy(_one_article(inside, within, holder), title)


def _under_headline(blocks: list[TextBlock], title: str | None) -> list[TextBlock]:
    """*blocks* from the headline to the next one, for pages run on with further articles; all where that is nothing."""
    words = re.findall(r"\w+", (title or "").casefold())
    at = next(
        (i for i, b in enumerate(blocks) if b.tag in _HEADINGS and re.findall(r"\w+", b.text.casefold()) == words), None
    )
    if at is None or not words:
        return blocks
    after = blocks[at + 1 :]
    ends = (i for i, block in enumerate(after) if block.tag == "h1" and any(map(is_prose, after[:i])))
    under = after[: next(ends, len(after))]
    return under if sum(len(block.text.split()) for block in under if is_prose(block)) >= _FEWEST_WORDS else blocks


def convincing(found: list[TextBlock], tree: Any) -> bool:
    """Whether no second opinion is needed: the article is called one, or is most of the page's running text."""
    words = sum(len(block.text.split()) for block in found)
    if not found or words < 3 * _FEWEST_WORDS:
        return False
    if any(_called_article(each) > 1 for each in list(ancestors(found[0].element))[:3]):
        return True
    prose = sum(len(block.text.split()) for block in text_blocks(tree) if is_prose(block))
    return words >= _CONVINCING * prose


def is_prose(block: TextBlock) -> bool:
    """Whether a block is a sentence or more of running text."""
    if block.tag in _HEADINGS or block.linked > _MOST_LINKED:
        return False
    return len(block.text) >= _LONG or (bool(_SENTENCE.search(block.text)) and len(block.text.split()) > 3)


def _holder(blocks: Sequence[TextBlock]) -> Any | None:
    """The element that holds the article: that with most prose, what lies deeper in it counting less level by level."""
    scores: defaultdict[Any, float] = defaultdict(float)
    for block in blocks:
        if is_prose(block):
            weight = float(len(block.text)) * (1 - block.linked)
            around = ancestors(block.element if _is_container(block) else block.element.getparent())
            for level, element in enumerate(around):
                if element is None or element.tag in ("html",) or level > 5:
                    break
                scores[element] += weight * _UPWARDS**level
    if not scores:
        return None
    best = max(scores, key=lambda element: scores[element] * _called_article(element))
    return _widened(best, blocks)


def _is_container(block: TextBlock) -> bool:
    """Whether the block's own element can hold the article: paragraphs parted by line breaks in one element."""
    return block.tag not in ("p", "li", "blockquote", "dd", "pre")


def _called_article(element: Any) -> float:
    prop = (element.get("itemprop") or "").lower()
    called = prop == "articlebody" or element.tag == "article" or page_words().article.search(named(element))
    return _NAMED_BONUS if called else 1.0


def _widened(best: Any, blocks: Sequence[TextBlock]) -> Any:
    """What holds *best* and more of the same article: a page may part its text by advertisements."""
    while (parent := best.getparent()) is not None and parent.tag not in ("html",):
        more = set(parent.iter()) - set(best.iter())
        added = [block for block in blocks if block.element in more]
        if added and not _belongs(best, [block for block in added if is_prose(block)], added):
            break
        best = parent
    return best


def _belongs(best: Any, prose: list[TextBlock], added: list[TextBlock]) -> bool:
    """Whether *prose* beside *best* goes on with its article: in elements that are called alike, without a headline."""
    if not prose or (any(block.tag == "h1" for block in added) and best.find(".//h1") is not None):
        return False
    linked = sum(block.linked * len(block.text) for block in added)
    if linked > 0.3 * sum(len(block.text) for block in added):
        return False
    own = _kin(best)
    return all(any(_kin(each) == own for each in ancestors(block.element)) for block in prose)


def _kin(element: Any) -> tuple[str, str]:
    return str(element.tag), re.sub(r"\d+", "", element.get("class") or "")


def _one_article(blocks: list[TextBlock], within: set[Any], holder: Any) -> list[TextBlock]:
    """*blocks* without those of articles that lie in the article, as cards of others do."""
    nested = {each for other in holder.iter("article") if other is not holder for each in other.iter()} & within
    apart = [block for block in blocks if block.element not in nested]
    return apart if sum(len(b.text) for b in apart) > _MOST_PROSE * sum(len(b.text) for b in blocks) else blocks


def _tidy(blocks: list[TextBlock], title: str | None) -> list[TextBlock]:
    kept = [block for block in blocks if block.linked < _ALL_LINKED or is_quoted_link(block)]
    words = re.findall(r"\w+", (title or "").casefold())
    kept = [block for block in kept if block.tag != "h1" and re.findall(r"\w+", block.text.casefold()) != words]
    kept = [block for i, block in enumerate(kept) if not _is_pulled(kept, i)]
    while kept and kept[-1].tag in _HEADINGS:
        kept.pop()
    return [block for i, block in enumerate(kept) if not _empty_heading(kept, i)]


def is_quoted_link(block: TextBlock) -> bool:
    """A whole sentence that is a link stands in the text; a headline or card that is one points away from it."""
    if any(each.tag == "a" for each in ancestors(block.element)):
        return False
    return block.tag in ("p", "blockquote") and bool(_SENTENCE.search(block.text)) and len(block.text) > 2 * _LONG


def _is_pulled(blocks: list[TextBlock], i: int) -> bool:
    """A quotation set large beside the text that has it too."""
    quoted = any(each.tag in ("blockquote", "q") for each in list(ancestors(blocks[i].element))[:3])
    return quoted and any(blocks[i].text.strip('“”"') in other.text for j, other in enumerate(blocks) if j != i)


def _empty_heading(blocks: list[TextBlock], i: int) -> bool:
    """A heading over another one, or over what was left out."""
    follows = blocks[i + 1].tag if i + 1 < len(blocks) else "h2"
    return blocks[i].tag in _HEADINGS and follows in _HEADINGS and follows <= blocks[i].tag


def second_opinion(tree: Any) -> list[str]:
    """The article's lines as trafilatura finds them in the pruned *tree*."""
    import trafilatura
    from lxml.etree import LxmlError  # type: ignore[import-untyped]

    for name in ("trafilatura", "htmldate"):
        # Without a handler of its own, each page without an article would print a warning of the library's.
        logging.getLogger(name).addHandler(logging.NullHandler())
    try:
        found: Any = trafilatura.bare_extraction(tree, fast=True, include_comments=False, include_tables=False)
    except (*_MANGLED, LxmlError):
        return []
    return [line for line in (found.text or "").splitlines() if line.strip()] if found is not None else []


def settled(own: list[TextBlock], other: list[str], tree: Any) -> list[TextBlock]:
    """*own*, or the blocks of the lines of *other* where *own* has less than half of their words."""
    if not other:
        return own
    mine = Counter(word for block in own for word in block.text.split())
    theirs = Counter(word for line in other for word in line.split())
    shared = sum((mine & theirs).values())
    if shared >= _AGREEING * sum(theirs.values()):
        return own
    return list(_as_blocks(other, text_blocks(tree), tree))


def _as_blocks(lines: list[str], blocks: list[TextBlock], tree: Any) -> Iterator[TextBlock]:
    """Each line as the block with the same words, or as one that stands nowhere in particular."""
    by_words = {re.sub(r"\W+", "", block.text): block for block in blocks}
    for line in lines:
        yield by_words.get(re.sub(r"\W+", "", line)) or TextBlock(folded(line), tree, 0.0)
