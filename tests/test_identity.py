"""Rows without an id: the same wherever they stand, updated where they are edited, removed where they are gone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.answers.agreement import compare_coders
from kg.case import Case
from kg.corpora.importing import Imported, ImportOptions, import_files
from kg.errors import InputError
from kg.sheets.problems import ImportRefusedError
from kg.store import open_store, parse_file
from kg.vocabulary import NEG, RDF

HEADER = "about,source,paragraph,latest,attribution,paraphrase:en,on,stance"
ROWS = (
    "Aland,Paper,1,2031-01-10,reported,Aland speaks,Seat in Aland,support",
    "Beland,Paper,2,2031-01-11,reported,Beland answers,Seat in Aland,oppose",
    "Aland,Paper,3,2031-01-12,reported,Aland insists,Seat in Aland,demand",
    "Aland,Paper,3,2031-01-12,reported,Aland insists,Seat in Aland,demand",
    "Beland,Paper,5,2031-01-14,spokesperson,Beland gives way,Seat in Aland,open",
)
OTHERS = {
    "case": "title:en\nT\n",
    "parties": "label:en\nAland\nBeland\n",
    "issues": "label:en\nSeat\n",
    "options": "label:en,issue,undertaken by\nSeat in Aland,Seat,Aland\n",
    "sources": "title:en\nPaper\n",
}


def write(folder: Path, rows: Sequence[str]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in {**OTHERS, "statements": "\n".join((HEADER, *rows)) + "\n"}.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def bring(tmp_path: Path, rows: Sequence[str], **options: object) -> tuple[Imported, Path]:
    target = tmp_path / "case.nt"
    return import_files([write(tmp_path / "sheets", rows)], target, ImportOptions(**options)), target  # type: ignore[arg-type]


def count(target: Path, class_iri: str) -> int:
    return sum(q.predicate.value == RDF.type and q.object.value == class_iri for q in parse_file(target))


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.permutations(ROWS))
def test_any_order_of_rows_gives_the_same_bytes(tmp_path: Path, rows: list[str]) -> None:
    one, other = tmp_path / "one" / "case.ttl", tmp_path / "other" / "case.ttl"
    one.parent.mkdir(exist_ok=True)
    other.parent.mkdir(exist_ok=True)
    import_files([write(tmp_path / "sheets", ROWS)], one, ImportOptions(replace=True))
    import_files([write(tmp_path / "sheets", rows)], other, ImportOptions(replace=True))
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("rows", [ROWS[::-1], sorted(ROWS), (*ROWS[2:], *ROWS[:2])])
def test_a_sorted_copy_changes_nothing(tmp_path: Path, rows: Sequence[str]) -> None:
    _, target = bring(tmp_path, ROWS)
    before, time = target.read_bytes(), target.stat().st_mtime_ns
    done, _ = bring(tmp_path, rows)
    assert (done.added, done.removed, target.read_bytes(), target.stat().st_mtime_ns) == (0, 0, before, time)


def test_a_sorted_copy_of_a_colleague_contradicts_nothing_and_agrees(tmp_path: Path) -> None:
    _, target = bring(tmp_path, ROWS)
    (tmp_path / "hers").mkdir()
    hers = tmp_path / "hers" / "case.nt"
    import_files([write(tmp_path / "hers" / "sheets", ROWS[::-1])], hers)
    assert compare_coders(Case(open_store(target)), Case(open_store(hers))).alpha() == 1
    done = import_files([tmp_path / "hers" / "sheets"], target, ImportOptions(overwrite=False))
    assert (done.contradictions, done.added) == ([], 0)


def test_an_inserted_row_leaves_the_others_as_they_were(tmp_path: Path) -> None:
    _, target = bring(tmp_path, ROWS)
    before = set(map(str, parse_file(target)))
    done, _ = bring(tmp_path, ("Aland,Paper,9,2031-01-09,leak,A first word,Seat in Aland,open", *ROWS))
    after = set(map(str, parse_file(target)))
    assert (done.removed, before - after, count(target, NEG.Statement)) == (0, set(), 6)


@pytest.mark.parametrize(
    ("old", "new"),
    [("2031-01-14", "2031-01-15"), ("gives way", "yields"), (",open", ",support"), ("spokesperson", "on-record")],
)
def test_an_edited_row_updates_its_statement(tmp_path: Path, old: str, new: str) -> None:
    _, target = bring(tmp_path, ROWS)
    done, _ = bring(tmp_path, [row.replace(old, new) for row in ROWS])
    assert (done.added, done.removed, count(target, NEG.Statement)) == (1, 1, 5)


def test_a_deleted_row_leaves_no_ghost_and_is_told(tmp_path: Path) -> None:
    _, target = bring(tmp_path, ROWS)
    done, _ = bring(tmp_path, (ROWS[0], *ROWS[2:]))
    assert (count(target, NEG.Statement), count(target, NEG.Position)) == (4, 4)
    (note,) = done.notes
    assert note.startswith("removed: 1 statement no longer in statements.csv (")
    assert note.endswith("and 1 position that rested on it")


def test_of_two_equal_rows_one_is_deleted(tmp_path: Path) -> None:
    _, target = bring(tmp_path, ROWS)
    bring(tmp_path, (*ROWS[:3], ROWS[4]))
    assert count(target, NEG.Statement) == 4


def test_nothing_is_removed_in_a_merge(tmp_path: Path) -> None:
    _, target = bring(tmp_path, ROWS)
    done, _ = bring(tmp_path, ROWS[:3], overwrite=False)
    assert (done.removed, count(target, NEG.Statement)) == (0, 5)


def test_rows_of_another_file_stay(tmp_path: Path) -> None:
    _, target = bring(tmp_path, ROWS)
    more = tmp_path / "statements.tsv"
    row = "Beland,Paper,7,2031-02-01,reported,Later,Seat in Aland,support"
    more.write_text(f"{HEADER}\n{row}\n".replace(",", "\t"), encoding="utf-8")
    import_files([more], target)
    assert count(target, NEG.Statement) == 6
    bring(tmp_path, ROWS[:4])
    assert count(target, NEG.Statement) == 5


@pytest.mark.parametrize("keep_going", [False, True])
def test_where_no_row_can_be_read_nothing_is_written(tmp_path: Path, keep_going: bool) -> None:
    (tmp_path / "notes.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    target = tmp_path / "case.ttl"
    with pytest.raises((InputError, ImportRefusedError)):
        import_files([tmp_path / "notes.csv"], target, ImportOptions(keep_going=keep_going))
    assert not target.exists()


def test_a_second_row_of_the_case_adds_a_caveat(tmp_path: Path) -> None:
    folder = write(tmp_path / "sheets", ROWS)
    (folder / "case.csv").write_text("title:en,caveats:en\nT,One\n,Two\n", encoding="utf-8")
    import_files([folder], tmp_path / "case.ttl")
    assert len(Case(open_store(tmp_path / "case.ttl")).info.caveats) == 2


def test_a_second_title_of_the_case_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path / "sheets", ROWS)
    (folder / "case.csv").write_text("title:en\nThe lake\nThe sea\n", encoding="utf-8")
    with pytest.raises(ImportRefusedError) as refused:
        import_files([folder], tmp_path / "case.ttl")
    assert "row 3" in str(refused.value.problems[0].place) or "A3" in str(refused.value.problems[0].place)
