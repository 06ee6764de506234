"""What is typed by hand survives a second import by mapping, into a file and into an embedded store."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.corpora.mapping import import_mapped
from kg.store import open_store, write_graph
from kg.store.bulk import fill_store
from kg.vocabulary import NEG, SKOS

BASE = "https://example.org/talks/"
MAPPING = f"""namespace = "{BASE}"
[party]
key = "party"
[issue]
key = "issue"
[option]
key = "option"
[stance]
from = "stance"
[statement]
date = "date"
[source]
key = "source"
"""
TABLE = "party,issue,option,stance,date,source\nAland,Seat,Seat in Aland,support,2031-01-10,Paper\n"
ALAND = ox.NamedNode(f"{BASE}party/Aland")
BY_HAND = (
    ox.Quad(ALAND, ox.NamedNode(NEG.role), ox.NamedNode(NEG.principal)),
    ox.Quad(ALAND, ox.NamedNode(SKOS.altLabel), ox.Literal("the islanders", language="en")),
    ox.Quad(ALAND, ox.NamedNode(SKOS.definition), ox.Literal("Who lives there", language="en")),
    ox.Quad(ALAND, ox.NamedNode(SKOS.prefLabel), ox.Literal("Аланд", language="uk")),
)


@pytest.fixture(params=["case.ttl", "store"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    (tmp_path / "map.toml").write_text(MAPPING, encoding="utf-8")
    return tmp_path / str(request.param)


def bring(target: Path, table: str = TABLE) -> set[str]:
    path = target.with_name("table.csv")
    path.write_text(table, encoding="utf-8")
    import_mapped(target.with_name("map.toml"), [path], target)
    return {str(quad) for quad in open_store(target).quads()}


def add(target: Path, *quads: ox.Quad) -> None:
    held = [*open_store(target).quads(), *quads]
    write_graph(held, target) if target.suffix else fill_store(target, held)


def test_what_was_typed_by_hand_survives(target: Path) -> None:
    before = bring(target)
    add(target, *BY_HAND)
    assert bring(target) == before | {str(quad) for quad in BY_HAND}


def test_what_the_mapping_writes_is_replaced(target: Path) -> None:
    before = bring(target)
    after = bring(target, TABLE.replace("support", "oppose"))
    old, new = before - after, after - before
    assert [NEG.support in quad for quad in old if NEG.stance in quad] == [True]
    assert [NEG.oppose in quad for quad in new if NEG.stance in quad] == [True]
    assert len(old) == len(new)


def test_a_label_edited_by_hand_gives_way_to_the_table(target: Path) -> None:
    before = bring(target)
    wrong = ox.Quad(ALAND, ox.NamedNode(SKOS.prefLabel), ox.Literal("Alend", language="en"))
    add(target, wrong)
    assert bring(target) == before
