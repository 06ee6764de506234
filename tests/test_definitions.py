"""Each computed class has its definition, in the module that computes it, under the name that the contract gives it."""

from __future__ import annotations

import re
from datetime import date

import pytest

import kg.analysis.changes
import kg.analysis.developments
import kg.analysis.moves
import kg.resolution.deeds
from kg.analysis.changes import kind_of_change
from kg.analysis.conflicts import ConflictKind, Severity, severity_of
from kg.analysis.ground import Ground
from kg.answers.contract import contract
from kg.resolution import Derivation, Lapse, Past, Resolved
from kg.resolution.deeds import Known
from kg.vocabulary import Stance


def _defined(docstring: str | None) -> list[str]:
    """The names before the colon of each item of a docstring's list."""
    items = re.findall(r"^ *- (.*?):", docstring or "", re.MULTILINE)
    return [name for item in items for name in re.findall(r"``([^`]+)``", item)]


def _of_contract(name: str) -> list[str]:
    found = contract()["$defs"][name]
    return found["enum"] if "enum" in found else found["properties"]["move"]["enum"]


@pytest.mark.parametrize("kinds", [Ground, ConflictKind, Severity])
def test_the_docstring_of_an_enum_defines_its_members_in_their_order(kinds: type) -> None:
    assert _defined(kinds.__doc__) == [str(kind) for kind in kinds]


@pytest.mark.parametrize(
    ("name", "docstring"),
    [
        ("ground", Ground.__doc__),
        ("conflict_kind", ConflictKind.__doc__),
        ("severity", Severity.__doc__),
        ("change_kind", kg.analysis.changes.__doc__),
        ("development_kind", kg.analysis.developments.__doc__),
        ("move", kg.analysis.moves.__doc__),
        ("fate", Past.__doc__),
    ],
)
def test_all_that_the_contract_names_is_defined_where_it_is_computed(name: str, docstring: str | None) -> None:
    assert set(re.findall(r"``([^`]+)``", docstring or "")) >= set(_of_contract(name))


def test_all_rules_of_the_contract_are_named_with_the_derivation() -> None:
    assert set(_of_contract("rule")) <= set(re.findall(r"``([^`]+)``", Derivation.__doc__ or ""))


def test_what_the_contract_says_of_a_stance_is_defined_with_the_record() -> None:
    defs = contract()["$defs"]
    assert set(defs["lapse"]["properties"]["kind"]["enum"]) <= set(re.findall(r"``([^`]+)``", Lapse.__doc__ or ""))
    marks = defs["held"]["properties"]["marks"]["items"]["enum"]
    assert set(marks) <= set(re.findall(r"``([^`]+)``", Resolved.__doc__ or ""))


def test_how_well_a_deed_is_known_is_defined_where_it_is_judged() -> None:
    assert _of_contract("known") == [str(known) for known in Known]
    assert {str(known) for known in Known} <= set(re.findall(r"\*(\w+)\*", kg.resolution.deeds.__doc__ or ""))


@pytest.mark.parametrize(
    ("one", "other", "exclusive", "severity"),
    [
        (Stance.DEMAND, Stance.RULE_OUT, False, "red-line"),
        (Stance.DEMAND, Stance.DEMAND, True, "red-line"),
        (Stance.DEMAND, Stance.RULE_OUT, True, "one-red-line"),
        (Stance.DEMAND, Stance.OPEN, True, "one-red-line"),
        (Stance.SUPPORT, Stance.DOUBT, False, "soft"),
        (Stance.CONDITIONAL, Stance.OPPOSE, True, "soft"),
        (Stance.SUPPORT, Stance.OPPOSE, False, "firm"),
    ],
)
def test_severity_is_the_first_that_fits(one: Stance, other: Stance, exclusive: bool, severity: str) -> None:
    sides = Resolved("a", "x", one), Resolved("b", "x", other)
    assert severity_of(*sides, exclusive=exclusive) == severity_of(*sides[::-1], exclusive=exclusive) == severity


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (Stance.SILENT, Stance.WITHHELD, None),
        (Stance.MIXED, Stance.DEMAND, "unsettled"),
        (Stance.SILENT, Stance.SUPPORT, "spoke"),
        (Stance.SUPPORT, Stance.SILENT, "lapsed"),
        (Stance.DEMAND, Stance.OPPOSE, "reversed"),
        (Stance.DEMAND, Stance.OPEN, "softened"),
        (Stance.OPPOSE, Stance.RULE_OUT, "hardened"),
        (Stance.OPEN, Stance.CONDITIONAL, "shifted"),
        (Stance.DOUBT, Stance.OPEN, "softened"),
        (Stance.SUPPORT, Stance.CONDITIONAL, "hardened"),
    ],
)
def test_a_change_is_of_the_first_kind_that_fits(before: Stance, after: Stance, kind: str | None) -> None:
    since = date(2030, 1, 1)
    assert kind_of_change(Resolved("a", "x", before), Resolved("a", "x", after), since) == kind
