"""Sheets of someone else's shape become a case by a mapping, and what is wrong in them is told at its cell."""

from __future__ import annotations

import csv
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import kg
from kg.cli import main
from kg.corpora import mapping as mapping_module
from kg.corpora.mapping import MappedImport, import_mapped
from kg.errors import InputError, KgError, LimitError
from kg.sheets.problems import ImportRefusedError
from kg.store import EmbeddedStore, parse_file
from kg.vocabulary import SKOS

MAP = """
namespace = "https://example.org/assembly/"
empty = ["NA"]

[case]
title = "An assembly"

[join.call]
file = "calls.csv"
key = "id"
with = "call"

[join.tags]
file = "tags.csv"
key = "id"
with = "call"
many = true

[party]
key = "code"
label = "country"
alias = "other name"

[issue]
key = "call"
label = ["call.title", { text = "Call {call}" }]
topic = "tags.tag"
kind = "procedural"

[option]
label = { text = "adopted in {call}" }

[stance]
from = "vote"
values = { yes = "support", no = "oppose", abstain = "noncommittal", absent = "" }

[statement]
date = "call.date"
date_format = ["%d.%m.%Y", "%Y-%m-%d"]
attribution = "official-document"
paraphrase = { text = "{country} voted {vote}." }

[source]
key = "call"
label = { text = "Record {call}" }
"""

VOTES = '''call,code,country,other name,vote
1,NO,Northland,the North,yes
1,SO,Southland,NA,no
2,NO,Northland,the North,abstain
2,SO,Southland,NA,YES
2,EA,"East ""Land""",NA,absent
'''
CALLS = "id,title,date\n1,Fishing,03.02.2031\n2,NA,2031-02-04\n"
TAGS = "id,tag\n1,sea\n1,food\n"


@pytest.fixture
def sheets(tmp_path: Path) -> Path:
    """Return a folder with a mapping and its three sheets."""
    texts = {"map.toml": MAP, "votes.csv": VOTES, "calls.csv": CALLS, "tags.csv": TAGS}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(folder: Path, target: str = "case.ttl", *, keep_going: bool = False) -> MappedImport:
    """Import the folder's sheet of votes."""
    return import_mapped(folder / "map.toml", [folder / "votes.csv"], folder / target, keep_going=keep_going)


def change(path: Path, old: str, new: str) -> None:
    """Replace words in a file that has them once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def problems_of(folder: Path) -> list[str]:
    """Return what an import complains of, without the folder's name."""
    with pytest.raises(ImportRefusedError) as refused:
        run(folder)
    return [str(problem).replace(f"{folder}/", "") for problem in refused.value.problems]


@pytest.mark.parametrize("target", ["case.ttl", "store"])
def test_votes_become_stances(sheets: Path, target: str) -> None:
    done = run(sheets, target)
    assert (done.written, done.skipped, done.problems) == (4, 1, ())
    shared = kg.open(str(sheets / target)).shared("Northland", "Southland").to_json()
    assert shared["case"]["label"] == "An assembly"
    assert shared["as_of"] == "2031-02-04"
    assert [entry["option"]["label"] for entry in shared["contested"]] == ["adopted in 1"]
    assert shared["contested"][0]["issue_kind"] == "procedural"
    stances = {stance["party"]["label"]: stance for stance in shared["contested"][0]["stances"]}
    assert {name: stance["stance"] for name, stance in stances.items()} == {
        "Northland": "support",
        "Southland": "oppose",
    }
    evidence = stances["Northland"]["evidence"][0]
    assert evidence["source"]["label"] == "Record 1"
    assert evidence["paraphrase"] == "Northland voted yes."
    assert (evidence["earliest"], evidence["latest"]) == ("2031-02-03", "2031-02-03")
    assert evidence["attribution"] == "official-document"


def test_an_abstention_is_a_side_of_nobody_and_is_not_asked_again(sheets: Path) -> None:
    run(sheets)
    unaddressed = kg.open(str(sheets / "case.ttl")).shared("Northland", "Southland").to_json()["unaddressed"]
    assert [entry["option"]["label"] for entry in unaddressed] == ["adopted in 2"]
    assert {s["party"]["label"]: s["stance"] for s in unaddressed[0]["stances"]}["Northland"] == "noncommittal"


