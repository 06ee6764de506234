"""N-Quads and N-Triples written in runs: the same bytes as all at once, in any order and runs of any length."""

from __future__ import annotations

import random
import stat
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.errors import InputError, LimitError
from kg.export import export
from kg.export.export import export_case
from kg.store import parse_file, shipped_case, write_graph
from kg.store.sorted_lines import write_lines

TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


def odd_quads() -> list[ox.Quad]:
    """Return quads whose order or writing is easily got wrong: names that begin alike, control characters, graphs, copies."""
    names = [ox.NamedNode(f"urn:x:{name}") for name in ("a", "a-b", "ab", "a/b", "é", "z\U0001f600")]
    texts = ('say "so"', "two\nlines\r", "tab\tand \\", "\u0085\u2028", "\x01\x7f", "", "a b", "a\u00e9", "🙂")
    values: list[ox.NamedNode | ox.Literal] = [*names, *(ox.Literal(text) for text in texts)]
    values += [ox.Literal("so", language="en"), ox.Literal("1", datatype=ox.NamedNode("urn:x:kind"))]
    graphs = [ox.DefaultGraph(), ox.NamedNode("urn:x:g"), ox.NamedNode("urn:x:g-1")]
    quads = [ox.Quad(s, p, o, g) for s in names for p in (TYPE, *names[:3]) for o in values for g in graphs]
    return [*quads, *quads[::7]]


@pytest.mark.parametrize("run", [1, 7, 1_000, 10_000])
@pytest.mark.parametrize(("form", "named"), [(ox.RdfFormat.N_QUADS, True), (ox.RdfFormat.N_TRIPLES, False)])
def test_the_bytes_are_those_of_writing_all_at_once(tmp_path: Path, run: int, form: ox.RdfFormat, named: bool) -> None:
    quads = odd_quads() if run > 1 else odd_quads()[:40]
    write_graph(quads, tmp_path / "whole", form)
    random.Random(run).shuffle(quads)
    assert write_lines(quads, tmp_path / "pieces", named_graphs=named, run=run)
    assert (tmp_path / "pieces").read_bytes() == (tmp_path / "whole").read_bytes()
    assert {path.name for path in tmp_path.iterdir()} == {"whole", "pieces"}


def test_nothing_is_written_of_what_has_blank_nodes(tmp_path: Path) -> None:
    quads = [*odd_quads(), ox.Quad(ox.BlankNode("b"), TYPE, ox.Literal("so"))]
    assert not write_lines(quads, tmp_path / "pieces", named_graphs=True, run=100)
    assert list(tmp_path.iterdir()) == []
    export_case(quads, tmp_path / "case.nq", "nquads")
    assert b"_:" in (tmp_path / "case.nq").read_bytes()


def test_the_file_keeps_its_permissions_and_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "case.nt"
    target.write_text("")
    target.chmod(0o600)
    assert write_lines(odd_quads(), target, named_graphs=False, run=100)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with pytest.raises(InputError, match="cannot be written"):
        write_lines(odd_quads(), tmp_path / "missing" / "case.nq", named_graphs=True, run=100)


def test_a_case_too_large_to_be_written_in_memory_is_refused_save_line_by_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quads = [quad for quad in odd_quads() if isinstance(quad.graph_name, ox.DefaultGraph)]
    monkeypatch.setattr(export, "MOST_TRIPLES", len(quads) - 1)
    for form, name in (("turtle", "case.ttl"), ("xlsx", "case.xlsx"), ("csv", "case")):
        with pytest.raises(LimitError, match=r"triples that are written in this format; export it as \.nq or \.nt"):
            export_case(quads, tmp_path / name, form)
    assert list(tmp_path.iterdir()) == []
    export_case(quads, tmp_path / "case.nq", "nquads")
    monkeypatch.setattr(export, "MOST_TRIPLES", len(quads))
    export_case(quads, tmp_path / "case.ttl", "turtle")
    assert {path.name for path in tmp_path.iterdir()} == {"case.nq", "case.ttl"}


def test_the_shipped_case_has_the_same_bytes_from_the_command(tmp_path: Path) -> None:
    write_graph(parse_file(shipped_case()), tmp_path / "whole.nq")
    done = CliRunner().invoke(main, ["export", str(tmp_path / "case.nq")])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "case.nq").read_bytes() == (tmp_path / "whole.nq").read_bytes()
