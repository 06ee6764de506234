"""The JSON of every answer: the keys that are promised, and ``schema.json`` in full; absent is null."""

from __future__ import annotations

import copy
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import strategies as cases
from click.testing import CliRunner
from hypothesis import given, settings
from small_cases import STAGE, position

import kg
from kg.analysis.conflicts import ConflictKind, Severity
from kg.analysis.ground import Ground
from kg.analysis.happenings import State
from kg.answers.contract import ANSWERS, SCHEMA, contract, schema_of
from kg.api import CHANNELS
from kg.api.networks import explained_of
from kg.api.tour import tour_of
from kg.case import KINDS
from kg.checking.findings import SEVERITIES
from kg.cli import main
from kg.coding.agreement import SCALES
from kg.errors import UsageError
from kg.networks.asked import METHODS
from kg.resolution.deeds import Known
from kg.schema import CHOICES
from kg.vocabulary import ATTRIBUTIONS, Side, Stance

HEAD = {"schema", "case", "as_of", "filters", "sources"}
ROW = {
    "issue", "issue_kind", "option", "stances", "conditions", "readings", "in_name_only", "deliberately_open",
    "from_opposite_sides", "needs", "range", "ask", "otherwise",
}  # fmt: skip
STANCE = {
    "party", "option", "stance", "side", "inferred", "ascribed", "withheld", "as_part_of", "evidence", "derivation",
    "contrary_reports", "strain",
}  # fmt: skip
EVIDENCE = {
    "id", "party", "speaker", "earliest", "latest", "source", "locator", "attribution", "voice", "confidence",
    "paraphrase", "sensitivity",
}  # fmt: skip
CLASSES = ("agreed", "within_reach", "rejected", "contested", "unaddressed")


def walk(answer: Any) -> Iterator[dict[str, Any]]:
    """Yield every object in an answer."""
    if isinstance(answer, dict):
        yield answer
        for value in answer.values():
            yield from walk(value)
    elif isinstance(answer, list):
        for value in answer:
            yield from walk(value)


@pytest.fixture(scope="module")
def answers() -> dict[str, dict[str, Any]]:
    """Return one answer of each kind."""
    basin = kg.open("example:basin")
    three = ("orrin", "selm", "tavay")
    return {
        "shared": basin.shared(*three).to_json(),
        "matrix": basin.matrix(*three).to_json(),
        "conflicts": basin.conflicts(*three).to_json(),
        "overlap": basin.overlap(*three).to_json(),
        "bridges": basin.bridges(*three).to_json(),
        "changes": basin.changes(date(2031, 3, 31)).to_json(),
        "briefing": basin.briefing(*three, since="2031-03-31").to_json(),
        "proposal": basin.proposal().to_json(),
        "deals": basin.deals(*three).to_json(),
        "compare": basin.compare(*list(basin.case.proposals)[:2]).to_json(),
        "camps": basin.camps(window="1:months", as_dna=True).to_json(),
        "network": basin.network(window="1:months").to_json(),
        "backbone": basin.backbone(window="1:months").to_json(),
        "network_explained": explained_of(basin.network(normalisation="average"), "orrin", "selm").to_json(),
        "consensus": basin.consensus(window="1:months").to_json(),
        "scale": basin.scale(window="1:months").to_json(),
        "scale_tree": basin.scale("cluster").to_json(),
        "scale_distribution": basin.scale("distribution", concepts="issues").to_json(),
        "positions": basin.positions().to_json(),
        "why": basin.why("selm", "gauges").to_json(),
        "issue": basin.issue_dossier("dam").to_json(),
        "party": basin.party_dossier("selm").to_json(),
        "tour": tour_of(basin, "selm", "tavay").to_json(),
        "timeline": basin.timeline().to_json(),
        "events": basin.events().to_json(),
        "check": basin.check().to_json(),
        "list": basin.list("parties").to_json(),
    }


def test_every_answer_has_the_head(answers: dict[str, dict[str, Any]]) -> None:
    for name, answer in answers.items():
        assert HEAD <= set(answer), name
        assert answer["schema"] == 2
        assert answer["as_of"] == "2031-06-30"