def test_names_labels_and_topics(sheets: Path) -> None:
    run(sheets)
    case = kg.open(str(sheets / "case.ttl")).case
    assert {party.id: (party.labels, party.aliases) for party in case.parties.values()} == {
        "https://example.org/assembly/party/NO": ((("en", "Northland"),), (("en", "the North"),)),
        "https://example.org/assembly/party/SO": ((("en", "Southland"),), ()),
    }
    assert [issue.label() for issue in case.issues.values()] == ["Fishing", "Call 2"]
    triples = {str(quad.triple) for quad in parse_file(sheets / "case.ttl")}
    topics = {line.split("/topic/")[1].split(">")[0] for line in triples if "skos/core#broader" in line}
    assert topics == {"food", "sea"}


def test_a_vote_takes_twelve_triples(sheets: Path) -> None:
    run(sheets)
    subject = "<https://example.org/assembly/{}/NO/1>"
    triples = [str(quad.triple) for quad in parse_file(sheets / "case.ttl")]
    of_vote = [t for t in triples if t.startswith((subject.format("position"), subject.format("statement")))]
    assert len(of_vote) == 12


def test_identifiers_are_percent_encoded_keys(sheets: Path) -> None:
    change(sheets / "map.toml", 'key = "code"', 'key = "country"')
    change(sheets / "votes.csv", "NA,absent", "NA,no")
    run(sheets)
    assert "https://example.org/assembly/party/East%20%22Land%22" in kg.open(str(sheets / "case.ttl")).case.parties


@pytest.mark.parametrize("target", ["case.ttl", "store"])
def test_a_second_import_changes_nothing_and_an_edited_row_updates_its_statement(sheets: Path, target: str) -> None:
    def content() -> list[str]:
        return sorted(str(quad) for quad in kg.open(str(sheets / target)).case.store.quads())

    run(sheets, target)
    first = content()
    run(sheets, target)
    assert content() == first
    change(sheets / "votes.csv", "1,NO,Northland,the North,yes", "1,NO,Northland,the North,no")
    run(sheets, target)
    changed = set(content()) ^ set(first)
    assert {line.split("neg#")[1].split(">")[0] for line in changed} == {"stance", "paraphrase"}
    assert len(changed) == 4


def test_what_the_target_held_already_is_kept(sheets: Path) -> None:
    run(sheets, "store")
    change(sheets / "map.toml", "example.org/assembly/", "example.org/other/")
    run(sheets, "store")
    assert len(kg.open(str(sheets / "store")).case.parties) == 4


def test_the_order_of_rows_does_not_matter(sheets: Path) -> None:
    run(sheets)
    first = (sheets / "case.ttl").read_bytes()
    header, *rows = VOTES.splitlines()
    (sheets / "votes.csv").write_text("\n".join([header, *reversed(rows)]) + "\n", encoding="utf-8")
    run(sheets, "again.ttl")
    assert (sheets / "again.ttl").read_bytes() == first


def test_every_mistake_is_told_at_its_cell(sheets: Path) -> None:
    mistakes = "1,WE,Westland,NA,yess\n3,NO,Northland,,yes\n1,NO,Northland,the North,no\n1,SO,South,NA,no\n1,XX\n2,,Nowhere,NA,no\n"
    (sheets / "votes.csv").write_text(VOTES + mistakes, encoding="utf-8")
    assert sorted(problems_of(sheets)) == [
        "votes.csv, cell B10 (code): “SO, 1” has the same key as row 3; remove one, or name more columns in [statement] key",
        "votes.csv, cell B12 (code): is empty, and identifies the row; fill it, or name another [statement] key",
        "votes.csv, cell B12 (code): is empty, and names the party; fill it",
        "votes.csv, cell B9 (code): “NO, 1” has the same key as row 2; remove one, or name more columns in [statement] key",
        "votes.csv, cell C10 (country): “South” names the same party as “Southland” before; "
        "one party has one label; name another [party] key",
        "votes.csv, cell E7 (vote): “yess” is not a stance that the mapping knows; did you mean yes?",
        "votes.csv, row 11: has 2 cells, not 5; check its delimiters and quotes",
        "votes.csv, row 8 (call): “3” is not among the id of calls.csv; add it there or correct it",
    ]
    assert not (sheets / "case.ttl").exists()


def test_a_bad_day_in_a_joined_sheet_is_told_once(sheets: Path) -> None:
    change(sheets / "calls.csv", "03.02.2031", "03.02.31")
    assert problems_of(sheets) == [
        "votes.csv, row 2 (call.date): “03.02.31” is not a date; "
        "write it as %d.%m.%Y or %Y-%m-%d, or change date_format in the mapping"
    ]


def test_a_key_that_comes_up_again_in_a_joined_sheet_is_told(sheets: Path) -> None:
    (sheets / "calls.csv").write_text(CALLS + "2,Again,2031-02-05\n", encoding="utf-8")
    assert problems_of(sheets) == [
        "calls.csv, cell A4 (id): “2” occurs a second time; keep one row for each key, or say many = true"
    ]


