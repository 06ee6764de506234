"""A mapping guessed from sheets works where the guess is good, and says what it could not guess."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

import kg
from kg.corpora.mapping import import_mapped
from kg.corpora.mapping_keys import FILL_IN
from kg.corpora.suggested_days import format_line
from kg.corpora.suggestion import suggest_mapping
from kg.errors import InputError

INPUTS = Path(__file__).parent / "data" / "inputs"


def test_a_suggested_mapping_imports_as_it_stands(tmp_path: Path) -> None:
    texts = {
        "votes.csv": "rcid,country,country_code,vote\n1,Northland,NL,yes\n1,Southland,SL,abstain\n",
        "calls.csv": "rcid,date,unres,short,descr\n1,1946-01-31,R/1,Fishing,On fish\n2,1946-02-01,R/2,,\n",
        "issues.csv": "rcid,short_name,issue\n1,se,Sea\n1,fo,Food\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    suggested = suggest_mapping([tmp_path / name for name in texts])
    assert 'topic = "issues.issue"' in suggested
    assert FILL_IN not in suggested
    (tmp_path / "map.toml").write_text(suggested, encoding="utf-8")
    done = import_mapped(tmp_path / "map.toml", [tmp_path / name for name in texts], tmp_path / "case.ttl")
    assert (done.written, done.problems) == (2, ())
    case = kg.open(str(tmp_path / "case.ttl")).case
    assert [issue.label() for issue in case.issues.values()] == ["Fishing (1)"]
    assert sorted(p.stance for held in case.positions_of(case.parties).values() for p in held) == [
        "noncommittal",
        "support",
    ]


def test_a_suggestion_leaves_open_what_it_cannot_guess(tmp_path: Path) -> None:
    (tmp_path / "odd.csv").write_text("foo;vote\nx;yes\ny;perhaps\n", encoding="utf-8")
    suggested = suggest_mapping([tmp_path / "odd.csv"])
    assert 'delimiter = ";"' in suggested
    assert f'"perhaps" = "{FILL_IN}"  # demand, support' in suggested
    assert f'key = "{FILL_IN}"  # whose position it is: one of foo, vote' in suggested
    (tmp_path / "map.toml").write_text(suggested, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        import_mapped(tmp_path / "map.toml", [tmp_path / "odd.csv"], tmp_path / "case.ttl")
    assert str(refused.value) == (
        f"{tmp_path / 'map.toml'}: still says “FILL IN” at [party] key; [issue] key; [stance.values] perhaps; "
        "[statement] date; [source] key; write there what is meant"
    )
    assert not (tmp_path / "case.ttl").exists()


@pytest.mark.parametrize(
    "codes", [["-1", "0", "1"], ["0", "1"], ["1", "2", "3"], ["\u22121", "+1"], ["-2", "7.5"], ["10", "-10"]]
)
def test_no_number_is_guessed_to_be_a_stance(tmp_path: Path, codes: list[str]) -> None:
    rows = "".join(f"A,Fishing {n},{code},2031-01-25\n" for n, code in enumerate(codes))
    (tmp_path / "coded.csv").write_text(f"Organisation,Concept,Agreement,Date\n{rows}", encoding="utf-8")
    values = tomllib.loads(suggest_mapping([tmp_path / "coded.csv"]))["stance"]["values"]
    assert values == dict.fromkeys(codes, FILL_IN)


def test_codes_keep_their_sign_once_filled_in(tmp_path: Path) -> None:
    table = tmp_path / "codes.csv"
    shutil.copy(INPUTS / "csv-suggested-mapping-reads-minus-one-as-support.csv", table)
    suggested = suggest_mapping([table])
    assert 'date_format = "%Y-%m-%d"' in suggested
    (tmp_path / "map.toml").write_text(suggested, encoding="utf-8")
    with pytest.raises(InputError, match=r"“FILL IN” at \[stance.values\] -1, 0, 1;"):
        import_mapped(tmp_path / "map.toml", [table], tmp_path / "case.ttl")
    for code, stance in (("-1", "oppose"), ("0", "doubt"), ("1", "support")):
        suggested = suggested.replace(f'"{code}" = "{FILL_IN}"', f'"{code}" = "{stance}"')
    (tmp_path / "map.toml").write_text(suggested, encoding="utf-8")
    assert import_mapped(tmp_path / "map.toml", [table], tmp_path / "case.ttl").written == 3
    assert stances_in(tmp_path / "case.ttl") == {"Aland": "oppose", "Beland": "support", "Celand": "doubt"}


def stances_in(path: Path) -> dict[str, str]:
    """Return the one stance of each party of a case."""
    case = kg.open(str(path)).case
    held = case.positions_of(case.parties)
    return {case.parties[party].label(): position.stance for party, (position,) in held.items()}


@pytest.mark.parametrize(
    ("days", "line"),
    [
        (["25.01.2031", "03.04.2031"], 'date_format = "%d.%m.%Y"'),
        (["03/04/2031", "25/04/2031"], 'date_format = "%d/%m/%Y"'),
        (["03/04/2031", "04/25/2031"], 'date_format = "%m/%d/%Y"'),
        (["25-04-2031"], 'date_format = "%d-%m-%Y"'),
        (
            ["04/04/2031", "03/04/2031"],
            'date_format = "FILL IN"  # "03/04/2031" can be read two ways: '
            '"%d/%m/%Y", which reads it as 2031-04-03, or "%m/%d/%Y", which reads it as 2031-03-04',
        ),
        (["2031-04-03", "2031-04-04 00:00:00"], 'date_format = "%Y-%m-%d"'),
        (["2031", "2032"], 'date_format = "%Y"  # a whole year: earliest 1 January, latest 31 December'),
        (["2031-02"], 'date_format = "%Y-%m"  # a whole month: earliest its first day, latest its last'),
        (["3 April 2031"], 'date_format = "%d %B %Y"'),
        (["2031-04-03", "25.01.2031"], 'date_format = ["%Y-%m-%d", "%d.%m.%Y"]'),
        (["25/04/2031", "04/25/2031"], 'date_format = "FILL IN"  # as in Python'),
        (["12.04.31"], 'date_format = "FILL IN"  # as in Python'),
        (["201711"], 'date_format = "FILL IN"  # as in Python'),
    ],
)
def test_days_are_guessed_only_where_the_values_settle_it(days: list[str], line: str) -> None:
    assert format_line(days).startswith(line)


def test_a_title_above_the_columns_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Votes of 2031,,\ncountry,issue,vote\nA,x,yes\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.csv: the first row holds one cell only; delete a title above the row"):
        suggest_mapping([tmp_path / "a.csv"])


def test_columns_are_known_in_other_languages_and_days_by_their_cells(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Вопрос;Когда;Страна;Голос\nКвоты;03.02.2031;Север;за\n", encoding="utf-8")
    found = tomllib.loads(suggest_mapping([tmp_path / "a.csv"]))
    assert (found["issue"]["key"], found["party"]["key"], found["statement"]["date"]) == ("Вопрос", "Страна", "Когда")
    assert found["stance"] == {"from": "Голос", "values": {"за": "support"}}


def test_a_label_goes_with_its_key_only(tmp_path: Path) -> None:
    rows = "concept,title,party,agreement,date\nQuotas,Minutes 1,A,yes,2031-02-03\nQuotas,Minutes 2,B,no,2031-02-03\n"
    (tmp_path / "a.csv").write_text(rows, encoding="utf-8")
    assert "label" not in tomllib.loads(suggest_mapping([tmp_path / "a.csv"]))["issue"]
    (tmp_path / "a.csv").write_text(rows.replace("Minutes 2", "Minutes 1"), encoding="utf-8")
    assert "label" in tomllib.loads(suggest_mapping([tmp_path / "a.csv"]))["issue"]


def test_a_single_letter_alone_is_no_vote(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("area,motion,choice,code\nx,q,1,N\ny,q,2,S\n", encoding="utf-8")
    assert tomllib.loads(suggest_mapping([tmp_path / "a.csv"]))["stance"]["from"] == FILL_IN
    (tmp_path / "a.csv").write_text("area,motion,choice,code\nx,q,y,N\ny,q,n,S\n", encoding="utf-8")
    assert tomllib.loads(suggest_mapping([tmp_path / "a.csv"]))["stance"]["from"] == "choice"
