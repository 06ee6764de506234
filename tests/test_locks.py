"""Two writers lose nothing, readers see no half, and what is written keeps its permissions, its links and its company."""

from __future__ import annotations

import json
import os
import stat
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import jsonschema
import pytest
from click.testing import CliRunner, Result
from small_cases import STAGE, position

from kg.answers.contract import schema_of
from kg.cli import main
from kg.errors import BusyError, InputError
from kg.store import EmbeddedStore, graphs, hold, open_store, replace_file, replace_files, swaps
from kg.store.leftovers import leftovers_in, new_name, part_name
from kg.store.locks import lock_path

#: the number of a process that does not run: beyond what any system gives
NOBODY = 999_999_999


def run(*arguments: object) -> Result:
    return CliRunner(env={"KG_CASE": ""}).invoke(main, [str(one) for one in arguments], prog_name="kg")


def process(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "kg", *arguments]
    environment = os.environ | {"KG_CASE": ""}
    return subprocess.Popen(
        command, cwd=folder, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    )


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of the test, the current one, with an old and a new case."""
    monkeypatch.chdir(tmp_path)
    Path("old.ttl").write_text(STAGE + position("a", "support", "w1"), encoding="utf-8")
    Path("new.ttl").write_text(STAGE + position("b", "oppose", "w1"), encoding="utf-8")
    return tmp_path


# ------------------------------------------------------------ two writers


@pytest.mark.parametrize("target", ["case.ttl", "store"])
def test_two_imports_at_once_are_both_there(here: Path, target: str) -> None:
    both = [process(here, "import", name, "-o", target, "--update") for name in ("old.ttl", "new.ttl")]
    for one in both:
        assert one.communicate()[1] == ""
        assert one.returncode == 0
    held = {
        value.text
        for node in open_store(target).nodes_having("https://w3id.org/neg#stance").values()
        for value in node["https://w3id.org/neg#heldBy"]
    }
    assert {name.rpartition("#")[2] for name in held} == {"a", "b"}
    assert list(leftovers_in(here)) == []


def test_a_second_writer_is_told_who_holds_the_case(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.store.locks.WAIT", 0.1)
    with hold(Path("case.ttl")), pytest.raises(BusyError) as refused, hold(Path("case.ttl"), wait=0.1):
        pass
    assert refused.value.process == os.getpid()
    assert str(refused.value).startswith(f"case.ttl: is being written by process {os.getpid()}, since 20")
    with hold(Path("case.ttl"), wait=0):
        pass


def test_a_second_writer_waits_for_the_first(here: Path) -> None:
    order = []
    inside = threading.Event()

    def first() -> None:
        with hold(Path("case.ttl")):
            inside.set()
            order.append("first")

    thread = threading.Thread(target=first)
    thread.start()
    inside.wait()
    with hold(Path("case.ttl")):
        order.append("second")
    thread.join()
    assert order == ["first", "second"]


def test_two_names_of_a_case_have_one_lock(here: Path) -> None:
    os.symlink("case.ttl", "link.ttl")
    with hold(Path("link.ttl")), pytest.raises(BusyError), hold(Path("case.ttl"), wait=0):
        pass


def test_a_store_is_read_while_it_is_replaced(here: Path) -> None:
    assert run("import", "old.ttl", "-o", "store").exit_code == 0
    sizes = {len(list(EmbeddedStore(Path("store")).quads()))}
    writers = [process(here, "import", name, "-o", "store", "--replace") for name in ("new.ttl", "old.ttl")]
    while any(writer.poll() is None for writer in writers):
        sizes.add(len(list(EmbeddedStore(Path("store")).quads())))
    for writer in writers:
        assert writer.communicate()[1] == ""
    assert len(sizes) == 1  # the two cases differ in names, not in number


@pytest.mark.parametrize("fails", [True, False])
def test_a_store_in_whose_place_another_comes_is_opened_again(
    here: Path, monkeypatch: pytest.MonkeyPatch, fails: bool
) -> None:
    for name in ("old", "new"):
        assert run("import", f"{name}.ttl", "-o", name).exit_code == 0
    genuine, opened = graphs.ox.Store.read_only, []

    class Store:
        @staticmethod
        def read_only(folder: str) -> object:
            opened.append(folder)
            store = genuine(folder)
            if len(opened) == 1:
                Path("old").rename("gone")
                Path("new").rename("old")
                if fails:
                    raise RuntimeError
            return store

    monkeypatch.setattr(graphs, "ox", SimpleNamespace(Store=Store))
    store = graphs.open_folder(Path("old"))
    assert len(opened) == 2
    assert any("oppose" in str(quad) for quad in store.quads_for_pattern(None, None, None, None))


def test_tables_that_are_replaced_while_they_are_read_are_read_again(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kg.sheets import read

    assert run("export", "tables", "--case", "old.ttl").exit_code == 0
    genuine, calls = read.read_csv, []

    def slow(path: Path, **options: object) -> object:
        calls.append(path)
        if len(calls) == 3:
            assert run("export", "tables", "--case", "new.ttl").exit_code == 0
        return genuine(path, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(read, "read_csv", slow)
    tables, problems = read.read_tables([Path("tables")])
    holders = [table for table in tables if table.name == "positions"]
    assert problems == [] and len(calls) == 2 * len(tables)
    assert "b" in str(holders[0].rows) and "oppose" in str(holders[0].rows)


# ------------------------------------------------- what was interrupted


def test_what_dead_processes_left_is_removed_and_nothing_else(here: Path) -> None:
    names = {
        f".case.ttl.kg-{NOBODY}-00000000.part": False,
        f".case.ttl.kg-{os.getpid()}-00000000.part": False,  # of an earlier process of this number
        f".case.ttl.kg-{os.getppid()}-00000000.part": True,  # it runs
        f".other.ttl.kg-{NOBODY}-00000000.part": True,  # of another target
        f".case.ttl.kg-{NOBODY}.part": True,  # no name that kg gives
        ".case.ttl.part": True,
    }
    for name in names:
        Path(name).write_text("x", encoding="utf-8")
    folder = Path(f".case.ttl.kg-{NOBODY}-00000000.new")
    folder.mkdir()
    (folder / "x").touch()
    link = Path(f".case.ttl.kg-{NOBODY}-11111111.part")
    link.symlink_to("old.ttl")
    assert run("import", "old.ttl", "-o", "case.ttl").exit_code == 0
    assert {name: Path(name).exists() for name in names} == names
    assert not folder.exists()
    assert link.is_symlink()


def interrupt(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> None:
    """Run a command that ends after its list of renames is written, and before the first of them."""

    class EndedError(Exception):
        pass

    def end(*_: object) -> bool:
        raise EndedError

    with monkeypatch.context() as patch:
        patch.setattr(swaps, "complete_swap", end)
        assert isinstance(run(*arguments).exception, EndedError)


def test_a_reader_of_tables_completes_what_was_interrupted(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("export", "tables", "--case", "old.ttl").exit_code == 0
    Path("tables/notes.txt").write_text("mine", encoding="utf-8")
    interrupt(monkeypatch, "export", "tables", "--case", "new.ttl")
    assert b"support" in Path("tables/positions.csv").read_bytes()
    assert "oppose" in run("--case", "tables", "positions").stdout
    assert b"oppose" in Path("tables/positions.csv").read_bytes()
    assert Path("tables/notes.txt").read_text(encoding="utf-8") == "mine"
    assert list(leftovers_in(Path("tables"))) == []


def test_a_reader_of_a_store_completes_what_was_interrupted(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swaps, "_renameat2", lambda: None)
    assert run("import", "old.ttl", "-o", "store").exit_code == 0
    interrupt(monkeypatch, "import", "new.ttl", "-o", "store", "--replace")
    assert "oppose" in run("--case", "store", "positions").stdout
    assert list(leftovers_in(here)) == []


def test_a_list_of_renames_that_leads_out_of_the_folder_is_refused(here: Path) -> None:
    Path("x.kg-1").write_text("evil", encoding="utf-8")
    for new, old in ((".x.kg-1", "../old.ttl"), ("../.x.kg-1", "old.ttl"), ("x.kg-1", "old.ttl")):
        Path(".case.ttl.kg-swap").write_text(json.dumps({"moves": [[new, old]], "remove": []}), encoding="utf-8")
        done = run("import", "old.ttl", "-o", "case.ttl")
        assert done.exit_code == 2
        assert "was not written by kg" in done.stderr


# --------------------------------------------- permissions, links, devices


@pytest.mark.parametrize("name", ["case.ttl", "case.xlsx", "case.graphml", "page.html"])
def test_a_file_keeps_its_permissions(here: Path, name: str) -> None:
    command = ["view", "-o", name] if name == "page.html" else ["export", name]
    assert run(*command, "--case", "old.ttl").exit_code == 0
    for permissions in (0o600, 0o640, 0o444):
        Path(name).chmod(permissions)
        assert run(*command, "--case", "old.ttl").exit_code == 0
        assert mode(Path(name)) == permissions


def test_a_store_and_a_folder_keep_their_permissions(here: Path) -> None:
    assert run("import", "old.ttl", "-o", "store").exit_code == 0
    assert run("export", "tables", "--case", "old.ttl").exit_code == 0
    for path in (Path("store"), Path("tables")):
        path.chmod(0o700)
    Path("store/CURRENT").chmod(0o600)
    Path("tables/parties.csv").chmod(0o600)
    assert run("import", "new.ttl", "-o", "store", "--replace").exit_code == 0
    assert run("export", "tables", "--case", "new.ttl").exit_code == 0
    assert [mode(path) for path in (Path("store"), Path("tables"))] == [0o700, 0o700]
    assert {mode(path) for path in Path("store").iterdir()} == {0o600}
    assert mode(Path("tables/parties.csv")) == 0o600


def test_a_new_file_among_private_ones_is_private(here: Path) -> None:
    assert run("export", "tables", "--case", "old.ttl").exit_code == 0
    assert run("export", "edges.csv", "--graph", "positions", "--case", "old.ttl").exit_code == 0
    for path in (*Path("tables").iterdir(), Path("edges.csv")):
        path.chmod(0o600)
    Path("tables/statements.csv").unlink()
    Path("edges.nodes.csv").unlink()
    before = os.umask(0)
    try:
        assert run("export", "tables", "--case", "old.ttl").exit_code == 0
        assert run("export", "edges.csv", "--graph", "positions", "--case", "old.ttl").exit_code == 0
        Path("tables/statements.csv").unlink()
        Path("tables/own.txt").write_text("a file of the user's own, so that the folder is not exchanged")
        assert run("export", "tables", "--case", "old.ttl").exit_code == 0
    finally:
        os.umask(before)
    written = [Path("edges.csv"), Path("edges.nodes.csv"), *Path("tables").glob("*.csv")]
    assert {mode(path) for path in written} == {0o600}


@pytest.mark.parametrize("mask", [0o077, 0o027])
def test_a_new_file_has_what_the_umask_leaves(here: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        assert run("export", "a.ttl", "--case", "old.ttl").exit_code == 0
        assert run("export", "tables", "--case", "old.ttl").exit_code == 0
        assert run("import", "old.ttl", "-o", "store").exit_code == 0
    finally:
        os.umask(before)
    files = [Path("a.ttl"), *Path("tables").iterdir(), *Path("store").iterdir()]
    assert {mode(path) for path in files} == {0o666 & ~mask}
    assert {mode(Path(name)) for name in ("tables", "store")} == {0o777 & ~mask}


def test_what_is_being_written_is_private(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    genuine = os.fsync

    def look(handle: int) -> None:
        seen.extend(mode(one.path) for one in leftovers_in(here) if one.kind in ("part", "new"))
        genuine(handle)

    monkeypatch.setattr(os, "fsync", look)
    assert run("export", "a.ttl", "--case", "old.ttl").exit_code == 0
    assert run("import", "old.ttl", "-o", "store").exit_code == 0
    assert set(seen) == {0o600, 0o700}


def test_links_are_followed_and_stay(here: Path) -> None:
    for name in ("case.ttl", "store", "tables", "page.html"):
        os.symlink(f"real-{name}", name)
    assert run("import", "old.ttl", "-o", "case.ttl").exit_code == 0
    assert run("import", "old.ttl", "-o", "store").exit_code == 0
    assert run("export", "tables", "--case", "old.ttl").exit_code == 0
    assert run("view", "-o", "page.html", "--case", "old.ttl").exit_code == 0
    for name in ("case.ttl", "store", "tables", "page.html"):
        assert Path(name).is_symlink() and not Path(f"real-{name}").is_symlink() and Path(f"real-{name}").exists()


def test_a_link_among_tables_is_not_replaced(here: Path) -> None:
    assert run("export", "tables", "--case", "old.ttl").exit_code == 0
    Path("tables/parties.csv").rename("parties.csv")
    Path("tables/parties.csv").symlink_to("../parties.csv")
    done = run("export", "tables", "--case", "new.ttl")
    assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1)
    assert Path("tables/parties.csv").is_symlink()


TO_A_PIPE: list[tuple[str, ...]] = [
    ("import", "old.ttl", "-o", "pipe.ttl"),
    ("import", "old.ttl", "-o", "pipe"),
    ("export", "pipe.xlsx", "--case", "old.ttl"),
    ("export", "pipe.csv", "--graph", "positions", "--case", "old.ttl"),
    ("view", "-o", "pipe.html", "--case", "old.ttl", "--force"),
    ("new", "pipe"),
]
FROM_A_PIPE: list[tuple[str, ...]] = [
    *(("check", f"pipe{ending}") for ending in (".ttl", ".csv", ".tsv", ".xlsx", ".dna")),
    *(("--case", f"pipe{ending}", "positions") for ending in (".ttl", ".csv", ".xlsx", ".dna")),
    *(("import", f"pipe{ending}", "-o", "case.ttl") for ending in (".ttl", ".csv", ".xlsx", ".dna")),
    ("import", "folder", "-o", "case.ttl"),
    ("import", "table.csv", "--mapping", "pipe.toml", "-o", "case.ttl"),
    ("import", "pipe.csv", "--mapping", "map.toml", "-o", "case.ttl"),
    ("import", "pipe.csv", "--suggest-mapping"),
    ("import", "pipe.xlsx", "--suggest-mapping"),
    ("agreement", "pipe.dna", "old.ttl"),
]


@pytest.mark.parametrize("arguments", [*TO_A_PIPE, *FROM_A_PIPE], ids=" ".join)
def test_a_pipe_is_neither_replaced_nor_waited_on(here: Path, arguments: tuple[str, ...]) -> None:
    Path("table.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    Path("map.toml").write_text('namespace = "https://example.org/"\n', encoding="utf-8")
    Path("folder").mkdir()
    pipes = [Path(word) for word in arguments if word.startswith("pipe")] + [Path("folder/parties.csv")]
    for pipe in pipes:
        os.mkfifo(pipe)
    done = process(here, *arguments)
    _, error = done.communicate(timeout=60)
    assert (done.returncode, error.count("Traceback")) == (1 if arguments[0] == "check" and not error else 2, 0), error
    assert all(stat.S_ISFIFO(pipe.lstat().st_mode) for pipe in pipes)


# ------------------------------------------------------ trouble, in one line


def in_one_line(*arguments: object) -> str:
    done = run(*arguments)
    assert done.exit_code == 2, done
    assert len(done.stderr.splitlines()) == 1, done.stderr
    return done.stderr


def damage(name: str) -> Callable[[Path], None]:
    def cut(store: Path) -> None:
        for path in store.glob(name):
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    return cut


def unend(store: Path) -> None:
    """Add to a store's list of files a record, of a kind that such lists do not have, that runs over the file's end."""
    for path in store.glob("MANIFEST-*"):
        path.write_bytes(path.read_bytes() + struct.pack("<IHB", 0, 400, 8) + b"x" * 100)


def pipe_in(store: Path) -> None:
    for path in store.glob("*.sst"):
        path.unlink()
        os.mkfifo(path)


@pytest.mark.parametrize(
    "harm",
    [
        damage("*.sst"),
        damage("MANIFEST-*"),
        lambda store: (store / "CURRENT").write_bytes(b""),
        lambda store: (store / "CURRENT").write_bytes(b"MANIFEST-999999\n"),
        lambda store: (store / "CURRENT").unlink(),
        lambda store: [path.unlink() for path in store.glob("*.sst")],
        unend,
        pipe_in,
    ],
    ids=["tables", "manifest", "no current", "wrong current", "current missing", "tables missing", "endless", "pipe"],
)
def test_a_damaged_store_is_told(here: Path, harm: Callable[[Path], object]) -> None:
    assert run("import", "old.ttl", "-o", "store").exit_code == 0
    harm(Path("store"))
    for arguments in (("--case", "store", "positions"), ("check", "store"), ("import", "new.ttl", "-o", "store")):
        assert "store" in in_one_line(*arguments)
    done = run("doctor", "store")
    assert done.exit_code == 1 and "it is damaged" in " ".join(done.stdout.split())


@pytest.mark.parametrize(
    "arguments",
    [
        ("--case", "x" * 300, "positions"),
        ("--case", "x" * 300 + ".csv", "positions"),
        ("check", "x" * 300 + ".dna"),
        ("import", "old.ttl", "-o", "x" * 300),
        ("import", "old.ttl", "-o", "x" * 300 + ".ttl"),
        ("import", "x" * 300 + ".csv", "-o", "a.ttl"),
        ("export", "x" * 300 + ".xlsx"),
        ("export", "x" * 300),
        ("view", "-o", "x" * 300 + ".html"),
        ("new", "x" * 300),
        ("new", "y/" * 3000 + "x"),
        ("export", "missing/a.graphml"),
        ("view", "-o", "missing/a.html"),
        ("view", "-o", "old.ttl/a.html"),
    ],
    ids=lambda arguments: " ".join(word[:9] for word in arguments),
)
def test_paths_that_cannot_be(here: Path, arguments: tuple[str, ...]) -> None:
    in_one_line(*arguments)


def test_a_name_as_long_as_may_be_is_written(here: Path) -> None:
    name = "x" * 250 + ".ttl"
    for _ in range(2):
        assert run("import", "old.ttl", "-o", name).exit_code == 0
    assert run("import", "old.ttl", "-o", "y" * 255).exit_code == 0
    assert list(leftovers_in(here)) == []


WRITING: list[tuple[str, ...]] = [
    ("import", "old.ttl", "-o", "case.ttl", "--replace"),
    ("import", "old.ttl", "-o", "store", "--replace"),
    ("export", "case.xlsx", "--case", "old.ttl"),
    ("export", "tables", "--case", "old.ttl"),
    ("export", "edges.csv", "--graph", "positions", "--case", "old.ttl"),
    ("view", "-o", "page.html", "--case", "old.ttl"),
    ("new", "begun"),
]


@pytest.mark.parametrize(
    ("call", "number"),
    [("fsync", "ENOSPC"), ("replace", "EIO"), ("unlink", "EROFS"), ("mkdir", "ENOSPC"), ("chmod", "EPERM")],
)
@pytest.mark.parametrize("arguments", WRITING, ids=" ".join)
def test_a_system_that_refuses(
    here: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], call: str, number: str
) -> None:
    import errno

    assert run(*arguments[:1], *arguments[1:]).exit_code == 0
    before = {path: path.read_bytes() for path in here.rglob("*") if path.is_file() and path.name != "LOG"}

    def refuse(*_: object, **__: object) -> None:
        raise OSError(getattr(errno, number), os.strerror(getattr(errno, number)), "somewhere")

    with monkeypatch.context() as patch:
        patch.setattr(os, call, refuse)
        done = run(*arguments)
    assert done.exit_code in (0, 2), done.exception
    assert len(done.stderr.splitlines()) == (1 if done.exit_code else 0), done.stderr
    if done.exit_code and arguments[0] != "import":
        after = {path: path.read_bytes() for path in before}
        assert after == before
    assert run("doctor", "--repair", here).exit_code in (0, 1)
    assert list(leftovers_in(here)) == []


def test_reading_works_where_nothing_can_be_written(here: Path) -> None:
    assert run("import", "old.ttl", "-o", "store").exit_code == 0
    assert run("export", "tables", "--case", "old.ttl").exit_code == 0
    for folder in (Path("store"), Path("tables"), here):
        folder.chmod(0o500)
    try:
        for name in ("old.ttl", "store", "tables"):
            assert run("--case", name, "positions").exit_code == 0
            assert run("doctor", name).exit_code == 0
    finally:
        here.chmod(0o700)


@pytest.mark.parametrize(
    "setting",
    [{"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}, {"LC_ALL": "no_such"}, {"TMPDIR": "/no/such"}],
)
def test_poor_surroundings(here: Path, setting: dict[str, str]) -> None:
    environment = {**os.environ, "KG_CASE": "", **setting}
    for arguments in (
        ["positions", "--lang", "uk"],
        ["export", "a.xlsx"],
        ["new", "справа"],
        ["doctor"],
        ["--case", "ні.ttl", "check"],
    ):
        command = [sys.executable, "-m", "kg", *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, check=False)
        assert b"Traceback" not in done.stderr, done.stderr
        assert done.returncode == (2 if "ні.ttl" in arguments else 0), done.stderr


# ----------------------------------------------------------------- doctor


def test_the_doctor_says_how_a_case_is(here: Path) -> None:
    done = run("doctor", "old.ttl", "--format", "json")
    found = json.loads(done.stdout)
    jsonschema.validate(found, schema_of("doctor"))
    assert (done.exit_code, found["well"], found["locks"], found["leftovers"]) == (0, True, [], [])
    assert found["store"] | {"bytes": 0, "triples": 0} == {
        "kind": "file",
        "engine": None,
        "bytes": 0,
        "triples": 0,
        "problem": None,
    }
    assert {one["class"]: one["count"] for one in found["classes"]}["positions"] == 1
    assert found["shapes"]["error"] == 0
    assert {one["name"] for one in found["versions"]} >= {"kg", "Python", "pyoxigraph"}


def test_the_doctor_finds_what_was_left_and_repairs_it(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("export", "edges.csv", "--graph", "positions", "--case", "old.ttl").exit_code == 0
    interrupt(monkeypatch, "export", "edges.csv", "--graph", "positions", "--case", "new.ttl")
    Path(f".old.ttl.kg-{NOBODY}-00000000.part").write_text("half", encoding="utf-8")
    Path(".old.ttl.kg-lock").write_text(f"{NOBODY} 2031-01-01T00:00:00Z\n", encoding="ascii")
    done = run("doctor", "old.ttl", "--format", "json")
    found = json.loads(done.stdout)
    jsonschema.validate(found, schema_of("doctor"))
    assert (done.exit_code, found["well"]) == (1, False)
    assert found["locks"] == [{"held": False, "process": NOBODY, "since": "2031-01-01T00:00:00Z"}]
    assert sorted(one["kind"] for one in found["leftovers"]) == ["part", "part", "part", "swap"]
    mended = run("doctor", "old.ttl", "--repair", "--format", "json")
    assert (mended.exit_code, json.loads(mended.stdout)["repaired"]["left"]) == (0, 0)
    assert b"oppose" in Path("edges.csv").read_bytes()
    assert list(leftovers_in(here)) == []


def _aged(path: Path) -> Path:
    os.utime(path, (1_900_000_000, 1_000_000_000))
    return path


def _of_first(kind: str, number: str, *, party: str = "a") -> Path:
    """Make what version 1.0 left of an import into ``store``: a folder named as it named them."""
    Path("made.ttl").write_text(STAGE + position(party, "support", "w1"), encoding="utf-8")
    folder = Path(f".store.{kind}-{number * 8}")
    assert run("import", "made.ttl", "-o", "made").exit_code == 0
    Path("made").rename(folder)
    return _aged(folder)


def test_the_doctor_puts_back_the_store_that_version_1_0_lost(here: Path) -> None:
    old, new = _of_first("old", "1"), _of_first("new", "2", party="b")
    quads = {str(quad) for quad in EmbeddedStore(old).quads()}
    found = json.loads(run("doctor", "store", "--format", "json").stdout)
    jsonschema.validate(found, schema_of("doctor"))
    assert (found["well"], sorted(one["kind"] for one in found["leftovers"])) == (False, ["new", "old"])
    mended = run("doctor", "store", "--repair", "--format", "json")
    assert (mended.exit_code, json.loads(mended.stdout)["repaired"]) == (0, {"done": 2, "left": 0})
    assert (old.exists(), new.exists()) == (False, False)
    assert {str(quad) for quad in EmbeddedStore(Path("store")).quads()} == quads


def test_the_doctor_removes_no_older_store_beside_another(here: Path) -> None:
    old = _of_first("old", "1")
    assert run("import", "old.ttl", "-o", "store").exit_code == 0
    mended = run("doctor", "store", "--repair")
    assert (mended.exit_code, "look whether it holds what the case lacks" in mended.stdout.replace("\n", " ")) == (
        1,
        True,
    )
    assert list(EmbeddedStore(old).quads())


def test_the_doctor_removes_what_version_1_0_did_not_finish(here: Path) -> None:
    young = Path(".old.ttl.new-33333333")
    young.mkdir()
    dead, alive = Path(f".old.ttl.{NOBODY}.part"), Path(f".old.ttl.{os.getppid()}.part")
    strange = [Path(f".other.ttl.{NOBODY}.part"), Path(".old.ttl.old-xyz")]
    for path in (dead, alive, *strange):
        path.write_text("half", encoding="utf-8")
    mended = json.loads(run("doctor", "old.ttl", "--repair", "--format", "json").stdout)
    assert mended["repaired"] == {"done": 1, "left": 2}
    assert [path.exists() for path in (dead, alive, young, *strange)] == [False, True, True, True, True]
    assert mended["well"] is True
    _aged(young)
    assert json.loads(run("doctor", "old.ttl", "--repair", "--format", "json").stdout)["repaired"]["done"] == 1
    assert not young.exists()


def test_the_doctor_leaves_what_a_running_process_writes(here: Path) -> None:
    path = Path(f".old.ttl.kg-{os.getppid()}-00000000.part")
    path.touch()
    with hold(Path("other.ttl")):
        found = json.loads(run("doctor", "old.ttl", "--repair", "--format", "json").stdout)
    assert path.exists()
    assert found["well"] is True
    assert [one["held"] for one in found["locks"]] == [True]
    assert found["repaired"] == {"done": 0, "left": 2}


@pytest.mark.parametrize("name", ["old.ttl", "secretplace/secretname.ttl", "secretplace"])
def test_the_doctor_tells_no_secret(here: Path, name: str) -> None:
    Path("secretplace").mkdir()
    text = STAGE + position("a", "support", "w1") + ':secretid a neg:Party ; skos:prefLabel "secretlabel"@en .\n'
    Path("secretplace/secretname.ttl").write_text(text, encoding="utf-8")
    Path("secretplace/secrettoo.ttl").write_text("secret words that are no Turtle", encoding="utf-8")
    for form in ("table", "json", "csv", "markdown"):
        done = run("doctor", name, "--format", form)
        assert "secret" not in done.stdout + done.stderr, form


def test_files_of_one_folder_are_written_together(tmp_path: Path) -> None:
    one, other = tmp_path / "a.csv", tmp_path / "b.csv"
    replace_files({one: b"1", other: b"2"})
    assert (one.read_bytes(), other.read_bytes()) == (b"1", b"2")
    (tmp_path / "else").mkdir()
    other.unlink()
    other.symlink_to("else/b.csv")
    with pytest.raises(InputError, match="symbolic link"):
        replace_files({one: b"3", other: b"4"})
    assert one.read_bytes() == b"1"


def test_no_lock_is_put_beside_a_device() -> None:
    with pytest.raises(InputError, match="a pipe or a device"), hold(Path("/dev/null")):
        pass
    assert not Path("/dev/.null.kg-lock").exists()


def test_names_of_what_is_written_say_whose_they_are(tmp_path: Path) -> None:
    for name in (part_name("case.ttl"), part_name("x" * 255), part_name(swaps.MEMBERS)):
        replace_file(tmp_path / name, b"")
    (tmp_path / new_name("store")).mkdir()
    found = list(leftovers_in(tmp_path))
    assert {one.process for one in found} == {os.getpid()}
    assert {one.target for one in found} >= {"case.ttl", "store", swaps.MEMBERS}
    assert lock_path(tmp_path / "a" / "b") == tmp_path / ".a.kg-lock"