def test_keep_going_imports_the_good_rows_and_lists_the_rest(sheets: Path) -> None:
    (sheets / "votes.csv").write_text(VOTES + "1,WE,Westland,NA,yess\n2,WE,Westland,NA,yes\n", encoding="utf-8")
    done = run(sheets, "store", keep_going=True)
    assert (done.written, [problem.place.row for problem in done.problems]) == (5, [7])
    assert len(kg.open(str(sheets / "store")).case.parties) == 3


def test_a_row_left_out_leaves_nothing_behind(sheets: Path) -> None:
    (sheets / "votes.csv").write_text(VOTES + "1,WE,Westland,NA,yess\n", encoding="utf-8")
    run(sheets, "store", keep_going=True)
    assert "Westland" not in {party.label() for party in kg.open(str(sheets / "store")).case.parties.values()}


def test_a_refused_import_leaves_the_old_store_as_it_was(sheets: Path) -> None:
    run(sheets, "store")
    change(sheets / "votes.csv", ",YES", ",perhaps")
    with pytest.raises(ImportRefusedError, match="1 mistake"):
        run(sheets, "store")
    assert len(kg.open(str(sheets / "store")).case.statements) == 4
    assert sorted(path.name for path in sheets.iterdir() if path.name.startswith(".")) == []


def test_a_wrong_mapping_is_given_up_before_the_sheet_ends(sheets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mapping_module, "MAX_PROBLEMS", 5)
    monkeypatch.setattr(mapping_module, "STEP", 10)
    rows = "".join(f"1,P{number},Party {number},NA,perhaps\n" for number in range(100))
    (sheets / "votes.csv").write_text(VOTES + rows, encoding="utf-8")
    assert 5 < len(problems_of(sheets)) < 30


def test_a_file_takes_no_corpus(sheets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mapping_module, "MAX_FILE_ROWS", 2)
    with pytest.raises(LimitError, match="over 2 rows are too many for a file; name a folder"):
        run(sheets)
    assert run(sheets, "store").written == 4


def test_progress_is_told_in_bytes(sheets: Path) -> None:
    told: list[tuple[int, int]] = []
    import_mapped(
        sheets / "map.toml",
        [sheets / "votes.csv"],
        sheets / "case.ttl",
        progress=lambda done, total: told.append((done, total)),
    )
    size = len(VOTES.encode())
    assert told[-1] == (size, size)
    assert {total for _, total in told} == {size}


def test_a_person_who_speaks(sheets: Path) -> None:
    change(sheets / "map.toml", "[stance]", '[person]\nkey = "other name"\n\n[stance]')
    change(sheets / "map.toml", 'alias = "other name"\n', "")
    run(sheets)
    case = kg.open(str(sheets / "case.ttl")).case
    people = {person.label(): person.speaks_for for person in case.people.values()}
    assert people == {"the North": ("https://example.org/assembly/party/NO",)}
    spoken = {s.id.rsplit("statement/", 1)[1]: s.speaker for s in case.statements.values()}
    speaker = "https://example.org/assembly/person/the%20North"
    assert spoken == {"NO/1": speaker, "NO/2": speaker, "SO/1": None, "SO/2": None}


def test_roll_calls_grouped_as_options_of_one_issue(sheets: Path) -> None:
    change(sheets / "map.toml", '[issue]\nkey = "call"', '[issue]\nkey = [["tags.tag", { value = "other" }]]')
    change(sheets / "map.toml", 'label = ["call.title", { text = "Call {call}" }]\n', "")
    change(sheets / "map.toml", 'kind = "procedural"', 'choice_rule = "compatible"')
    change(sheets / "map.toml", "[option]", '[option]\nkey = "call"')
    run(sheets)
    case = kg.open(str(sheets / "case.ttl")).case
    assert {case.issues[option.issue].label(): option.label() for option in case.options.values()} == {
        "sea": "adopted in 1",
        "other": "adopted in 2",
    }


def test_constants_columns_and_value_tables_of_a_statement(sheets: Path) -> None:
    change(
        sheets / "map.toml",
        'attribution = "official-document"',
        'attribution = "how"\nattribution_values = { paper = "leak" }\nconfidence = "sure"\nsensitivity = "restricted"',
    )
    header, *rows = VOTES.splitlines()
    wider = [f"{header},how,sure", *(f"{row},paper,0.7" for row in rows)]
    (sheets / "votes.csv").write_text("\n".join(wider), encoding="utf-8")
    run(sheets)
    statement = next(iter(kg.open(str(sheets / "case.ttl")).case.statements.values()))
    assert (statement.attribution, statement.confidence, statement.sensitivity) == ("leak", 0.7, "restricted")
    change(sheets / "votes.csv", "the North,yes,paper,0.7", "the North,yes,papr,1.7")
    assert sorted(problems_of(sheets)) == [
        "votes.csv, cell F2 (how): “papr” is not an attribution that the mapping knows; did you mean paper?",
        "votes.csv, cell G2 (sure): “1.7” is not a confidence; it must be a number from 0 to 1, such as 0.8",
    ]


