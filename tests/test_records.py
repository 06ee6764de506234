"""Records of resolution and analysis are frozen and slotted: an answer cannot be altered, nor a misspelt field added."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
from types import ModuleType

import pytest

import kg.analysis
import kg.resolution
from kg.resolution import Past, Resolved
from kg.vocabulary import Stance


def records(room: ModuleType) -> dict[str, type]:
    """Return the dataclasses of a room by name."""
    modules = [
        importlib.import_module(f"{room.__name__}.{found.name}") for found in pkgutil.iter_modules(room.__path__)
    ]
    return {
        f"{name}.{class_.__name__}": class_
        for name, module in ((module.__name__, module) for module in (room, *modules))
        for class_ in vars(module).values()
        if inspect.isclass(class_) and class_.__module__ == name and dataclasses.is_dataclass(class_)
    }


RECORDS = records(kg.resolution) | records(kg.analysis)


def test_records_are_found() -> None:
    assert {"kg.resolution.stances.Resolved", "kg.analysis.conflicts.Conflict"} <= RECORDS.keys()


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_takes_no_other_value_and_no_other_field(name: str) -> None:
    record = object.__new__(RECORDS[name])
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(record, dataclasses.fields(record)[0].name, None)
    assert not hasattr(record, "__dict__")


def test_what_no_longer_holds_tells_no_two_stances_apart() -> None:
    """Two stances are the same whatever they replaced."""
    held = Resolved("a", "w1", Stance.OPEN)
    before = Past(None, (), "older")  # type: ignore[arg-type]
    assert dataclasses.replace(held, past=(before,)) == held
    assert dataclasses.replace(held, ascribed=True) != held
