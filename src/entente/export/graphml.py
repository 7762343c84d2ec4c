"""Events as a GraphML multigraph, for networkx, igraph, Cytoscape and others: an edge for each event and dyad."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree import ElementTree

from entente.entries import ontology, scale
from entente.export.network import Edge, Network, plain
from entente.export.tables import tellings

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
NODE = {"label": "string", "code": "string", "sector": "string", "kind": "string"}
EDGE = {
    "event": "string",
    "type": "string",
    "mode": "string",
    "quad_code": "int",
    "score": "double",
    "date": "string",
    "enddate": "string",
    "factuality": "string",
    "historical": "boolean",
    "asserted": "boolean",
    "mutual": "boolean",
    "confidence": "double",
    "place": "string",
    "report": "string",
}


def graphml_text(found: Network) -> str:
    """The graph as one XML document; what is unknown has no ``data`` element."""
    root = ElementTree.Element("graphml", {"xmlns": NAMESPACE})
    for of, names in (("node", NODE), ("edge", EDGE)):
        for name, kind in names.items():
            about = {"id": f"{of}-{name}", "for": of, "attr.name": name, "attr.type": kind}
            ElementTree.SubElement(root, "key", about)
    graph = ElementTree.SubElement(root, "graph", {"id": "entente", "edgedefault": "directed"})
    for node in found.nodes:
        held = {"label": node.label, "code": node.code, "sector": node.sector, "kind": node.kind}
        _data(ElementTree.SubElement(graph, "node", {"id": node.id}), "node", held)
    for edge in found.edges:
        ends = {"id": plain(edge.id), "source": edge.source, "target": edge.target}
        _data(ElementTree.SubElement(graph, "edge", ends), "edge", _fields(edge))
    ElementTree.indent(root, " ")
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=False)


def _fields(edge: Edge) -> dict[str, object]:
    chief = edge.entry.value.chief
    return {
        "event": edge.entry.id,
        "type": chief.type,
        "mode": chief.mode,
        "quad_code": ontology().quad_code(chief.type),
        "score": scale(chief.type, chief.mode),
        "date": chief.dating.first,
        "enddate": chief.dating.last,
        "factuality": chief.factuality,
        "historical": chief.dating.historical,
        "asserted": any(mention.asserted for _, mention in tellings(edge.entry)),
        "mutual": edge.mutual,
        "confidence": chief.confidence,
        "place": chief.place.name if chief.place else None,
        "report": edge.entry.report.source,
    }


def _data(about: ElementTree.Element, of: str, fields: Mapping[str, object]) -> None:
    for name, held in fields.items():
        if held is not None and held != "":
            text = str(held).lower() if isinstance(held, bool) else str(held)
            ElementTree.SubElement(about, "data", {"key": f"{of}-{name}"}).text = plain(text)
