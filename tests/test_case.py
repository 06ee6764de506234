"""Names: what a user may type, and what is said to one who typed it wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.case import Case
from kg.errors import AmbiguousNameError, CaseError, UnknownNameError
from kg.store import open_store, shipped_case
from kg.text import fold

BASE = "https://w3id.org/neg/case/ukraine-2025-04#"


@pytest.fixture(scope="module")
def case() -> Case:
    return Case(open_store(shipped_case()))


@pytest.mark.parametrize(
    "name", ["Україна", "ukraine", "UKRAINE", "Kyiv", "Kiev", "Київ", "Киев", f"{BASE}ukraine", " ukraine "]
)
def test_a_party_answers_to_all_its_names(case: Case, name: str) -> None:
    assert case.find("parties", name) == f"{BASE}ukraine"


def test_an_unknown_name_lists_the_near_ones(case: Case) -> None:
    with pytest.raises(UnknownNameError, match="did you mean Ukraine"):
        case.find("parties", "Ukrane")


def test_a_name_like_nothing_says_where_to_look(case: Case) -> None:
    with pytest.raises(UnknownNameError, match="kg list parties"):
        case.find("parties", "zzzz")


def write(tmp_path: Path, body: str) -> Path:
    path = tmp_path / "case.ttl"
    path.write_text(
        f"@prefix neg: <https://w3id.org/neg#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n{body}"
    )
    return path


def test_an_ambiguous_alias_lists_whom_it_could_mean(tmp_path: Path) -> None:
    body = """<urn:p#a> a neg:Party ; skos:prefLabel "Alpha"@en ; skos:altLabel "The North"@en .
    <urn:p#b> a neg:Party ; skos:prefLabel "Beta"@en ; skos:altLabel "the north"@en ."""
    case = Case(open_store(write(tmp_path, body)))
    with pytest.raises(AmbiguousNameError, match=r"Alpha \(a\), Beta \(b\)"):
        case.find("parties", "The North")


def test_a_label_beats_anothers_alias(tmp_path: Path) -> None:
    body = """<urn:p#a> a neg:Party ; skos:prefLabel "North"@en .
    <urn:p#b> a neg:Party ; skos:prefLabel "Beta"@en ; skos:altLabel "North"@en ."""
    assert Case(open_store(write(tmp_path, body))).find("parties", "north") == "urn:p#a"


def test_no_case_without_parties(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="not a case, since it declares no party"):
        Case(open_store(write(tmp_path, "<urn:i> a neg:Issue .")))


def test_an_option_without_an_issue_is_named(tmp_path: Path) -> None:
    case = Case(open_store(write(tmp_path, "<urn:a> a neg:Party . <urn:o> a neg:Option .")))
    with pytest.raises(CaseError, match=r"urn:o has no neg:optionOf"):
        _ = case.options


@pytest.mark.parametrize(
    ("name", "folded"), [("Éire", "eire"), ("North-South  talks", "north south talks"), ("Straße", "strasse"), ("", "")]
)
def test_fold(name: str, folded: str) -> None:
    assert fold(name) == folded


ALIKE = """<urn:p#u> a neg:Party ; skos:prefLabel "ACME"@en .
    <urn:p#m> a neg:Party ; skos:prefLabel "Acme"@en .
    <urn:p#x1> a neg:Party ; skos:prefLabel "X "@en .
    <urn:p#x2> a neg:Party ; skos:prefLabel "X"@en .
    <urn:p#two> a neg:Party ; skos:prefLabel "Local"@en .
    <urn:p#Two> a neg:Party ; skos:prefLabel "Other"@en .
    <urn:p#t> a neg:Party ; skos:prefLabel "Twin"@en .
    <urn:q#t> a neg:Party ; skos:prefLabel "Twin"@en ."""


@pytest.mark.parametrize(
    ("name", "identifier"),
    [("ACME", "urn:p#u"), ("Acme", "urn:p#m"), ("X ", "urn:p#x1"), ("X", "urn:p#x2"), ("two", "urn:p#two")],
)
def test_an_exact_name_comes_before_one_that_folds_alike(tmp_path: Path, name: str, identifier: str) -> None:
    assert Case(open_store(write(tmp_path, ALIKE))).find("parties", name) == identifier


@pytest.mark.parametrize(
    ("name", "candidates"),
    [
        ("acme", {"ACME (u)": "urn:p#u", "Acme (m)": "urn:p#m"}),
        (" x", {"X  (x1)": "urn:p#x1", "X (x2)": "urn:p#x2"}),
        ("TWO", {"Local (two)": "urn:p#two", "Other (Two)": "urn:p#Two"}),
        ("twin", {"Twin (urn:p#t)": "urn:p#t", "Twin (urn:q#t)": "urn:q#t"}),
    ],
)
def test_whatever_is_offered_names_one_thing(tmp_path: Path, name: str, candidates: dict[str, str]) -> None:
    case = Case(open_store(write(tmp_path, ALIKE)))
    with pytest.raises(AmbiguousNameError) as raised:
        case.find("parties", name)
    assert {offered: case.find("parties", offered) for offered in raised.value.candidates} == candidates


GREEK = """<urn:p#gc> a neg:Party ; skos:prefLabel "Greek Cypriots"@en .
    <urn:p#gr> a neg:Party ; skos:prefLabel "Greece"@en ; skos:altLabel "Hellenic Republic"@en .
    <urn:p#tr> a neg:Party ; skos:prefLabel "Turkey"@en ."""


@pytest.mark.parametrize(
    ("typed", "near", "best"),
    [
        ("greek", ("Greek Cypriots", "Greece"), "Greek Cypriots"),
        ("cypriots", ("Greek Cypriots",), "Greek Cypriots"),
        ("hellenic", ("Greece",), "Greece"),
        ("Turky", ("Turkey",), "Turkey"),
        ("gree", ("Greek Cypriots", "Greece"), None),
        ("sweden", (), None),
    ],
)
def test_near_names_and_the_one_that_was_meant(
    tmp_path: Path, typed: str, near: tuple[str, ...], best: str | None
) -> None:
    with pytest.raises(UnknownNameError) as raised:
        Case(open_store(write(tmp_path, GREEK))).find("parties", typed)
    assert (raised.value.near, raised.value.best) == (near, best)
