"""A piece of HTML, such as the content of a feed's entry, as text: one paragraph a line, only markup left out."""

from __future__ import annotations

from entente.read.markup import parsed, text_blocks


def text_of_fragment(markup: str) -> str:
    """The words of *markup*, which may also be plain text, with one paragraph a line."""
    if "<" not in markup and "&" not in markup:
        return "\n".join(" ".join(line.split()) for line in markup.splitlines() if line.strip())
    tree = parsed(f"<html><body><div>{markup}</div></body></html>")
    return "\n".join(block.text for block in text_blocks(tree)) if tree is not None else ""
