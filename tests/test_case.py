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
    with pytest.raises(CaseError, match="no case here"):
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
