"""A mapping guessed from sheets works where the guess is good, and says what it could not guess."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.corpora.mapping import import_mapped
from kg.corpora.suggestion import FILL_IN, suggest_mapping
from kg.errors import InputError


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
    assert '# "perhaps" = ""  # say which of demand, support' in suggested
    assert f'key = "{FILL_IN}"  # whose position it is: one of foo, vote' in suggested
    (tmp_path / "map.toml").write_text(suggested, encoding="utf-8")
    with pytest.raises(InputError, match=f"there is no column “{FILL_IN}”"):
        import_mapped(tmp_path / "map.toml", [tmp_path / "odd.csv"], tmp_path / "case.ttl")


def test_a_suggestion_guesses_dates_and_agreement(tmp_path: Path) -> None:
    (tmp_path / "coded.csv").write_text(
        "Organisation,Person,Concept,Agreement,Date\nA,B,Fishing,1,25.01.2031\nC,D,Fishing,0,26.01.2031\n",
        encoding="utf-8",
    )
    suggested = suggest_mapping([tmp_path / "coded.csv"])
    assert 'date_format = "%d.%m.%Y"' in suggested
    assert '"1" = "support"' in suggested
    assert '[person]\nkey = "Person"' in suggested
    (tmp_path / "map.toml").write_text(suggested, encoding="utf-8")
    assert import_mapped(tmp_path / "map.toml", [tmp_path / "coded.csv"], tmp_path / "case.ttl").written == 2


def test_days_that_could_be_months_are_remarked(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("country,issue,vote,date\nA,x,yes,01/02/2031\n", encoding="utf-8")
    assert "day and month could be the other way round" in suggest_mapping([tmp_path / "a.csv"])
