"""Networks open in networkx and say who did what to whom, and when."""

import io
from collections import Counter
from dataclasses import replace
from datetime import date

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.entries import events_of, scale
from entente.export.formats import Options, export
from entente.export.network import network
from generated_events import some_events
from literal_report import linked

FEW = settings(max_examples=20)
LITERAL = events_of(linked(), date(2024, 6, 1), "k")
PLAIN, COUNTRIES = Options(), Options(nodes="countries")


def gexf(events, options=PLAIN) -> networkx.MultiDiGraph:
    return networkx.read_gexf(io.BytesIO(export("gexf", events, options).content))


def graphml(events, options=PLAIN) -> networkx.MultiDiGraph:
    return networkx.read_graphml(io.BytesIO(export("graphml", events, options).content), force_multigraph=True)


def test_graphml_has_an_edge_for_each_event_and_dyad():
    found = graphml(LITERAL)
    assert found.nodes["PRT Ana Sousa"] == {"label": "Ana Sousa", "code": "PRT", "sector": "GOV", "kind": "person"}
    visit = found["PRT Ana Sousa"]["CHL Luis Vega"]["e1-1"]
    assert (visit["type"], visit["mode"], visit["score"], visit["date"]) == ("CONSULT", "visit", 4.0, "2024-05-14")
    assert (visit["asserted"], visit["mutual"], visit["place"]) == (True, False, "Porto")
    assert found["CHL Luis Vega"]["PRT Ana Sousa"]["e3-2"]["mutual"] is True


def test_gexf_says_when():
    found = gexf(LITERAL)
    assert found.graph["mode"] == "dynamic"
    visits = [held for _, _, held in found.edges(data=True) if not held["mutual"]]
    assert [(held["label"], held["spells"]) for held in visits] == [("CONSULT", [("2024-05-14", "2024-05-14")])]
    assert visits[0]["event"] == [("e1", "2024-05-14", "2024-05-14")]


def test_gexf_gathers_events_of_one_type_between_the_same_two():
    found = gexf(LITERAL, COUNTRIES)
    assert found.nodes["PRT"]["label"] == "Portugal"
    weights = Counter()
    for one, other, held in found.edges(data=True):
        weights[one, other] += held["weight"]
    assert weights == {("PRT", "CHL"): 2, ("CHL", "PRT"): 1}


@FEW
@given(some_events(), st.sampled_from(["actors", "countries"]))
def test_graphs_are_read_back_whole(events, nodes):
    options = Options(nodes=nodes)
    plain, dynamic = graphml(events, options), gexf(events, options)
    assert set(plain) == set(dynamic)
    told = Counter(held["event"] for _, _, held in plain.edges(data=True))
    gathered = [(id, held) for _, _, held in dynamic.edges(data=True) for id, _, _ in held["event"]]
    assert told == Counter(id for id, _ in gathered)
    assert sum(held["weight"] for _, _, held in dynamic.edges(data=True)) == sum(told.values())
    by_id = {entry.id: entry.value.chief for entry in events}
    for _, _, held in plain.edges(data=True):
        chief = by_id[held["event"]]
        assert held["score"] == scale(chief.type, chief.mode)
        assert held.get("date") == (chief.dating.first.isoformat() if chief.dating.first else None)
        assert held["factuality"] == chief.factuality
    for id, held in gathered:
        chief = by_id[id]
        spell = tuple(str(day) for day in (chief.dating.first, chief.dating.last))
        assert spell in held["spells"]
        assert (held["type"], held["factuality"]) == (chief.type, chief.factuality)


@FEW
@given(st.data(), some_events(), st.sampled_from(["gexf", "graphml"]))
def test_a_graph_is_the_same_in_any_order_of_the_events(data, events, format):
    shuffled = data.draw(st.permutations(events))
    assert export(format, shuffled).content == export(format, events).content


def test_events_without_two_parties_are_counted():
    assert network(LITERAL, "actors").without == 1
    assert export("gexf", LITERAL).note == "1 of 3 events have no two parties and no edge"


def test_protesters_of_two_reports_are_not_the_same_people():
    chief = LITERAL[1].value.chief
    crowd = replace(chief.actors[0], name="protesters", code=None, kind="people")
    event = replace(LITERAL[1], value=replace(LITERAL[1].value, mentions=(replace(chief, actors=(crowd,)),)))
    other = replace(event, id="e9", report=replace(event.report, source="lisbon.txt"))
    found = network([event, other], "actors")
    assert sum(node.label == "protesters" for node in found.nodes) == 2


@pytest.mark.parametrize("format", ["gexf", "graphml"])
def test_a_graph_without_events_is_a_graph(format):
    content = export(format, []).content
    read = networkx.read_gexf if format == "gexf" else networkx.read_graphml
    assert len(read(io.BytesIO(content))) == 0
