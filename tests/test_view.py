"""The page as a file: what it holds, what it leaves out, that it is safe, small and the same each time."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import random
import re
from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from small_cases import condition, entails, member, position, proposal, reading
from view_cases import HOSTILE, hostile_case, large_case

import kg
from kg.cli import main
from kg.errors import InputError, LimitError, UnknownNameError, UsageError
from kg.page.bundle import FOLDER
from kg.page.display import clean, embed, keys, words
from kg.page.geometry import CARD_WIDTH, Box, Plan, arrange, count_lines, ring
from kg.page.model import PageModel, build_model
from kg.page.network import places
from kg.page.writing import render_page
from kg.store import shipped_case
from kg.words.page import LANGUAGES, WORDS

VIEW = Path(kg.__file__).parent / "page"
CLASSES = ("agreed", "within_reach", "rejected", "contested", "unaddressed")


def model_of(negotiation: Any, **options: Any) -> PageModel:
    return build_model(negotiation.resolution, **options)


@pytest.fixture(scope="module")
def page() -> str:
    return render_page(model_of(kg.open()))


def block(page: str, name: str) -> Any:
    found = re.search(f'<script type="application/json" id="{name}">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found.group(1))


def at(entries: list[dict[str, Any]], day: int) -> Any:
    """Return the last entry that began to hold by a day."""
    held = [entry for entry in entries if entry["day"] <= day]
    return held[-1] if held else None


# ------------------------------------------------------------ the file


def test_it_is_under_a_megabyte_and_a_half(page: str) -> None:
    assert len(page.encode()) < 1_500_000


def test_the_same_case_gives_the_same_bytes(page: str, tmp_path: Path) -> None:
    quads = list(kg.open().case.store.quads())
    for seed in (1, 2):
        random.Random(seed).shuffle(quads)
        shuffled = tmp_path / f"{seed}.nt"
        lines = (f"{quad.subject} {quad.predicate} {quad.object} .\n" for quad in quads)
        shuffled.write_text("".join(lines), encoding="utf-8")
        assert render_page(model_of(kg.open(str(shuffled)))) == page


def test_nothing_else_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["view"], standalone_mode=True)
    assert done.exit_code == 0, done.output
    assert os.listdir(tmp_path) == ["view.html"]
    assert done.output.strip() == "view.html"


def test_a_failed_write_leaves_the_old_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "view.html"
    target.write_text("old")

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kg.store.replacing.os.replace", refuse)
    with pytest.raises(InputError, match="No space left"):
        kg.open().view(target)
    assert target.read_text() == "old"
    assert os.listdir(tmp_path) == ["view.html"]


def test_it_refers_to_nothing_outside(page: str) -> None:
    scripts = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    outside = re.findall(r'(?:src|href|action|data|poster|srcset)\s*=\s*"([^"]*)"', scripts)
    assert set(outside) == {"data:,", "#table-view"}
    assert not re.search(r"@import|url\(", page[page.index("<style>") : page.index("</style>")])
    assert "sourceMappingURL" not in page
    assert "cdn" not in scripts.lower()


def test_the_policy_forbids_connections_and_knows_scripts_by_hash(page: str) -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    rules = dict(rule.split(" ", 1) for rule in policy.group(1).replace("&#39;", "'").split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["img-src"] == "data: blob:"
    assert "connect-src" not in rules and "unsafe" not in policy.group(1)

    def digest(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    run = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert rules["script-src"].split() == [digest(script) for script in run]
    style = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert rules["style-src"].split() == [digest(one) for one in style]


def test_a_side_has_the_same_sign_as_in_the_terminal(page: str) -> None:
    assert block(page, "case-data")["sideSymbols"] == {"for": "+", "leaning": "~", "against": "−", "none": "·"}


def test_pyvis_gets_positions_and_no_physics(page: str) -> None:
    options = json.loads(block(page, "graph-options"))
    assert options["physics"] == {"enabled": False}
    assert all({"x", "y"} <= node.keys() for node in block(page, "graph-nodes"))


# ----------------------------------------------------------- its words


def test_scripts_and_template_ask_for_words_that_exist_in_every_language() -> None:
    asked = set()
    for path in FOLDER.glob("*.js"):
        text = path.read_text(encoding="utf-8")
        asked |= set(re.findall(r'\bt\("(\w[\w-]*)"\)', text)) | set(re.findall(r'part\("(\w+)"', text))
    asked |= set(
        re.findall(r'data-t(?:-label|-placeholder)?="(\w+)"', (VIEW / "template.html").read_text(encoding="utf-8"))
    )
    assert len(asked) > 60
    assert asked <= WORDS["en"].keys()
    for language in LANGUAGES:
        assert WORDS[language].keys() == WORDS["en"].keys()
        assert all(WORDS[language].values())


def test_every_value_of_the_vocabulary_has_words() -> None:
    from kg.deals.problem import PLACES, Given
    from kg.vocabulary import ATTRIBUTIONS, Stance

    wanted = {f"stance_{stance}" for stance in Stance} | {f"attr_{name}" for name in ATTRIBUTIONS}
    wanted |= {f"role_{r}" for r in ("principal", "facilitator", "guarantor", "observer", "outside")}
    wanted |= {f"status_{s}" for s in ("leaked", "draft", "tabled", "withdrawn", "accepted", "signed")}
    wanted |= {f"sensitivity_{s}" for s in ("public", "restricted", "secret")}
    wanted |= {f"channel_{c}" for c in ("public", "closed", "back-channel")}
    wanted |= {f"rule_{r}" for r in ("proposal", "entailment", "exclusion", "refused_content", "ladder", "membership")}
    wanted |= {f"timing_{t}" for t in ("before", "together", "within")}
    wanted |= {f"basis_{b}" for b in ("definitional", "legal", "judgement")}
    kinds = (
        "reversed",
        "toward_acceptance",
        "toward_rejection",
        "now_demanded",
        "no_longer_demanded",
        "moved",
        "reported_otherwise",
        "newly_reported",
        "newly_inferred",
        "shifted",
        "spoke",
        "first_reported",
        "lapsed",
        "withdrawn",
    )
    wanted |= {f"change_{kind}" for kind in (*kinds, "unsettled")}
    wanted |= {f"lapse_{kind}" for kind in ("end_day", "deadline", "unless", "membership", "bundle")}
    wanted |= {f"condition_{state}" for state in ("met", "done", "not_met", "missed", "claimed", "broken_off")}
    wanted |= {f"known_{known}" for known in ("verified", "reported", "claimed")}
    wanted |= {f"mark_{mark}" for mark in ("undated", "less_authoritative")}
    wanted |= {f"term_{change}" for change in ("kept", "changed", "added", "dropped")}
    wanted |= {f"gives_{given}" for given in Given}
    wanted |= {f"cost_{place}" for place in (*PLACES, "ascribed")}
    wanted |= {f"idea_{idea}" for idea in ("least_for", "least_total", "even_handed", "nearest")}
    past = ("older", "less_authoritative", "superseded", "replaced", "weaker", "ended", "withdrawn")
    wanted |= {f"fate_{fate}" for fate in (*past, "would_not_say", "fallback", "opposite_bound", "covered", "yields")}
    assert wanted <= WORDS["en"].keys()


def test_clean() -> None:
    assert clean("plain") == "plain"
    assert clean("Київ і عربي") == "Київ і عربي"
    assert clean("a\u202eb\u2028c\u0007") == "a⟦U+202E⟧b⟦U+2028⟧c⟦U+0007⟧"
    assert clean("two\nlines\tone") == "two lines one"


@given(st.text())
def test_clean_text_has_nothing_that_turns_or_hides(text: str) -> None:
    assert not set(clean(text)) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\n\x00\x1b")


def test_words() -> None:
    assert words(()) == ""
    assert words((("en", "a"), ("uk", "a"))) == "a"
    assert words((("en", "a"), ("uk", "b"), ("xx", "c"))) == {"en": "a", "uk": "b"}
    assert words((("ar", "ا"),)) == "ا"


@given(st.dictionaries(st.text(), st.text()))
def test_embedded_data_comes_back_and_cannot_end_its_script(data: dict[str, str]) -> None:
    text = embed(data)
    assert json.loads(text) == data
    assert not set(text) & set("<>&\u2028\u2029")


def test_keys_are_plain_and_distinct() -> None:
    assert keys(["a", "a", "b c", "", "naïve"], "p") == ["a", "p1", "p2", "p3", "p4"]


def test_hostile_text_is_data_only(tmp_path: Path) -> None:
    path = tmp_path / "hostile.ttl"
    path.write_text(hostile_case(), encoding="utf-8")
    page = render_page(model_of(kg.open(str(path))))
    assert page.count("</script>") == 6
    rest, scripts = re.subn(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert scripts == 6 and "<script" not in rest and "<img" not in rest
    assert "<title>&lt;/script&gt;" in page
    data = block(page, "case-data")
    assert data["parties"][0]["label"] == HOSTILE[0]
    assert any(len(party["label"]) == 10_000 for party in data["parties"])


# ------------------------------------------------------------ its data


def stance_on(data: dict[str, Any], edges: list[dict[str, Any]], party: str, option: str, day: int) -> Any:
    who = next(n for n, found in enumerate(data["parties"]) if found["key"] == party)
    what = next(n for n, found in enumerate(data["options"]) if found["key"] == option)
    place = next(n for n, edge in enumerate(edges) if edge["from"] == f"p{who}" and edge["to"] == f"o{what}")
    return at(data["stances"][place], day)["record"]


def test_stances_day_by_day(page: str) -> None:
    data, edges = block(page, "case-data"), block(page, "graph-edges")
    days = data["days"]
    assert days[-1] == "2025-04-22"
    before, now = days.index("2025-04-20"), len(days) - 1
    assert stance_on(data, edges, "russia", "direct-talks", before)["stance"] == "doubt"
    assert stance_on(data, edges, "russia", "direct-talks", now)["stance"] == "open"
    inferred = stance_on(data, edges, "russia", "recognition-of-crimea", now)
    assert (inferred["stance"], inferred["inferred"], inferred["derivation"][0]["rule"]) == (
        "demand",
        True,
        "entailment",
    )
    assert stance_on(data, edges, "ukraine", "recognition-of-crimea", now)["ascribed"] is True


def said(change: dict[str, Any]) -> str:
    """Return the key of the words of a change: never softened or hardened, and spoke only of who spoke."""
    if change["kind"] in ("softened", "hardened"):
        return f"toward_{change['toward']}"
    if change["kind"] == "spoke" and change["voice"] in ("ascribed", "inferred"):
        return "newly_reported" if change["voice"] == "ascribed" else "newly_inferred"
    return str(change["kind"]).replace(" ", "_")


def test_what_changed_is_what_changes_says(page: str) -> None:
    data, edges = block(page, "case-data"), block(page, "graph-edges")
    case = kg.open()
    for day in range(1, len(data["days"])):
        listed = case.at(data["days"][day]).changes(data["days"][day - 1]).to_json()["changes"]
        wanted = {(c["party"]["label"], c["option"]["label"]): said(c) for c in listed}
        found = {}
        for change in data["changes"][day]:
            edge = edges[change["edge"]]
            things = data["options"] if edge["to"][0] == "o" else data["proposals"]
            label = things[int(edge["to"][1:])]["label"]["en"]
            found[data["parties"][int(edge["from"][1:])]["label"]["en"], label] = change["kind"]
        assert found == wanted
        places = [change["edge"] for change in data["changes"][day]]
        assert places == sorted(set(places))


def by_option(answer: dict[str, Any]) -> dict[int, tuple[Any, ...]]:
    """Return what an answer says of each option, in the order in which check_answers has it."""

    def listed(name: str, option: int) -> bool:
        return option in answer.get(name, ())

    spoken = {n: name for name, options in answer.get("amongThoseWhoSpoke", {}).items() for n in options}
    ladders = {
        found["option"]: (found["kind"], *(float(v) if v else None for v in (found["low"], found["high"])))
        for found in answer.get("ranges", ())
    }
    contained = {each["option"]: sorted(each["containers"]) for each in answer.get("atLeast", ())}
    return {
        n: (
            name,
            contained.get(n, []),
            listed("inNameOnly", n),
            listed("deliberatelyOpen", n),
            listed("fromOppositeSides", n),
            listed("needsOthers", n),
            listed("conditionMet", n),
            spoken.get(n),
            ladders.get(n),
        )
        for name, options in answer["options"].items()
        for n in options
    }


def is_contained(held: dict[str, Any]) -> bool:
    """Return whether a stance is a part of what contains the option, and not of a condition that is met."""
    return any(step["rule"] == "entailment" for step in held["derivation"] or ())


def check_answers(case: Any, groups: list[tuple[str, ...]], parties: tuple[str, ...] = ()) -> int:
    data = model_of(case, groups=groups, parties=parties).data
    ids = [option.id for option in case.case.options.values()]
    labels = {case.case.options[identifier].local_name: identifier for identifier in ids}
    parties = [next(p for p in case.case.parties if p.endswith(found["key"])) for found in data["parties"]]
    numbers = {labels[option["key"]]: n for n, option in enumerate(data["options"])}
    compared = 0
    for answer in data["answers"]:
        group = [parties[n] for n in answer["parties"]]
        for day, name in enumerate(data["days"]):
            shared = case.at(name).shared(*group).to_json()
            wanted = {
                row["option"]["id"]: (
                    ground,
                    sorted(numbers[each["id"]] for each in row["at_least"]),
                    row["in_name_only"],
                    row["deliberately_open"],
                    row["from_opposite_sides"],
                    bool(row["needs"]),
                    any(held["as_part_of"] is not None and not is_contained(held) for held in row["stances"]),
                    row["otherwise"],
                    (row["range"]["kind"], row["range"]["low"], row["range"]["high"]) if row["range"] else None,
                )
                for ground in CLASSES
                for row in shared[ground]
            }
            found = {
                labels[data["options"][n]["key"]]: marks for n, marks in by_option(at(answer["days"], day)).items()
            }
            assert found == wanted, (group, name)
            compared += 1
    return compared


def test_answers_are_those_of_shared_for_every_group_and_day() -> None:
    """Of 6 parties there are 2 to the 6th groups, less 6 of one and 1 of none."""
    case = kg.open()
    group = case.group(["Russia", "Ukraine", "United States"])
    assert check_answers(case, [group]) == 57 * len(model_of(case).data["days"])


@pytest.mark.parametrize("table", [("orrin", "selm", "tavay", "league"), ("hamar", "ister", "kelm")], ids="-".join)
def test_answers_on_a_case_with_conditions_readings_ladders_and_coalitions(
    second_case: Path, monkeypatch: pytest.MonkeyPatch, table: tuple[str, ...]
) -> None:
    monkeypatch.setattr("kg.page.ground.CELLS", 1_000_000)
    case = kg.open(str(second_case))
    parties = case.group(table)
    count = sum(len(list(combinations(parties, size))) for size in range(2, len(parties) + 1))
    assert check_answers(case, [], parties) == count * len(model_of(case, parties=parties).data["days"])


def test_limits_are_kept_and_named_groups_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "large.ttl"
    path.write_text(large_case(200, parties=16), encoding="utf-8")
    case = kg.open(str(path))
    pairs = model_of(case).data["answers"]
    assert len(pairs) == 12 * 11 // 2
    monkeypatch.setattr("kg.page.ground.CELLS", 0)
    group = case.group(["Party number 3", "Party number 14", "Party number 15"])
    data = model_of(case, groups=[group]).data
    assert len(data["answers"]) == 1
    assert [entry["day"] for entry in data["answers"][0]["days"]] == [len(data["days"]) - 1]
    monkeypatch.setattr("kg.page.history.MOST_DAYS", 2)
    data = model_of(case).data
    assert data["days"] == ["2031-01-02", "2031-01-03"] and data["limits"]["earlier"]


def test_a_case_too_large_is_refused_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.page.model.MOST_NODES", 5)
    with pytest.raises(LimitError, match="narrow it with --issue"):
        model_of(kg.open())
    monkeypatch.setattr("kg.page.model.MOST_NODES", 500)
    monkeypatch.setattr("kg.page.model.MOST_POSITIONS", 5)
    with pytest.raises(LimitError, match="narrow it with --party"):
        model_of(kg.open())


def test_narrowed_to_parties_and_issues() -> None:
    case = kg.open()
    data = model_of(
        case, parties=case.group(["Russia", "Ukraine"]), issues=[case.case.find("issues", "ceasefire")]
    ).data
    assert {party["key"] for party in data["parties"]} == {"russia", "ukraine"}
    assert [issue["key"] for issue in data["issues"]] == ["ceasefire"]
    assert {option["key"] for option in data["options"]} == {
        "any-truce",
        "ceasefire-on-present-line",
        "complete-ceasefire",
        "unconditional-ceasefire",
    }


def test_closed_channels_show_only_when_asked_for(second_case: Path) -> None:
    said = "Selm would talk about the full dam, it said in private."
    assert said not in render_page(model_of(kg.open(str(second_case))))
    assert said in render_page(model_of(kg.open(str(second_case), channels=("closed",))))


def test_nothing_of_later_days_is_on_the_page(second_case: Path) -> None:
    early = kg.open(str(second_case), as_of="2031-02-02")
    days = {s["latest"] for s in model_of(early).data["statements"]}
    assert days and max(days) <= "2031-02-02"


def test_what_a_filter_withholds_is_counted_and_its_words_are_not_there() -> None:
    data = model_of(kg.open(min_confidence=0.6)).data
    assert data["filters"]["withheld"] > 0
    assert {s["attribution"] for s in data["statements"]} & {"leak", "characterisation"} == set()


def test_a_page_of_every_sort_of_record(case_of: Any) -> None:
    case = case_of(
        position("a", "conditional", "w1", 5, "on-record", condition("w2", words="calm")),
        position("b", "support", "w1", 6),
        position("b", "support", "l20", 6, bound="at-least"),
        proposal("p", "w2 w3", 7, by="a"),
        reading("r", "w1", "point", "a", 8),
        entails("w4", "w5"),
        member("c", "g", binds=True),
        position("g", "demand", "w4", 9),
    )
    data = model_of(case).data
    assert {relation["kind"] for relation in data["relations"]} == {"entails", "requires"}
    assert data["readings"] and data["conditions"] and data["proposals"]
    rules = {
        step["rule"]
        for history in data["stances"]
        for entry in history
        if entry["record"]
        for step in entry["record"].get("derivation", ())
    }
    assert rules == {"proposal", "entailment", "ladder", "membership"}


def test_a_party_without_a_position_is_on_the_page(case_of: Any) -> None:
    data = model_of(case_of(position("a", "support", "w1", 5))).data
    assert {party["key"] for party in data["parties"]} == set("abczghfo")


# ---------------------------------------------------------- the layout


def overlapping(boxes: list[Box]) -> Iterator[tuple[Box, Box]]:
    for one, other in combinations(boxes, 2):
        if (
            abs(one.x - other.x) * 2 < one.width + other.width - 0.2
            and abs(one.y - other.y) * 2 < one.height + other.height - 0.2
        ):
            yield one, other


def boxes_of(plan: Plan) -> list[Box]:
    return [box for island in plan.islands for box in (island.title, *island.cards)] + list(plan.bundles)


labels = st.lists(st.text("aй W", max_size=90), min_size=1, max_size=3)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(labels, st.lists(labels, max_size=12)), max_size=12), st.lists(labels, max_size=5))
def test_no_card_lies_over_another(issues: Any, bundles: Any) -> None:
    plan = arrange(issues, bundles, [[0], [1], [2], []])
    assert plan.opened is (sum(len(options) for _, options in issues) <= 120)
    if plan.opened:
        assert not list(overlapping(boxes_of(plan)))
        assert not list(overlapping([island.frame for island in plan.islands]))
    for island in plan.islands:
        assert not list(overlapping([island.title, *island.cards]))
        for card in island.cards:
            assert abs(card.x - island.frame.x) * 2 <= island.frame.width - card.width
    assert plan == arrange(issues, bundles, [[0], [1], [2], []])


def test_over_the_limit_issues_are_tiles_that_do_not_overlap() -> None:
    plan = arrange([(["Issue"], [["Option"]] * 10)] * 40, [], [[0], [1], [], []])
    assert not plan.opened
    centres = {(island.frame.x, island.frame.y) for island in plan.islands}
    assert len(centres) == 40
    assert min(abs(a[0] - b[0]) for a, b in combinations(centres, 2) if a[1] == b[1]) >= CARD_WIDTH


def test_ring_leaves_room_for_names() -> None:
    left, right, top, bottom = ring([3, 2, 4, 0], 800, 500)
    assert [slot.u for slot in left] == [-1] * 3 and [slot.u for slot in right] == [1, 1]
    assert bottom == []
    rows = sorted({slot.v for slot in left})
    assert min(b - a for a, b in pairwise(rows)) * 250 >= 90
    across = sorted({slot.u for slot in top})
    assert min(b - a for a, b in pairwise(across)) * 400 >= 124


@pytest.mark.parametrize(("text", "lines"), [("", 1), ("Halt", 1), ("one two three four five six", 2), ("W" * 300, 3)])
def test_count_lines(text: str, lines: int) -> None:
    assert count_lines([text], 146, 12) == lines


def test_places_keep_names_apart() -> None:
    placed = places([[0, 1, 2], [3], [4, 5]])
    assert len(set(placed.values())) == 6
    for (x, y), (u, v) in combinations(placed.values(), 2):
        assert abs(x - u) > 130 or abs(y - v) > 90


def test_the_network_is_the_overlap(page: str) -> None:
    data = block(page, "case-data")
    pairs = {frozenset(p["parties"][n]["label"] for n in (0, 1)): p for p in kg.open().overlap().to_json()["pairs"]}
    found = data["network"]["days"][-1]["pairs"]
    assert found
    names = {"agreed": "agreed", "withinReach": "within_reach", "contested": "contested", "redLines": "red_lines"}
    for one in found:
        pair = pairs[frozenset(data["parties"][one[end]]["label"]["en"] for end in ("first", "second"))]
        assert {key: one[key] for key in names} == {key: pair[name] for key, name in names.items()}
        assert (one["bothSided"], one["inferred"], one["ascribed"]) == (
            pair["both_sided"],
            pair["inferred"],
            pair["ascribed"],
        )


# ---------------------------------------------------------- the command


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, list(arguments))
    return done.exit_code, done.output


def test_kinds_and_groups(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    code, _ = run("view", "-o", str(target), "--kind", "parties", "--group", "russia, ukraine, us", "--lang", "uk")
    assert code == 0
    data = block(target.read_text(encoding="utf-8"), "case-data")
    assert (data["kind"], data["lang"]) == ("parties", "uk")
    assert [0, 1, 2] in [answer["parties"] for answer in data["answers"]]
    assert run("view", "-o", str(target), "--kind", "deals", "--force")[0] == 0
    assert block(target.read_text(encoding="utf-8"), "case-data")["kind"] == "deals"


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--group", "russia,narnia"], "narnia"),
        (["--group", "russia"], "at least 2"),
        (["--group", "russia,russia"], "twice"),
        (["--issue", "fishing"], "fishing"),
        (["-o", "no/such/page.html"], "does not exist"),
        (["-o", "."], "is a folder"),
    ],
)
def test_bad_calls_each_have_their_line(
    arguments: list[str], line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, output = run("view", *arguments)
    assert code == 2
    assert output.startswith("kg: ") and output.count("\n") == 1 and line in output
    assert os.listdir(tmp_path) == []


def test_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="positions, parties, issues"):
        kg.open().view(tmp_path / "x.html", kind="maps")
    with pytest.raises(UnknownNameError):
        kg.open().view(tmp_path / "x.html", parties=["narnia"])


def test_the_shipped_case_is_found_beside_the_code() -> None:
    assert shipped_case()
