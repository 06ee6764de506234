"""Embedded stores are filled beside the old one, in slices, and nothing of a user's is ever deleted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import InputError
from kg.store import EmbeddedStore, bulk, is_embedded_store
from kg.store.bulk import check_target, fill_store

EX = "https://example.org/"


def quad(subject: str, value: str, graph: str | None = None) -> ox.Quad:
    name = ox.NamedNode(EX + graph) if graph else ox.DefaultGraph()
    return ox.Quad(ox.NamedNode(EX + subject), ox.NamedNode(EX + "says"), ox.Literal(value), name)


def line(subject: str, value: str) -> str:
    return f'<{EX}{subject}> <{EX}says> "{value}" .\n'


def said(folder: Path) -> list[tuple[str, str]]:
    """Return what a store holds, as subject and words."""
    quads = EmbeddedStore(folder).quads()
    return sorted((str(q.subject.value).removeprefix(EX), q.object.value) for q in quads)


def test_quads_and_text_fill_a_store_alike(tmp_path: Path) -> None:
    fill_store(tmp_path / "quads", [quad("a", "1"), quad("b", "2")])
    fill_store(tmp_path / "text", [line("a", "1") + line("b", "2")])
    assert said(tmp_path / "quads") == said(tmp_path / "text") == [("a", "1"), ("b", "2")]


def test_an_empty_stream_makes_an_empty_store(tmp_path: Path) -> None:
    fill_store(tmp_path / "store", [])
    assert is_embedded_store(tmp_path / "store")
    assert said(tmp_path / "store") == []


@pytest.mark.parametrize("kind", ["quads", "text"])
def test_the_stream_is_loaded_in_slices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setattr(bulk, "SLICE_QUADS", 3)
    monkeypatch.setattr(bulk, "SLICE_BYTES", 100)
    names = [f"s{number:02}" for number in range(10)]
    stream = [quad(name, "1") for name in names] if kind == "quads" else [line(name, "1") for name in names]
    fill_store(tmp_path / "store", stream)
    assert [name for name, _ in said(tmp_path / "store")] == names


def test_a_second_filling_replaces_the_first_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    fill_store(tmp_path / "store", [quad("a", "1")])
    fill_store(tmp_path / "store", [quad("b", "2")])
    assert said(tmp_path / "store") == [("b", "2")]
    assert [path.name for path in tmp_path.iterdir()] == ["store"]


def test_merging_keeps_what_the_stream_does_not_describe(tmp_path: Path) -> None:
    fill_store(tmp_path / "store", [quad("a", "1"), quad("a", "old"), quad("b", "2"), quad("c", "3", "g")])
    fill_store(tmp_path / "store", [line("a", "new")], merge=True)
    assert said(tmp_path / "store") == [("a", "new"), ("b", "2"), ("c", "3")]


def test_words_that_look_like_a_subject_describe_nothing(tmp_path: Path) -> None:
    fill_store(tmp_path / "store", [quad("b", "2")])
    words = f"first\u2028<{EX}b> <{EX}says> third"
    fill_store(tmp_path / "store", [line("a", words)], merge=True)
    assert said(tmp_path / "store") == [("a", words), ("b", "2")]


def test_merging_keeps_a_subject_in_all_its_graphs(tmp_path: Path) -> None:
    fill_store(tmp_path / "store", [quad("a", "1"), quad("a", "2", "g"), quad("a", "3", "h")])
    fill_store(tmp_path / "store", [quad("b", "4")], merge=True)
    assert said(tmp_path / "store") == [("a", "1"), ("a", "2"), ("a", "3"), ("b", "4")]
    graphs = {str(q.graph_name) for q in EmbeddedStore(tmp_path / "store").quads()}
    assert graphs == {"DEFAULT", f"<{EX}g>", f"<{EX}h>"}


def test_an_error_in_the_stream_leaves_the_old_store_as_it_was(tmp_path: Path) -> None:
    def broken() -> Iterator[str]:
        yield line("b", "2")
        raise InputError("votes.csv", "is no good")

    fill_store(tmp_path / "store", [quad("a", "1")])
    with pytest.raises(InputError, match="is no good"):
        fill_store(tmp_path / "store", broken())
    assert said(tmp_path / "store") == [("a", "1")]
    assert [path.name for path in tmp_path.iterdir()] == ["store"]


def test_text_that_is_no_rdf_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a b c"):
        fill_store(tmp_path / "store", [line("a", "1"), "a b c\n"])
    assert list(tmp_path.iterdir()) == []


def test_the_line_that_is_no_rdf_is_named_after_one_with_other_line_separators(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a b c"):
        fill_store(tmp_path / "store", [line("a", "one\u2028two\u0085three"), "a b c\n", line("b", "1")])


def test_of_slices_loaded_at_the_same_time_one_that_is_no_rdf_refuses_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "SLICE_BYTES", 100)
    fill_store(tmp_path / "store", [quad("a", "1")])
    stream = [line(f"s{number}", "2") for number in range(20)]
    for wrong in (0, 1, 10, 20):
        with pytest.raises(InputError, match="a b c"):
            fill_store(tmp_path / "store", [*stream[:wrong], "a b c\n", *stream[wrong:]])
        assert said(tmp_path / "store") == [("a", "1")]
    assert [path.name for path in tmp_path.iterdir()] == ["store"]


def test_a_folder_that_is_no_store_is_refused_and_left(tmp_path: Path) -> None:
    folder = tmp_path / "thesis"
    folder.mkdir()
    (folder / "chapter.txt").write_text("words", encoding="utf-8")
    with pytest.raises(InputError, match="not an embedded store, and was not changed"):
        fill_store(folder, [quad("a", "1")])
    assert (folder / "chapter.txt").read_text(encoding="utf-8") == "words"


def test_a_store_with_a_file_of_the_users_in_it_is_refused_and_left(tmp_path: Path) -> None:
    fill_store(tmp_path / "store", [quad("a", "1")])
    (tmp_path / "store" / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match=r"contains notes\.txt in addition to a store"):
        fill_store(tmp_path / "store", [quad("b", "2")])
    assert said(tmp_path / "store") == [("a", "1")]


def test_an_empty_folder_can_become_a_store(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    fill_store(tmp_path / "store", [quad("a", "1")])
    assert said(tmp_path / "store") == [("a", "1")]


def test_a_file_and_a_place_that_is_not_there_are_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match="is a file"):
        check_target(tmp_path / "file")
    with pytest.raises(InputError, match="does not exist; create it first"):
        check_target(tmp_path / "nowhere" / "store")


def test_a_link_to_a_store_stays_a_link(tmp_path: Path) -> None:
    fill_store(tmp_path / "store", [quad("a", "1")])
    (tmp_path / "link").symlink_to(tmp_path / "store")
    fill_store(tmp_path / "link", [quad("b", "2")])
    assert (tmp_path / "link").is_symlink()
    assert said(tmp_path / "store") == [("b", "2")]