def test_rows_of_shared_ground(answers: dict[str, dict[str, Any]]) -> None:
    answer = answers["shared"]
    assert set(answer) >= HEAD | {"parties", *CLASSES}
    rows = [row for name in CLASSES for row in answer[name]]
    assert all(set(row) >= ROW for row in rows)
    conditions = [each for row in rows for each in row["conditions"]]
    assert conditions and all(set(each) >= {"party", "requires", "text", "timing", "met"} for each in conditions)
    readings = [each for row in rows for each in row["readings"]]
    assert readings and all(set(each) >= {"party", "point", "text", "evidence"} for each in readings)
    ranges = [row["range"] for row in rows if row["range"]]
    assert ranges and all(set(each) >= {"kind", "low", "high", "unit"} for each in ranges)


def test_stances_and_evidence_are_whole_wherever_they_stand(answers: dict[str, dict[str, Any]]) -> None:
    stances = evidence = 0
    for answer in answers.values():
        for found in walk(answer):
            if "contrary_reports" in found:
                assert set(found) >= STANCE
                stances += 1
                assert all(set(each) >= {"stance", "side", "evidence"} for each in found["contrary_reports"])
                assert found["strain"] is None or set(found["strain"]) >= {"stance", "side", "evidence", "derivation"}
            if "paraphrase" in found:
                assert set(found) >= EVIDENCE
                evidence += 1
            if "premises" in found:
                assert set(found) >= {"rule", "premises", "via", "reason"}
                assert all(set(each) >= {"party", "option", "stance", "evidence"} for each in found["premises"])
    assert stances and evidence


def test_conflicts(answers: dict[str, dict[str, Any]]) -> None:
    answer = answers["conflicts"]
    keys = {"kind", "severity", "issues", "sides", "condition", "readings", "implies"}
    assert all(set(each) >= keys and len(each["sides"]) == 2 for each in answer["conflicts"])


def test_changes(answers: dict[str, dict[str, Any]]) -> None:
    answer = answers["changes"]
    assert answer["since"] == "2031-03-31"
    assert all(set(each) >= {"kind", "toward", "party", "option", "before", "after"} for each in answer["changes"])
    assert all(set(each) >= {"parties", "option", "before", "after"} for each in answer["ground"])


def test_proposals(answers: dict[str, dict[str, Any]]) -> None:
    proposals = answers["proposal"]["proposals"]
    keys = {"proposal", "status", "proposed_by", "tabled_by", "terms", "net", "tilt", "red_lines"}
    for each in proposals:
        assert set(each) >= keys
        assert all(set(term) >= {"option", "stances"} for term in each["terms"])
        assert all({"party", "net", "without_side"} <= set(net) for net in each["net"])
        assert all(set(tilt) >= {"toward", "over", "by", "terms", "of"} for tilt in each["tilt"])
        assert all(set(line) >= {"party", "option"} for line in each["red_lines"])


def test_overlap_and_bridges(answers: dict[str, dict[str, Any]]) -> None:
    pair = {"parties", "agreed", "within_reach", "contested", "red_lines", "both_sided"}
    assert all(set(each) >= pair for each in answers["overlap"]["pairs"])
    matters = answers["bridges"]["bridges"]
    keys = {"kind", "issues", "options", "conflicts", "condition", "points", "ascribed", "inferred", "moves"}
    assert matters and all(set(each) == keys and each["moves"] for each in matters)
    keys = {
        "party", "move", "option", "to", "from", "condition", "of", "with", "text", "grade", "brings", "ascribed", "inferred",
    }  # fmt: skip
    moves = [move for each in matters for move in each["moves"]]
    assert all(
        set(move) == keys and set(move["brings"]) == {"agreed", "within_reach", "ends", "ends_clash"} for move in moves
    )


def test_findings(answers: dict[str, dict[str, Any]]) -> None:
    findings = answers["check"]["findings"]
    assert all(set(each) >= {"severity", "where", "message", "path", "value"} for each in findings)