def test_another_encoding_and_delimiter(sheets: Path) -> None:
    change(sheets / "map.toml", 'empty = ["NA"]', 'encoding = "windows-1251"\ndelimiter = ";"')
    for name in ("votes.csv", "calls.csv", "tags.csv"):
        text = (sheets / name).read_text(encoding="utf-8").replace(",", ";").replace("Northland", "Північ")
        (sheets / name).write_bytes(text.encode("windows-1251"))
    run(sheets)
    assert "Північ" in {party.label() for party in kg.open(str(sheets / "case.ttl")).case.parties.values()}


def test_a_byte_order_mark_is_no_part_of_the_first_column(sheets: Path) -> None:
    (sheets / "votes.csv").write_text(VOTES, encoding="utf-8-sig")
    assert run(sheets).written == 4


BAD_MAPPINGS = [
    (
        "[source]",
        'confidence = { value = "high" }\n[source]',
        "[statement] “high” is not a number; write digits with a point",
    ),
    ("[stance]", "[stanze]", "stanze means nothing here; did you mean stance?"),
    ('from = "vote"', 'form = "vote"', "[stance] form means nothing here; did you mean from?"),
    ('from = "vote"', 'from = "votes"', "[stance] from: there is no column “votes”; did you mean vote?"),
    (
        'date = "call.date"',
        'date = "call.day"',
        "[statement] date: there is no column “call.day”; did you mean call.date",
    ),
    ("%d.%m.%Y", "%d.%m.%y", "a year of two digits is of no certain century"),
    ('yes = "support"', 'yes = "suport"', "“yes” is given the value “suport”; did you mean support?"),
    ('kind = "procedural"', 'kind = "process"', "[issue] kind: there is no column “process”"),
    ('"https://example.org/assembly/"', '"my votes"', "must be an address that ends in /, # or :"),
    ('"https://example.org/assembly/"', '"https://example.org/as sembly/"', "must be an address that ends in"),
    # a port is of digits: http://host:position/… is no address
    ('"https://example.org/assembly/"', '"http://host:"', "must be an address that ends in"),
    ('empty = ["NA"]', 'language = "plain English"', "language “plain English” must be a language tag"),
    # a language has two letters at least
    ('empty = ["NA"]', 'language = "a-DE"', "language “a-DE” must be a language tag"),
    ('file = "calls.csv"', 'file = "kalls.csv"', "[join.call] file kalls.csv is not there"),
    ('file = "calls.csv"\nkey = "id"', 'file = "calls.csv"\nkey = "ix"', "has no column “ix”"),
    ('file = "calls.csv"\nkey = "id"\nwith', 'file = "calls.csv"\nkey = "id"\nwth', "[join.call] wth means nothing"),
    ("{ value", "{ valeu", "is not a column's name"),
    ('key = "code"', "", "[party] has no key"),
    ("[party]", "party = 3\n[x]", "x means nothing here"),
    ("[case]", "[case", "not valid TOML"),
    ('empty = ["NA"]', 'delimiter = "ab"', "delimiter must be one character"),
    ('empty = ["NA"]', 'encoding = "klingon"', "map.toml: unknown text encoding “klingon”"),
    ("{country} voted", "{land} voted", "[statement] paraphrase: there is no column “land”"),
]


@pytest.mark.parametrize(("old", "new", "message"), BAD_MAPPINGS, ids=[new for _, new, _ in BAD_MAPPINGS])
def test_a_wrong_mapping_is_one_line_that_says_what_to_do(sheets: Path, old: str, new: str, message: str) -> None:
    mapping = (sheets / "map.toml").read_text(encoding="utf-8")
    if "{ value" in old:
        mapping = mapping.replace('{ text = "Record {call}" }', '{ value = "Record" }')
    assert old in mapping
    (sheets / "map.toml").write_text(mapping.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(KgError) as error:
        run(sheets)
    assert message in str(error.value)
    assert "\n" not in str(error.value).replace("\\n", "")


def test_sheets_that_cannot_be_read(sheets: Path) -> None:
    (sheets / "votes.csv").write_bytes("call,code\n1,Qu\xe9bec\n".encode("latin-1"))
    with pytest.raises(InputError, match=r"is not valid UTF-8 .*; name its encoding with --encoding NAME"):
        run(sheets)
    (sheets / "votes.csv").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="is empty; its first row must name the columns"):
        run(sheets)
    (sheets / "votes.csv").write_text("a,a\n", encoding="utf-8")
    with pytest.raises(InputError, match="two columns are called “a”"):
        run(sheets)
    (sheets / "votes.csv").unlink()
    with pytest.raises(InputError, match="No such file"):
        run(sheets)


