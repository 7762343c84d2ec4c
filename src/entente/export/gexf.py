"""Events as a dynamic GEXF 1.3 graph, for Gephi and its timeline.

Gephi merges parallel edges of one kind, so an edge here gathers the events from one node to another of one type and
factuality; its spells say when they took place, and its dynamic attributes ``event`` and ``score`` belong to a spell.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from xml.etree import ElementTree

from entente import __version__
from entente.entries import ontology, scale
from entente.export.network import Edge, Network, Node, plain

NAMESPACE = "http://gexf.net/1.3"
NODE = (("code", "string"), ("sector", "string"), ("kind", "string"))
EDGE = (("type", "string"), ("quad_code", "integer"), ("factuality", "string"), ("mutual", "boolean"))
DYNAMIC = (("event", "string"), ("score", "double"))


def gexf_text(found: Network) -> str:
    """The graph as one XML document. Days are ISO 8601 and inclusive; an open end is left out."""
    root = ElementTree.Element("gexf", {"xmlns": NAMESPACE, "version": "1.3"})
    ElementTree.SubElement(ElementTree.SubElement(root, "meta"), "creator").text = f"entente {__version__}"
    about = {"mode": "dynamic", "defaultedgetype": "directed", "timeformat": "date", "timerepresentation": "interval"}
    graph = ElementTree.SubElement(root, "graph", about)
    for of, mode, names in (("node", "static", NODE), ("edge", "static", EDGE), ("edge", "dynamic", DYNAMIC)):
        kinds = ElementTree.SubElement(graph, "attributes", {"class": of, "mode": mode})
        for name, kind in names:
            ElementTree.SubElement(kinds, "attribute", {"id": name, "title": name, "type": kind})
    nodes = ElementTree.SubElement(graph, "nodes")
    for node in found.nodes:
        _node(nodes, node)
    edges = ElementTree.SubElement(graph, "edges")
    for held in _gathered(found.edges):
        _edge(edges, held)
    ElementTree.indent(root, " ")
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=False)


def _node(nodes: ElementTree.Element, node: Node) -> None:
    about = ElementTree.SubElement(nodes, "node", {"id": node.id, "label": node.label})
    values = ElementTree.SubElement(about, "attvalues")
    for name, held in (("code", node.code), ("sector", node.sector), ("kind", node.kind)):
        if held:
            ElementTree.SubElement(values, "attvalue", {"for": name, "value": held})


def _gathered(edges: Iterable[Edge]) -> list[list[Edge]]:
    """The events of each edge in the order of their days."""
    found: dict[tuple[str, ...], list[Edge]] = {}
    for edge in edges:
        chief = edge.entry.value.chief
        key = edge.source, edge.target, chief.type, chief.factuality, str(edge.mutual)
        found.setdefault(key, []).append(edge)
    return [sorted(found[key], key=_day) for key in sorted(found)]


def _day(edge: Edge) -> tuple[str, ...]:
    dating = edge.entry.value.chief.dating
    return str(dating.first or ""), str(dating.last or ""), edge.id


def _edge(edges: ElementTree.Element, held: list[Edge]) -> None:
    first = held[0]
    chief = first.entry.value.chief
    about = {"id": first.id, "source": first.source, "target": first.target, "label": chief.type}
    edge = ElementTree.SubElement(edges, "edge", {**about, "kind": chief.type, "weight": str(len(held))})
    values = ElementTree.SubElement(edge, "attvalues")
    static = (chief.type, str(ontology().quad_code(chief.type)), chief.factuality, str(first.mutual).lower())
    for (name, _), value in zip(EDGE, static, strict=True):
        ElementTree.SubElement(values, "attvalue", {"for": name, "value": value})
    spells = ElementTree.SubElement(edge, "spells")
    for each in held:
        mention = each.entry.value.chief
        when = _ends(mention.dating.first, mention.dating.last)
        score = f"{scale(mention.type, mention.mode):g}"
        ElementTree.SubElement(values, "attvalue", {"for": "event", "value": plain(each.entry.id), **when})
        ElementTree.SubElement(values, "attvalue", {"for": "score", "value": score, **when})
        ElementTree.SubElement(spells, "spell", when)


def _ends(first: date | None, last: date | None) -> dict[str, str]:
    ends = (("start", first), ("end", last))
    return {name: day.isoformat() for name, day in ends if day}