def test_things_are_an_iri_and_a_label(answers: dict[str, dict[str, Any]]) -> None:
    for answer in answers.values():
        for found in walk(answer):
            for key in ("party", "option", "point", "source", "speaker"):
                thing = found.get(key)
                if isinstance(thing, dict) and key != "source":
                    assert set(thing) == {"id", "label"} and thing["id"].startswith("https://")


# ------------------------------------------------------------------ schema.json


def faults(answer: Any, kind: str) -> list[str]:
    """Return where an answer differs from the contract."""
    checker = jsonschema.Draft202012Validator(schema_of(kind), format_checker=jsonschema.FormatChecker())
    return [f"{kind} {error.json_path}: {error.message}" for error in checker.iter_errors(answer)]


def every_answer(case: Any, parties: Sequence[str], since: str) -> Iterator[tuple[str, Any]]:
    """Yield the JSON of every question about a case, with the name of its definition."""
    for size in (2, 3):
        for group in combinations(parties, size):
            for kind in ("shared", "matrix", "conflicts", "bridges", "overlap", "deals"):
                yield kind, getattr(case, kind)(*group).to_json()
            with suppress(UsageError):  # no knot, or too much of it for a graph model
                yield "stability", case.stability(*group).to_json()
    everyone = list(case.case.parties)
    yield "overlap", case.overlap().to_json()
    yield from (("matrix", case.matrix(order=order).to_json()) for order in ("class", "issue", "seriation"))
    yield "shared", case.shared(*everyone).to_json("uk")
    yield from networks(case, parties)
    yield from scales(case, parties)
    yield "positions", case.positions().to_json()
    yield "proposal", case.proposal().to_json()
    plans = [each.id for each in case.list("proposals").things]
    if len(plans) > 1:
        yield "compare", case.compare(*plans).to_json()
    yield "changes", case.changes(since).to_json()
    yield "tour", tour_of(case).to_json()
    yield "tour", tour_of(case, *parties[:2], options=("--lang", "uk"), lang="uk").to_json("uk")
    yield "timeline", case.timeline().to_json()
    yield from (("issue", case.issue_dossier(issue).to_json()) for issue in case.case.issues)
    yield "issue", case.issue_dossier(next(iter(case.case.issues)), parties[:2]).to_json("uk")
    yield from (("party", case.party_dossier(party).to_json()) for party in parties)
    yield "timeline", case.timeline(parties[:1], list(case.case.issues)[:1]).to_json("uk")
    yield "events", case.events().to_json()
    yield "briefing", case.briefing(*parties).to_json()
    yield "briefing", case.briefing(*parties, since=since).to_json("uk")
    yield from (("list", case.list(kind).to_json()) for kind in KINDS)
    terms = [*case.case.options, *case.case.proposals]
    yield from (("why", case.why(party, term).to_json()) for party in everyone for term in terms[:12])


def networks(case: Any, parties: Sequence[str]) -> Iterator[tuple[str, Any]]:
    """Yield networks of several kinds, and what the weights of one of each mode consist of."""
    asked: tuple[dict[str, Any], ...] = (
        {"isolates": True, "parties": list(parties), "scale": "stance", "normalisation": "cosine"},
        {"isolates": True, "mode": "two", "concepts": "issues", "aggregation": "combine", "normalisation": "activity"},
        {"on": "stances", "isolates": True, "voice": "any"},
    )
    for choices in asked:
        found = case.network(**choices)
        yield "network", found.to_json("uk")
        for column in found.network.columns[:3]:
            yield "network_explained", explained_of(found, found.network.rows[0], column).to_json()
    yield "camps", case.camps().to_json("uk")
    yield "camps", case.camps(actors="people", window="2:statements", voice="any", as_dna=True).to_json()
    yield "camps", case.camps(on="stances", voice="any", parties=list(parties)).to_json()
    kernel = {"window": "3:days", "stride": "1:weeks", "kernel": "gaussian", "since": "2024-12-01"}
    yield "network", case.network(**kernel, attributions=["on-record"], actors="people").to_json()
    yield "network", case.network(window="2:statements", by="concepts", concepts="proposals").to_json()
    yield "consensus", case.consensus([f"one={parties[0]},{parties[1]}", parties[2]], as_polis=True).to_json("uk")
    yield "consensus", case.consensus(actors="people", concepts="proposals", window="2:statements").to_json()
    yield "consensus", case.consensus(on="stances", voice="any", parties=parties[:1]).to_json()
    yield "backbone", case.backbone(window="2:statements", size=1).to_json("uk")
    yield "backbone", case.backbone(as_dna=True, aggregation="subtract", normalisation="average").to_json()
    yield "backbone", case.backbone(on="stances", concepts="proposals", normalisation="jaccard").to_json()