def test_several_sheets_must_have_the_same_columns(sheets: Path) -> None:
    (sheets / "more.csv").write_text("call,code,country,other name,vote\n1,EA,Eastland,NA,no\n", encoding="utf-8")
    files = [sheets / "votes.csv", sheets / "more.csv", sheets / "calls.csv"]
    assert import_mapped(sheets / "map.toml", files, sheets / "case.ttl").written == 5
    (sheets / "again.csv").write_text(
        "call,code,country,other name,vote\n2,NO,Northland,the North,no\n", encoding="utf-8"
    )
    with pytest.raises(ImportRefusedError) as refused:
        import_mapped(sheets / "map.toml", [*files, sheets / "again.csv"], sheets / "case.ttl")
    assert f"has the same key as {sheets / 'votes.csv'}, row 4; remove one" in str(refused.value.problems[0])
    (sheets / "more.csv").write_text("call,code\n1,EA\n", encoding="utf-8")
    with pytest.raises(InputError, match="its columns are not those of"):
        import_mapped(sheets / "map.toml", files, sheets / "case.ttl")


CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\x1b"), min_size=1, max_size=12).filter(
    lambda text: bool(text.strip())
)


@settings(max_examples=40, deadline=None)
@given(names=st.lists(CELL, min_size=1, max_size=5, unique_by=lambda text: text.strip()))
def test_any_words_are_taken_as_they_are(names: list[str]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder)
        mapping = MAP[: MAP.index("[join.call]")] + MAP[MAP.index("[party]") :]
        for old, new in (
            ('key = "code"\nlabel = "country"\nalias = "other name"', 'key = "country"'),
            ('label = ["call.title", { text = "Call {call}" }]\ntopic = "tags.tag"\n', ""),
            ('date = "call.date"', 'date = "day"'),
        ):
            assert old in mapping
            mapping = mapping.replace(old, new)
        (path / "map.toml").write_text(mapping, encoding="utf-8")
        with (path / "votes.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["call", "country", "vote", "day"])
            writer.writerows([[f"call {name}", name, "yes", "2031-02-03"] for name in names if name.strip() != "NA"])
        wanted = sorted(name.strip() for name in names if name.strip() != "NA")
        import_mapped(path / "map.toml", [path / "votes.csv"], path / "store")
        quads = EmbeddedStore(path / "store").quads()
        held = {q.subject: q.object.value for q in quads if q.predicate.value == SKOS.prefLabel}
        assert sorted(label for iri, label in held.items() if "/party/" in str(iri)) == wanted


def test_the_command_imports_and_tells_mistakes(sheets: Path) -> None:
    arguments = [
        "import",
        str(sheets / "votes.csv"),
        "--mapping",
        str(sheets / "map.toml"),
        "-o",
        str(sheets / "store"),
    ]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0
    assert "4 rows imported, 1 without a position skipped" in done.stdout
    change(sheets / "votes.csv", ",YES", ",perhaps")
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 2
    assert "cell E5 (vote): “perhaps” is not a stance" in done.stderr


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--replace"], "--replace"),
        (["--merge", "--base", "https://example.org/other/"], "--update/--merge and --base"),
    ],
)
def test_options_that_the_mapping_answers_are_refused(sheets: Path, options: list[str], named: str) -> None:
    target = sheets / "store"
    arguments = ["import", str(sheets / "votes.csv"), "--mapping", str(sheets / "map.toml"), "-o", str(target)]
    done = CliRunner().invoke(main, [*arguments, *options])
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.endswith(f"; leave out {named}\n")
    assert not target.exists()


def test_a_suggestion_is_printed_and_not_imported(sheets: Path) -> None:
    target = sheets / "suggested.toml"
    arguments = ["import", "--suggest-mapping", str(sheets / "votes.csv")]
    done = CliRunner().invoke(main, [*arguments, "-o", str(target)])
    assert (done.exit_code, target.exists()) == (2, False)
    assert "leave out -o" in done.stderr
    assert CliRunner().invoke(main, arguments).exit_code == 0
