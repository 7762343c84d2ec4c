"""HTML as a tree, and its text in blocks: what a browser sets in lines of their own, with white space folded.

Nothing of a page is ever run: scripts are text that is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from entente.errors import UnreadableError

MOST_ELEMENTS = 200_000
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_UNSEEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "svg",
        "canvas",
        "object",
        "embed",
        "head",
        "title",
        "select",
        "textarea",
    ]
)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# Pictures within the page, which pages saved to one file have by the megabyte, and characters that no page may have.
_INLINE_DATA = re.compile(r"data:[\w/+.;=-]{0,80};base64,[A-Za-z0-9+/=\s]{64,}")
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# The same as references, of which a reader sees nothing: the parser takes them into the tree, and text with one cannot
# be moved within it.
_UNFIT_REFERENCE = re.compile(
    r"&#(?:0*(?:[0-8]|1[14-9]|2[0-9]|3[01]|6553[45])(?![0-9])|x0*(?:[0-8bef]|1[0-9a-f]|fff[ef])(?![0-9a-f]));?", re.I
)
_FORM_FEED = re.compile(r"\f|&#(?:0*12(?![0-9])|x0*c(?![0-9a-f]));?", re.I)
_SPACE = re.compile(r"[\s\u200b\ufeff\u2060\xad]+")
_SOFT = re.compile("[\u200b\ufeff\u2060\xad]")


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph, heading or item: its text with folded space, the element it stands in, and the share in links."""

    text: str
    element: Any
    linked: float

    @property
    def tag(self) -> str:
        return str(self.element.tag)

    @property
    def path(self) -> str:
        """The element's XPath in the page."""
        return str(self.element.getroottree().getpath(self.element))


def parsed(markup: str) -> Any | None:
    """The tree of a page, None where there is none; ``UnreadableError`` where it is larger than any page is."""
    from lxml import etree, html  # type: ignore[import-untyped]

    plain = _INLINE_DATA.sub("data:,", _XML_DECLARATION.sub("", markup))
    plain = _UNFIT.sub("\ufffd", _UNFIT_REFERENCE.sub("", _FORM_FEED.sub(" ", plain)))
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    try:
        tree = html.document_fromstring(plain, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError, TypeError):
        return None
    if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        raise UnreadableError(
            f"has more than {MOST_ELEMENTS:,} elements, more than a page of news; give its text as .txt"
        )
    return tree


@dataclass(slots=True)
class _Writing:
    """The block that is being put together."""

    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    breaks: int = 0
    blocks: list[TextBlock] = field(default_factory=list)

    def add(self, text: str | None, within_link: bool) -> None:
        if not text:
            return
        if not text.isspace():
            self.breaks = 0
            self.linked += len(text.strip()) if within_link else 0
        self.pieces.append(text)

    def end(self, element: Any) -> None:
        text = folded("".join(self.pieces))
        if text:
            self.blocks.append(TextBlock(text, element, min(1.0, self.linked / len(text))))
        self.pieces, self.linked, self.breaks = [], 0, 0


def folded(text: str) -> str:
    """*text* on one line: white space folded to single spaces, soft hyphens and characters without width left out."""
    return " ".join(_SOFT.sub("", text).split())


def text_blocks(tree: Any) -> list[TextBlock]:
    """The blocks of text in *tree*, in order."""
    writing = _Writing()
    _write(tree, tree, writing, False)
    writing.end(tree)
    return writing.blocks


def _write(element: Any, block: Any, writing: _Writing, linked: bool) -> None:
    writing.add(element.text, linked)
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else "script"
        if tag == "br":
            writing.pieces.append("\n")
            writing.breaks += 1
            if writing.breaks > 1:
                writing.end(block)
        elif tag in _INLINE:
            _write(child, block, writing, linked or tag == "a")
        elif tag not in _UNSEEN:
            writing.end(block)
            _write(child, child, writing, linked)
            writing.end(child)
        writing.add(child.tail, linked)


def ancestors(element: Any) -> Iterator[Any]:
    """*element* and what it stands in, up to the root."""
    while element is not None:
        yield element
        element = element.getparent()