def scales(case: Any, parties: Sequence[str]) -> Iterator[tuple[str, Any]]:
    """Yield where actors stand by each method, whole and in windows."""
    kinds = dict(zip(METHODS, ("scale", "scale", "scale_tree", "scale_distribution"), strict=True))
    for method, kind in kinds.items():
        yield kind, case.scale(method).to_json("uk")
        yield (
            kind,
            case.scale(method, parties=list(parties), voice="any", window="1:months", since="2024-12-01").to_json(),
        )
        yield kind, case.scale(method, actors="people", concepts="proposals", duplicates="range").to_json()
        if method != "cluster":
            yield kind, case.scale(method, concepts="issues", exclude=[parties[0]]).to_json()
    for method in METHODS:
        yield kinds[method], case.scale(method, since="1900-01-01", until="1900-01-02").to_json()


def test_the_shipped_case_answers_as_the_contract_says() -> None:
    parties = ("russia", "ukraine", "united-states")
    found = [*every_answer(kg.open(), parties, "2025-04-20"), ("check", kg.open().check().to_json())]
    assert len(found) > 100
    assert [fault for kind, answer in found for fault in faults(answer, kind)] == []


@pytest.mark.parametrize("options", [{}, {"min_confidence": 0.6}, {"channels": ["closed", "back-channel"]}], ids=str)
def test_the_second_case_answers_as_the_contract_says(second_case: Path, options: dict[str, Any]) -> None:
    case = kg.open(str(second_case), **options)
    found = [*every_answer(case, ("orrin", "selm", "tavay"), "2031-03-31"), ("check", case.check().to_json())]
    assert [fault for kind, answer in found for fault in faults(answer, kind)] == []


def test_an_empty_case_answers_as_the_contract_says(case_of: Callable[..., Any]) -> None:
    found = every_answer(case_of(), ("a", "b", "c"), "2031-01-01")
    assert [fault for kind, answer in found for fault in faults(answer, kind)] == []


