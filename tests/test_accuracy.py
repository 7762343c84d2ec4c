"""The page about accuracy says what is so: each report has its topic, and each known failure still fails."""

import csv
import json
from pathlib import Path

import pytest
from eval import accuracy
from eval.accuracy import mended, parts_between, topic_of

from entente.coding.ontology import load_ontology
from entente.errors import DataError

GOLD = Path(accuracy.HERE) / "gold" / "reports.jsonl"


def rows(name: str) -> list[dict[str, str]]:
    with (accuracy.HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_every_hand_coded_report_has_one_topic_of_contexts_that_there_are():
    addresses = [json.loads(line)["url"] for line in GOLD.read_text(encoding="utf-8").splitlines()]
    told = [report for row in rows("topics.tsv") for report in row["reports"].split()]
    assert sorted(told) == sorted(url.rsplit("/", 1)[-1] for url in addresses)
    assert "-" not in map(topic_of, addresses)
    contexts = {each for row in rows("topics.tsv") for each in row["contexts"].split()}
    assert contexts <= load_ontology().contexts


def test_no_known_failure_is_told_that_no_longer_fails():
    try:
        assert list(mended()) == []
    except DataError:
        pytest.skip("the language model's weights are not here")


def one_report(found: int, missed: int, url: str) -> accuracy.Compared:
    gold = {"type": "CONSULT", "actors": [{"code": "NOR"}], "recipients": []}
    pairs = tuple(accuracy.coding.Pair(None, gold) for _ in range(found))
    return accuracy.Compared(None, {"url": url}, pairs, (), tuple(gold for _ in range(missed)))


def test_the_interval_of_a_share_holds_it_and_is_wide_where_reports_differ():
    alike = [one_report(1, 1, "a") for _ in range(10)]
    differing = [one_report(2, 0, "a"), one_report(0, 2, "a")] * 5
    [(_, [count, _, recall])] = parts_between(alike, lambda kind, code: kind, draws=200)
    assert (count, recall) == (20, "50 (50 to 50)")
    [(_, [_, _, recall])] = parts_between(differing, lambda kind, code: kind, draws=200)
    assert recall.startswith("50 (")
    assert recall != "50 (50 to 50)"
