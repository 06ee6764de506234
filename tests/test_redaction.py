"""What is sensitive, what rests on it, and what is cut: each rule of redaction on a case of its own (see test_canary.py)."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from small_cases import (
    STAGE,
    condition,
    entails,
    local,
    member,
    position,
    proposal,
    reading,
    status,
    told_too,
    withdrawal,
)

from kg.cli import main
from kg.export.redact import redact
from kg.page.model import build_model

CaseOf = Callable[..., Any]


def marked(name: str, label: str = "secret") -> str:
    return f":{name} neg:sensitivity neg:{label} .\n"


def source(name: str, *more: str) -> str:
    return " ; ".join((f":{name} a neg:Source", f'dcterms:title "{name}"@en', *more)) + " .\n"


def event(name: str, *more: str) -> str:
    day = 'neg:from "2031-01-02"^^xsd:date'
    return (
        " ; ".join((f":{name} a neg:Event", f'skos:prefLabel "{name}"@en', day, 'neg:place "the pier"@en', *more))
        + " .\n"
    )


def assessed(name: str, option: str, statement: str) -> str:
    return f":{name} neg:assessment [ a neg:Assessment ; neg:honours :{option} ; neg:accordingTo :{statement} ] .\n"


def names(case: Any, kind: str) -> set[str]:
    return {local(one) for one in case.list(kind).to_json()["items"]}


def stance(case: Any, party: str, term: str) -> str:
    return str(case.why(party, term).to_json()["stance"]["stance"])


OPEN = (
    position("b", "support", "w2", 1, name="open")
    + position("c", "open", "w1", 1, name="open-c")
    + position("a", "support", "w3", 1, name="open-a")
)
HELD = position("a", "demand", "w1", 5, name="held")


@pytest.fixture
def redacted(case_of: CaseOf) -> CaseOf:
    return lambda *turtle, **options: case_of(OPEN, *turtle, redact=True, **options)


# ---------------------------------------------------------------- what is sensitive


@pytest.mark.parametrize("label", ["restricted", "secret"])
def test_a_marked_statement_has_never_been_recorded(redacted: CaseOf, label: str) -> None:
    case = redacted(HELD, marked("s-held", label), as_of=None)
    assert stance(case, "a", "w1") == "silent"
    assert str(case.as_of) == "2031-01-01"
    assert stance(redacted(HELD, marked("s-held", "public")), "a", "w1") == "demand"


def test_a_statement_is_as_sensitive_as_its_source_whatever_it_says_itself(redacted: CaseOf) -> None:
    cable = HELD.replace(":paper", ":cable") + source("cable") + marked("cable")
    for label in ("", marked("s-held", "public")):
        case = redacted(cable, label)
        assert stance(case, "a", "w1") == "silent"
        assert names(case, "sources") == {"paper"}


def test_a_copy_of_a_sensitive_source_is_sensitive_unless_it_says_otherwise(redacted: CaseOf) -> None:
    copied = HELD.replace(":paper", ":print") + source("print", "neg:copyOf :cable") + source("cable") + marked("cable")
    assert names(redacted(copied), "sources") == {"paper"}
    case = redacted(copied, marked("print", "public"))
    assert names(case, "sources") == {"paper", "print"}
    assert stance(case, "a", "w1") == "demand"
    assert next(s.copy_of for s in case.case.sources.values() if s.local_name == "print") is None


def test_an_event_is_as_sensitive_as_its_source_unless_it_says_otherwise(redacted: CaseOf) -> None:
    raid = event("raid", "neg:source :cable") + source("cable") + marked("cable") + assessed("raid", "w2", "s-open")
    assert names(redacted(raid), "events") == set()
    case = redacted(raid, marked("raid", "public"))
    assert names(case, "events") == {"raid"}
    assert next(iter(case.case.events.values())).source is None


@pytest.mark.parametrize(
    ("turtle", "name", "kind"),
    [
        (event("raid", "neg:source :paper"), "raid", "events"),
        (proposal("plan", "w1 w2", by="a"), "plan", "proposals"),
        (source("cable"), "cable", "sources"),
    ],
    ids=["event", "proposal", "source"],
)
def test_a_label_of_its_own_hides_what_open_statements_tell(
    turtle: str, name: str, kind: str, redacted: CaseOf
) -> None:
    assert name in names(redacted(turtle), kind)
    assert name not in names(redacted(turtle, marked(name)), kind)


def test_a_reading_has_a_label_of_its_own(redacted: CaseOf) -> None:
    held = reading("r", "w2", "scope", "b")
    assert len(redacted(held).case.readings) == 1
    hidden = redacted(held, marked("r"))
    assert (hidden.case.readings, hidden.case.points) == ((), {})
    assert len(redacted(held, marked("s-r"), marked("r", "public")).case.readings) == 1


def test_a_mark_counts_on_whatever_it_stands_and_however_it_is_written(redacted: CaseOf) -> None:
    assert stance(redacted(HELD, marked("held")), "a", "w1") == "silent"
    assert "w1" not in names(redacted(HELD, marked("w1")), "options")
    assert stance(redacted(HELD, ':s-held neg:sensitivity "secret" .'), "a", "w1") == "silent"
    assert stance(redacted(HELD, ":s-held neg:sensitivity neg:public, neg:secret ."), "a", "w1") == "silent"
    assert stance(redacted(HELD, ":s-held neg:sensitivity neg:hush ."), "a", "w1") == "silent"


def test_a_position_on_a_sensitive_proposal_goes_with_it(redacted: CaseOf) -> None:
    on_it = proposal("plan", "w1 w3", by="a") + position("b", "oppose", "plan", name="no")
    assert len(redacted(on_it).case.positions_of([redacted(on_it).party("b")])[redacted(on_it).party("b")]) == 2
    case = redacted(on_it, marked("plan"))
    (left,) = case.case.positions_of([case.party("b")]).values()
    assert [local({"id": held.on}) for held in left] == ["w2"]


def test_a_condition_that_requires_what_is_sensitive_takes_all_others_with_it(redacted: CaseOf) -> None:
    """What is left of the conditions would say that less is asked than is."""
    plan = proposal("plan", "w3 w4", by="a")
    asking = position("b", "conditional", "w1", 2, "on-record", condition("plan"), condition("w2"), name="asking")
    case = redacted(plan, asking, position("a", "support", "w1"), position("a", "support", "w2"), marked("plan"))
    assert stance(case, "b", "w1") == "conditional"
    assert case.why("b", "w1").held.conditions == ()
    assert "w1" not in {local(row["option"]) for row in case.shared("a", "b").to_json()["agreed"]}


def test_a_party_that_only_the_sensitive_speaks_of_is_not_told(redacted: CaseOf) -> None:
    broker = ':broker a neg:Party ; skos:prefLabel "Broker"@en ; neg:role neg:facilitator ; neg:succeeds :broker .\n'
    tabled = proposal("plan", "w1 w2", tabled_by="broker") + marked("s-plan")
    assert "broker" in names(redacted(broker), "parties")
    case = redacted(broker, tabled)
    assert "broker" not in names(case, "parties")
    assert names(case, "proposals") == set()
    open_too = told_too("plan", "a") + ":plan neg:proposedBy :a .\n"
    shown = redacted(broker, tabled, open_too)
    assert names(shown, "proposals") == {"plan"}
    assert "broker" not in names(shown, "parties")
    assert "broker" in names(redacted(broker, tabled, position("broker", "support", "w2")), "parties")


# ---------------------------------------------------------------- what is cut


def test_a_position_of_an_open_and_a_secret_statement_keeps_no_condition(redacted: CaseOf) -> None:
    asking = position("b", "conditional", "w1", 2, "on-record", condition("w3", words="and a boat"), name="asking")
    both = asking + told_too("asking", "b", 3)
    assert len(redacted(both).why("b", "w1").held.conditions) == 1
    case = redacted(both, marked("s-asking"))
    assert stance(case, "b", "w1") == "conditional"
    assert case.why("b", "w1").held.conditions == ()


def test_a_cut_position_that_ends_is_left_out(redacted: CaseOf) -> None:
    """Without its last day it would say more than its statements do; the day may be what only the secret one tells."""
    held = position("b", "support", "w1", 2, name="held", ends=20) + told_too("held", "b", 3)
    assert stance(redacted(held, as_of=10), "b", "w1") == "support"
    assert stance(redacted(held, marked("s-held"), as_of=10), "b", "w1") == "silent"
    endless = position("b", "support", "w1", 2, name="held") + told_too("held", "b", 3)
    assert stance(redacted(endless, marked("s-held"), as_of=10), "b", "w1") == "support"


def test_a_cut_reading_keeps_no_words(redacted: CaseOf) -> None:
    both = reading("r", "w2", "scope", "b", compatible="r") + told_too("r", "b") + marked("s-r")
    (held,) = redacted(both).case.readings
    assert (held.text, held.compatible_with) == ((), ())
    assert [local({"id": p}) for p in held.read_by] == ["b"]


def test_a_cut_proposal_keeps_its_name_and_terms(redacted: CaseOf) -> None:
    both = proposal("plan", "w1 w2", 2, by="a", status="draft") + told_too("plan", "a", 3) + marked("s-plan")
    bare = status("plan", "tabled", 4)
    (plan,) = redacted(both, bare).case.proposals.values()
    assert (plan.label(), len(plan.terms), plan.status, plan.day, plan.status_changes) == ("plan", 2, None, None, ())
    told = status("plan", "tabled", 4, "on-record")
    (plan,) = redacted(both, told).case.proposals.values()
    assert [change.status for change in plan.status_changes] == ["tabled"]
    ending = proposal("plan", "w1 w2", 2, by="a", ends=20) + told_too("plan", "a", 3) + marked("s-plan")
    assert names(redacted(ending), "proposals") == set()
    (plan,) = redacted(ending, position("b", "oppose", "plan")).case.proposals.values()
    assert (plan.label(), plan.terms, plan.proposed_by) == ("plan", (), ())


def test_a_cut_event_keeps_no_place_and_no_figures(redacted: CaseOf) -> None:
    raid = event("raid", 'neg:figure [ a neg:Figure ; rdfs:label "boats"@en ; neg:value 3 ]').replace(
        ":raid a", "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n:raid a"
    )
    told = raid + assessed("raid", "w2", "s-open") + HELD + assessed("raid", "w1", "s-held")
    (found,) = redacted(told).case.events.values()
    assert (found.place, len(found.figures), len(found.assessments)) == ((("en", "the pier"),), 1, 2)
    (cut,) = redacted(told, marked("s-held")).case.events.values()
    assert (cut.label(), cut.place, cut.figures, len(cut.assessments)) == ("raid", (), (), 1)
    (sourced,) = redacted(told, ":raid neg:source :paper .\n", marked("s-held")).case.events.values()
    assert (sourced.place, len(sourced.figures), len(sourced.assessments)) == ((("en", "the pier"),), 1, 1)


def test_a_cut_membership_of_some_days_is_left_out(redacted: CaseOf) -> None:
    both = told_too("m-a-g", "a") + marked("s-m-a-g")
    assert len(redacted(member("a", "g"), both).case.memberships) == 1
    assert redacted(member("a", "g", end=20), both).case.memberships == ()


# ---------------------------------------------------------------- failing closed, and telling


def test_what_the_schema_does_not_know_is_left_out_and_counted() -> None:
    more = ':a <urn:own:note> "hush" . <urn:own:thing> <urn:own:note> "whist" . :a a <urn:own:Thing> . :s-open neg:source "quiet" .\n'
    found = redact(ox.parse(STAGE + OPEN + more, format=ox.RdfFormat.TURTLE))
    assert found.unknown == 4
    assert not {"hush", "whist", "quiet", "urn:own:Thing"} & {getattr(quad.object, "value", "") for quad in found.quads}
    assert str(found) == "left out as sensitive: 4 triples with properties or classes that it does not know"


def run(path: Path, *arguments: str) -> tuple[str, str]:
    done = CliRunner().invoke(main, ["--case", str(path), *arguments])
    assert done.exit_code == 0, done.output
    return done.stdout, done.stderr


def test_evidence_bears_its_label_and_a_line_says_that_it_is_sensitive(tmp_path: Path) -> None:
    path = tmp_path / "case.ttl"
    path.write_text(STAGE + OPEN + HELD + marked("paper", "restricted") + marked("s-held"))
    out, err = run(path, "why", "a", "w1", "--format", "json")
    assert [s["sensitivity"] for s in json.loads(out)["stance"]["evidence"]] == ["secret"]
    assert err.startswith("note: the answer holds what is sensitive: 1 statement, ")
    assert err.endswith("; --redact leaves it out\n") and len(err.splitlines()) == 1
    out, _ = run(path, "why", "b", "w2", "--format", "json")
    assert [s["sensitivity"] for s in json.loads(out)["stance"]["evidence"]] == ["restricted"]
    assert ", secret)" in run(path, "why", "a", "w1")[0]
    assert "sensitivity: restricted" in run(path, "list", "sources")[0]


def test_an_answer_without_anything_sensitive_warns_of_nothing(tmp_path: Path) -> None:
    path = tmp_path / "case.ttl"
    path.write_text(STAGE + OPEN + HELD + marked("s-held"))
    assert run(path, "why", "b", "w2", "--as-of", "2031-01-03")[1] == ""
    told = "note: the answer holds what is sensitive: 1 statement; --redact leaves it out\n"
    assert run(path, "why", "b", "w2")[1] == told  # its day is that of the secret statement
    assert run(path, "query", "ASK { ?s ?p ?o }")[1].startswith("note: the answer holds what is sensitive: 1 statement")
    assert run(path, "query", "ASK { ?s ?p ?o }", "--redact")[1] == "left out as sensitive: 1 statement, 1 position\n"


def test_the_number_left_out_counts_nothing_that_only_an_unasked_channel_tells(tmp_path: Path) -> None:
    path = tmp_path / "case.ttl"
    quiet = position("a", "demand", "w1", 5, name="quiet", channel="back-channel") + marked("s-quiet")
    path.write_text(STAGE + OPEN + HELD + marked("s-held") + quiet)
    assert run(path, "positions", "--redact")[1] == "left out as sensitive: 1 statement, 1 position\n"
    both = "left out as sensitive: 2 statements, 2 positions\n"
    assert run(path, "positions", "--redact", "--channel", "back-channel")[1] == both
    assert run(path, "query", "ASK { ?s ?p ?o }", "--redact")[1] == both


def labels_in(path: Path, *command: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(path, *command, "--format", "json")[0])
    return found


def test_what_rests_on_a_label_bears_it_in_every_answer(tmp_path: Path) -> None:
    """Each is unlabelled and rests on one statement or source that is not public: only the label says who may see it."""
    path = tmp_path / "case.ttl"
    made = (
        reading("r", "w2", "scope", "b")
        + proposal("plan", "w1 w2", by="a")
        + event("raid", "neg:source :cable")
        + assessed("raid", "w2", "s-open")
        + source("cable", "neg:copyOf :wire")
        + source("wire")
        + "".join(marked(name, "restricted") for name in ("s-r", "s-plan", "wire"))
    )
    path.write_text(STAGE + OPEN + HELD + made + marked("s-held"))
    shared = labels_in(path, "shared", "a", "b")
    rows = [row for name in ("agreed", "within_reach", "contested", "unaddressed") for row in shared[name]]
    assert {r["sensitivity"] for row in rows for r in row["readings"]} == {"restricted"}
    stances = {(local(h["party"]), local(h["option"])): h["sensitivity"] for row in rows for h in row["stances"]}
    assert (stances["a", "w1"], stances["b", "w2"]) == ("secret", "public")
    (plan,) = labels_in(path, "proposal")["proposals"]
    assert plan["sensitivity"] == "restricted"
    for kind, wanted in (
        ("proposals", {"plan": "restricted"}),
        ("events", {"raid": "restricted"}),
        ("sources", {"paper": "public", "cable": "restricted", "wire": "restricted"}),
    ):
        assert {local(i): i["sensitivity"] for i in labels_in(path, "list", kind)["items"]} == wanted
    told = labels_in(path, "changes", "--since", "2030-12-31")
    assert [deed["sensitivity"] for deed in told["events"]] == ["restricted"]
    kinds = {local(d["what"]): d["sensitivity"] for d in told["developments"]}
    assert (kinds["w2"], kinds["plan"]) == ("restricted", "restricted")


def test_a_stance_inferred_from_a_secret_or_withdrawn_in_secret_bears_that(tmp_path: Path) -> None:
    path = tmp_path / "case.ttl"
    path.write_text(STAGE + OPEN + entails("w1", "w4") + HELD + marked("s-held"))
    assert labels_in(path, "why", "a", "w4")["stance"]["sensitivity"] == "secret"
    taken = withdrawal("a", "open-a", 6)
    path.write_text(STAGE + OPEN + taken + marked(taken.split(" ", 1)[0].removeprefix(":")))
    found = labels_in(path, "why", "a", "w3")
    assert (found["stance"]["stance"], found["stance"]["sensitivity"]) == ("silent", "secret")
    assert labels_in(path, "why", "b", "w2")["sources"] == [
        {"id": "https://example.org/stage#paper", "label": "Paper", "sensitivity": "public"}
    ]


def test_the_head_of_a_query_says_what_was_left_out(tmp_path: Path) -> None:
    path = tmp_path / "case.ttl"
    path.write_text(STAGE + OPEN + HELD + marked("s-held"))
    out, _ = run(path, "query", "ASK { ?s ?p ?o }", "--redact", "--format", "table")
    assert out.splitlines()[:2] == [
        "Stage — the graph without what is sensitive",
        "left out as sensitive: 1 statement, 1 position",
    ]
    assert labels_in(path, "query", "ASK { ?s ?p ?o }", "--redact")["left_out"] == (
        "left out as sensitive: 1 statement, 1 position"
    )
    assert run(path, "query", "ASK { ?s ?p ?o }", "--format", "table")[0].startswith("Stage — the graph as stored\n")
    assert labels_in(path, "query", "ASK { ?s ?p ?o }")["left_out"] is None


def test_the_page_marks_what_is_sensitive(case_of: CaseOf) -> None:
    case = case_of(
        OPEN,
        HELD,
        entails("w1", "w4"),
        reading("r", "w2", "scope", "b"),
        proposal("plan", "w1 w2", by="a"),
        event("raid", "neg:source :cable"),
        assessed("raid", "w2", "s-open"),
        source("cable"),
        *(marked(name, "restricted") for name in ("s-r", "s-plan", "cable")),
        marked("s-held"),
    )
    data = build_model(case.resolution).data
    for kind, wanted in (("readings", {"restricted"}), ("proposals", {"restricted"}), ("events", {"restricted"})):
        assert {one["sensitivity"] for one in data[kind]} == wanted
    assert {one["label"]: one["sensitivity"] for one in data["sources"]} == {"Paper": "public", "cable": "restricted"}
    names_of = [one["label"] for one in data["options"]]
    party = [one["label"] for one in data["parties"]].index("a")
    shown = {
        names_of[int(edge.removeprefix("o"))]: [entry["record"].get("sensitivity") for entry in entries][-1]
        for (start, edge), entries in zip(
            ((e["from"], e["to"]) for e in build_model(case.resolution).edges), data["stances"], strict=True
        )
        if start == f"p{party}" and edge.startswith("o")
    }
    assert (shown["w1"], shown["w4"], shown["w3"]) == ("secret", "secret", None)