@settings(max_examples=15, deadline=None, derandomize=True)
@given(cases.parts())
def test_any_case_answers_as_the_contract_says(parts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.ttl"
        path.write_text(STAGE + "".join(dict.fromkeys(parts)), encoding="utf-8")
        found = every_answer(kg.open(str(path), as_of="2031-01-12"), ("a", "b", "c"), "2031-01-05")
        assert [fault for kind, answer in found for fault in faults(answer, kind)] == []


QUERIES = (
    "SELECT ?s ?label ?none { ?s a neg:Party ; skos:prefLabel ?label . OPTIONAL { ?s neg:no ?none } }",
    "ASK { ?s a neg:Party }",
    "CONSTRUCT { ?s neg:value ?v } WHERE { ?s neg:value ?v }",
    "SELECT ?s { ?s a neg:Position }",
)


@pytest.mark.parametrize("query", QUERIES)
def test_queries_answer_as_the_contract_says(query: str, second_case: Path) -> None:
    answer = kg.open(str(second_case)).query(query).to_json()
    assert answer["rows"] or answer["boolean"]
    assert faults(answer, "query") == []


def test_a_case_that_cannot_be_read_is_checked_as_the_contract_says(tmp_path: Path) -> None:
    path = tmp_path / "case.ttl"
    path.write_text("<urn:x> a <https://w3id.org/neg#Party> .\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["--case", str(path), "check", "--format", "json"])
    answer = json.loads(done.stdout)
    assert answer["as_of"] is None and answer["findings"]
    assert faults(answer, "check") == []


def test_the_cards_of_a_text_answer_as_the_contract_says(tmp_path: Path) -> None:
    text = tmp_path / "wire.txt"
    text.write_text(
        "Ukraine said on Monday that it would accept a truce if Russia did.\n\nRussia refused.", encoding="utf-8"
    )
    for more in ((), ("--blind", "--sample", "2")):
        command = ["code", str(text), "--issued", "2025-04-22", "--format", "json", *more]
        answer = json.loads(CliRunner().invoke(main, command).stdout)
        assert answer["cards"] and [kind for kind in ANSWERS if not faults(answer, kind)] == ["code"], more


def test_the_texts_that_came_answer_as_the_contract_says(tmp_path: Path, second_case: Path) -> None:
    words = (
        "The council said on Monday that it would accept a truce of ten days if the other side did the same at once."
    )
    for name, text in (("a", words), ("b", f"{words}\n\nMorning edition."), ("c", words), ("d", "Nothing.")):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    files = [str(tmp_path / f"{name}.txt") for name in "abcd"]
    command = ["update", str(second_case), *files, "--issued", "2031-03-31", "-o", str(tmp_path / "desks")]
    answer = json.loads(CliRunner().invoke(main, [*command, "--format", "json"]).stdout)
    assert [one["same_as"] is not None for one in answer["texts"]] == [False, False, True, False]
    assert [one["copies"] is not None for one in answer["texts"]] == [False, True, False, False]
    assert [kind for kind in ANSWERS if not faults(answer, kind)] == ["update"]


def test_examples_are_listed_as_the_contract_says() -> None:
    answer = json.loads(CliRunner().invoke(main, ["list", "examples", "--format", "json"]).stdout)
    assert answer["items"] and faults(answer, "examples") == []
    assert [kind for kind in ANSWERS if not faults(answer, kind)] == ["examples"]


def test_agreement_answers_as_the_contract_says(tmp_path: Path, second_case: Path) -> None:
    other = tmp_path / "other.ttl"
    other.write_text(STAGE + position("a", "demand", "x1", 3), encoding="utf-8")
    third = tmp_path / "third.ttl"
    third.write_text(STAGE + position("a", "oppose", "x1", 3) + position("b", "open", "w1", 4), encoding="utf-8")
    for pair in ((second_case, second_case), (other, third)):
        done = CliRunner().invoke(main, ["agreement", *map(str, pair), "--format", "json"])
        assert faults(json.loads(done.stdout), "agreement") == [], pair


def test_an_import_answers_as_the_contract_says(tmp_path: Path) -> None:
    sheet = tmp_path / "parties.csv"
    sheet.write_text("id,label,role\na,A,principal\nb,B,king\n", encoding="utf-8")
    for options, imported in (((), False), (("--keep-going",), True)):
        command = ["import", str(sheet), "-o", str(tmp_path / "case.ttl"), "--format", "json", *options]
        answer = json.loads(CliRunner().invoke(main, command).stdout)
        assert answer["imported"] is imported
        assert [problem["value"] for problem in answer["problems"]] == ["king"]
        assert faults(answer, "import") == []


def test_an_import_by_mapping_answers_as_the_contract_says(tmp_path: Path) -> None:
    sections = ("party", "issue", "option", "source")
    lines = ['namespace = "https://example.org/talks/"', *(f'[{name}]\nkey = "{name}"' for name in sections)]
    lines += ['[stance]\nfrom = "stance"\nvalues = { yes = "support", none = "" }', '[statement]\ndate = "date"']
    (tmp_path / "map.toml").write_text("\n".join(lines), encoding="utf-8")
    rows = ("party,issue,option,stance,date,source", "A,I,O,yes,2031-01-10,S", "B,I,O,none,2031-01-10,S")
    (tmp_path / "table.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    names = [str(tmp_path / name) for name in ("table.csv", "map.toml", "case.ttl")]
    command = ["import", names[0], "--mapping", names[1], "-o", names[2], "--format", "json"]
    answer = json.loads(CliRunner().invoke(main, command).stdout)
    assert (answer["rows"], answer["skipped"], answer["added"], answer["removed"]) == (1, 1, None, None)
    assert faults(answer, "import") == []


SWAPS: tuple[tuple[str, Callable[[Any], Any]], ...] = (
    ("a missing key", lambda row: row.pop("ask")),
    ("a key too many", lambda row: row.update(more=1)),
    ("an unknown stance", lambda row: row["stances"][0].update(stance="maybe")),
    ("a side that is no side", lambda row: row["stances"][0].update(side="none")),
    ("text for a flag", lambda row: row.update(in_name_only="no")),
    ("a bare id for a thing", lambda row: row.update(option=row["option"]["id"])),
    ("an id that is no IRI", lambda row: row["option"].update(id="gauges")),
    ("null for a list", lambda row: row.update(needs=None)),
    ("a list for null", lambda row: row.update(range=[])),
)


@pytest.mark.parametrize(("what", "swap"), SWAPS, ids=[what for what, _ in SWAPS])
def test_a_wrong_value_is_found(what: str, swap: Callable[[Any], Any], answers: dict[str, dict[str, Any]]) -> None:
    answer = copy.deepcopy(answers["shared"])
    swap(next(row for name in CLASSES for row in answer[name]))
    assert faults(answer, "shared")


def test_a_day_that_is_none_is_found(answers: dict[str, dict[str, Any]]) -> None:
    assert faults({**answers["shared"], "as_of": "2031-02-30"}, "shared")
    assert faults({**answers["shared"], "as_of": "30.3.2031"}, "shared")


def test_no_answer_is_taken_for_another(answers: dict[str, dict[str, Any]]) -> None:
    fits = {(kind, other) for kind in answers for other in ANSWERS if not faults(answers[kind], other)}
    assert fits == {(kind, kind) for kind in answers}


def test_the_schema_is_one_and_says_what_each_key_is() -> None:
    jsonschema.Draft202012Validator.check_schema(contract())
    objects = [found for found in walk(contract()["$defs"]) if "properties" in found and found.get("type") == "object"]
    assert len(objects) > 40
    for found in objects:
        assert found["additionalProperties"] is False
        for key, value in found["properties"].items():
            named = contract()["$defs"].get(value.get("$ref", "").rsplit("/", 1)[-1], {})
            assert value.get("description") or named.get("description"), (found["description"], key)


def test_every_definition_is_used() -> None:
    used = {found["$ref"].rsplit("/", 1)[-1] for found in walk(contract()) if isinstance(found.get("$ref"), str)}
    assert used == contract()["$defs"].keys()


VOCABULARY: dict[str, Iterable[str]] = {
    "stance": Stance,
    "side": Side,
    "attribution": ATTRIBUTIONS,
    "role": CHOICES["role"],
    "issue_kind": CHOICES["issue kind"],
    "choice_rule": CHOICES["choice rule"],
    "closure": CHOICES["closure"],
    "status": CHOICES["status"],
    "timing": CHOICES["timing"],
    "channel": ("public", *CHANNELS),
    "ground": Ground,
    "conflict_kind": ConflictKind,
    "list_kind": KINDS,
    "finding_severity": SEVERITIES,
    "metric": SCALES,
    "event_state": State,
    "known": Known,
}


@pytest.mark.parametrize("name", VOCABULARY)
def test_the_lists_are_those_of_the_vocabulary(name: str) -> None:
    assert contract()["$defs"][name]["enum"] == [str(value) for value in VOCABULARY[name]]


def test_severities_are_those_of_conflicts() -> None:
    assert set(contract()["$defs"]["severity"]["enum"]) == set(Severity)


def test_the_number_of_the_contract_is_two() -> None:
    assert SCHEMA == 2
    assert contract()["$defs"]["version"]["const"] == 2
