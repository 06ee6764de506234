"""What is known only by a channel that nobody asked for does not exist: in no answer, list, count, name or default day."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_cases import (
    STAGE,
    condition,
    day_of,
    excludes,
    local,
    member,
    position,
    proposal,
    reading,
    told_too,
    withdrawal,
)
from strategies import acts

import kg
from kg.api import Negotiation
from kg.case import KINDS, Case
from kg.cli import main
from kg.errors import CaseError
from kg.page.model import build_model
from kg.store import MemoryStore, open_store
from kg.store.bulk import fill_store

NON_PAPER = Path(__file__).parent / "data" / "model" / "t07-nonpaper.ttl"
BACK = {"channel": "back-channel"}
CaseOf = Callable[..., Any]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def quads_of(turtle: str) -> list[ox.Quad]:
    return list(ox.parse(turtle, format=ox.RdfFormat.TURTLE))


def names(case: Any, kind: str) -> set[str]:
    return {local(one) for one in case.list(kind).to_json()["items"]}


def thing(name: str, class_: str, *more: str) -> str:
    return " ; ".join((f":{name} a neg:{class_}", f'skos:prefLabel "{name}"@en', *more)) + " .\n"


def secret(name: str, who: str, day: int = 1, *more: str) -> str:
    """Return a statement through the back channel."""
    parts = (
        f":{name} a neg:Statement",
        f"neg:about :{who}",
        f'neg:latest "{day_of(day)}"^^xsd:date',
        "neg:attribution neg:on-record",
        f'neg:paraphrase "{name}"@en',
        "neg:channel neg:back-channel",
        *(more or ("neg:source :paper",)),
    )
    return " ; ".join(parts) + " .\n"


QUIET = thing("quiet", "Option", "neg:optionOf :q", "neg:undertakerUnstated true") + thing("q", "Issue")
PAPER = thing("np", "Proposal", "neg:term :w1, :quiet", "neg:tabledBy :f", "neg:statedIn :s-np") + secret("s-np", "f")


# ---------------------------------------------------------------- the trial


#: every command, as its words; those that name a thing name one that is public
COMMANDS = [
    *(["list", kind] for kind in KINDS),
    ["positions"],
    ["positions", "--party", "a"],
    ["proposal"],
    ["overlap"],
    ["shared", "a", "b"],
    ["shared", "a", "b", "f"],
    ["conflicts", "a", "b"],
    ["bridges", "a", "b"],
    ["deals", "a", "b"],
    ["changes", "--since", "2029-12-31"],
    ["why", "a", "swap"],
    ["why", "b", "swap"],
    ["why", "a", "truce"],
    ["why", "f", "truce"],
]

#: what only the back channel tells: the paper, its statements and what they say
TOLD_IN_SECRET = (
    "Non-paper",
    "np",
    "s1",
    "s2",
    "s5",
    "would talk",
    "put forward",
    "b on np",
    "back-channel",
    "2030-01-03",
)


def mentions(text: str, word: str) -> bool:
    """Tell whether a text has a word, not counting the case's own title and id."""
    known = text.replace("A non-paper through the back channel", "").replace("t07-nonpaper", "")
    return word in known.replace("#", " ").replace('"', " ").split() if word.isalnum() else word in known


@pytest.mark.parametrize("format_", ["table", "json", "csv", "markdown"])
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_paper_of_the_back_channel_shows_nowhere(command: list[str], format_: str) -> None:
    done = run("--case", NON_PAPER, *command, "--format", format_)
    assert done.exit_code == 0
    assert [word for word in TOLD_IN_SECRET if mentions(done.output, word)] == []


@pytest.mark.parametrize(
    ("arguments", "name"), [(["view", "-o"], "view.html"), (["export"], "graph.graphml"), (["export"], "graph.json")]
)
def test_a_paper_of_the_back_channel_shows_on_no_page_and_in_no_graph(
    arguments: list[str], name: str, tmp_path: Path
) -> None:
    done = run("--case", NON_PAPER, *arguments, tmp_path / name)
    assert (done.exit_code, done.stderr) == (0, "")
    text = (tmp_path / name).read_text(encoding="utf-8")
    secrets = (
        "Non-paper SECRETWORD",
        "nonpaper#np",
        "nonpaper#s1",
        "nonpaper#s2",
        "nonpaper#s5",
        "would talk of a swap",
    )
    assert [word for word in secrets if word in text] == []
    assert run("--case", NON_PAPER, *arguments, tmp_path / name, "--channel", "back-channel").exit_code == 0
    assert "Non-paper SECRETWORD" in (tmp_path / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "command", [["proposal", "non-paper"], ["why", "b", "np"], ["proposal", "non-paper SECRETWORT"]]
)
def test_the_name_of_what_is_hidden_is_unknown_and_nothing_near_it_is_offered(command: list[str]) -> None:
    done = run("--case", NON_PAPER, *command)
    assert done.exit_code == 2
    assert "SECRETWORD" not in done.stderr
    assert "did you mean" not in done.stderr


def test_the_default_day_is_the_newest_public_one() -> None:
    assert str(kg.open(NON_PAPER).as_of) == "2030-01-02"
    assert str(kg.open(NON_PAPER, channels=["back-channel"]).as_of) == "2030-01-04"
    assert str(kg.open(NON_PAPER, channels=["closed"]).as_of) == "2030-01-02"


def test_what_is_asked_for_is_heard() -> None:
    asked = kg.open(NON_PAPER, channels=["back-channel"])
    assert names(asked, "proposals") == {"np"}
    assert asked.why("a", "swap").to_json()["stance"]["stance"] == "open"
    assert kg.open(NON_PAPER).why("a", "swap").to_json()["stance"]["stance"] == "rule-out"


def test_a_query_and_an_export_hold_the_whole_case(tmp_path: Path) -> None:
    assert (
        "SECRETWORD"
        in run("--case", NON_PAPER, "query", "SELECT ?l WHERE { ?p a neg:Proposal ; skos:prefLabel ?l }").output
    )
    assert run("--case", NON_PAPER, "export", tmp_path / "whole.ttl").exit_code == 0
    assert "Non-paper SECRETWORD" in (tmp_path / "whole.ttl").read_text()


def test_a_check_has_the_day_of_what_was_said_in_public() -> None:
    days = [
        run("check", NON_PAPER, *asked).output.splitlines()[0][-10:] for asked in ((), ("--channel", "back-channel"))
    ]
    assert days == ["2030-01-02", "2030-01-04"]


def test_coders_are_compared_on_what_was_said_in_public() -> None:
    whole, public = (
        json.loads(run("agreement", NON_PAPER, NON_PAPER, "--format", "json", *asked).stdout)
        for asked in (("--channel", "back-channel"), ())
    )
    assert (whole["units"], public["units"]) == (5, 3)


# ---------------------------------------------------------------- each kind of thing


def test_a_proposal_is_hidden_with_all_of_its_statements(case_of: CaseOf) -> None:
    assert names(case_of(PAPER, QUIET), "proposals") == set()
    assert names(case_of(PAPER, QUIET, channels=["back-channel"]), "proposals") == {"np"}
    assert names(case_of(PAPER, QUIET, told_too("np", "f")), "proposals") == {"np"}


def test_an_option_is_hidden_where_only_a_hidden_word_speaks_of_it(case_of: CaseOf) -> None:
    assert "quiet" in names(case_of(QUIET), "options")
    for parts in ((PAPER,), (position("a", "support", "quiet", **BACK),)):
        hidden = case_of(QUIET, *parts)
        assert "quiet" not in names(hidden, "options")
        assert "q" not in names(hidden, "issues")
        heard = case_of(QUIET, *parts, position("b", "oppose", "quiet"))
        assert "quiet" in names(heard, "options")
        assert "q" in names(heard, "issues")


def test_an_option_of_which_nothing_speaks_stays_beside_a_hidden_one(case_of: CaseOf) -> None:
    barred = QUIET, excludes("quiet", "w5"), position("a", "support", "quiet", **BACK)
    assert "w5" in names(case_of(*barred), "options")
    assert case_of(*barred).case.relations == ()
    assert "w5" not in names(case_of(*barred, position("b", "open", "w5", **BACK)), "options")


def test_a_public_condition_is_a_public_word_of_what_it_requires(case_of: CaseOf) -> None:
    unsaid = position("a", "support", "quiet", **BACK)
    for wanted in (condition("quiet"), condition("w2", unless=["quiet"])):
        assert "quiet" in names(
            case_of(QUIET, unsaid, position("b", "conditional", "w1", 1, "on-record", wanted)), "options"
        )
        quiet = position("b", "conditional", "w1", 1, "on-record", wanted, **BACK)
        assert "quiet" not in names(case_of(QUIET, unsaid, quiet), "options")


def test_of_a_paper_that_the_public_only_names_nothing_but_its_name_is_known(case_of: CaseOf) -> None:
    case = case_of(PAPER, QUIET, position("b", "oppose", "np"), position("c", "open", "w1"))
    (card,) = case.proposal().to_json()["proposals"]
    assert local(card["proposal"]) == "np"
    assert (card["tabled_by"], card["proposed_by"], card["terms"]) == ([], [], [])
    assert "quiet" not in names(case, "options")
    assert "w1" in names(case, "options")
    assert case.why("b", "np").to_json()["stance"]["stance"] == "oppose"
    assert "quiet" not in " ".join(everything_said(case, "np"))


def test_a_version_that_revises_a_hidden_one_does_not_tell_of_it(case_of: CaseOf) -> None:
    case = case_of(PAPER, QUIET, proposal("plan", "w1", 3, by="a"), ":plan neg:revises :np .")
    assert names(case, "proposals") == {"plan"}
    assert case.case.proposals[case.case.find("proposals", "plan")].revises is None


def test_a_change_of_status_is_hidden_with_its_statements(case_of: CaseOf) -> None:
    change = ':plan neg:statusChange [ a neg:StatusChange ; neg:status neg:signed ; neg:from "2031-01-04"^^xsd:date ; neg:statedIn :s9 ] .'
    case = case_of(proposal("plan", "w1 w2", 3, by="a"), change, secret("s9", "a", 4))
    assert [plan.status_changes for plan in case.case.proposals.values()] == [()]
    public = change.replace(":s9", ":s-np").replace(":plan", ":np") + told_too("plan", "a")
    named = case_of(proposal("plan", "w1", 3, by="a"), PAPER, QUIET, public.replace(":s-np", ":s-plan"))
    assert names(named, "proposals") == {"np", "plan"}
    bare = change.replace("neg:statedIn :s9", "").replace(":plan", ":np")
    assert names(case_of(PAPER, QUIET, bare, position("a", "support", "w2")), "proposals") == set()


def test_a_sponsor_known_only_by_a_hidden_word_is_not_named(case_of: CaseOf) -> None:
    plan = proposal("plan", "w1 w2", 3, by="a") + ":plan neg:proposedBy :b ; neg:statedIn :s9 ."
    (card,) = case_of(plan, secret("s9", "b")).proposal().to_json()["proposals"]
    assert [local(party) for party in card["proposed_by"]] == ["a"]


def test_people_and_sources_of_hidden_statements_alone_are_hidden(case_of: CaseOf) -> None:
    mole = thing("mole", "Person", "neg:speaksFor :a") + thing("mute", "Person", "neg:speaksFor :a")
    cable = ':cable a neg:Source ; dcterms:title "cable"@en .\n'
    said = secret("s9", "a", 1, "neg:speaker :mole", "neg:source :cable")
    case = case_of(mole, cable, said, position("a", "support", "w1"))
    assert names(case, "people") == {"mute"}
    assert names(case, "sources") == {"paper"}
    assert names(case_of(mole, cable, said, channels=["back-channel"]), "people") == {"mole", "mute"}


def test_readings_and_memberships_are_hidden_with_their_statements(case_of: CaseOf) -> None:
    quiet = reading("r", "w1", "scope", "a", **BACK)
    bound = member("a", "g").replace("neg:latest", "neg:channel neg:closed ; neg:latest")
    case = case_of(quiet, bound, position("g", "support", "w2"))
    assert (case.case.readings, case.case.points, case.case.memberships) == ((), {}, ())
    assert case.resolution.stance(case.party("a"), case.case.find_term("w2")).stance == "silent"
    assert len(case_of(bound, position("g", "support", "w2"), channels=["closed"]).case.memberships) == 1


EVENT = 'neg:from "2031-01-02"^^xsd:date', "neg:assessment [ a neg:Assessment ; neg:honours :w1 ; neg:accordingTo :s9 ]"


@pytest.mark.parametrize(
    ("place", "more", "shown"),
    [
        ((), "", False),
        (("neg:source :paper", "neg:paragraph 7"), "", False),
        (("neg:source :paper", "neg:paragraph 1"), "", True),
        (("neg:source :paper",), "", True),
        (("neg:source :cable",), "", False),
        ((), ":deed neg:assessment [ a neg:Assessment ; neg:breaks :w1 ; neg:accordingTo :s-pos ] .", True),
    ],
    ids=[
        "told by it alone",
        "at its place",
        "where a public one is",
        "in a public source",
        "in its source",
        "told by both",
    ],
)
def test_an_event_is_hidden_where_only_a_hidden_word_tells_it(
    place: tuple[str, ...], more: str, shown: bool, case_of: CaseOf
) -> None:
    source = "neg:source :cable" if "neg:source :cable" in place else "neg:source :paper ; neg:paragraph 7"
    cable = ':cable a neg:Source ; dcterms:title "cable"@en .\n'
    parts = (position("a", "support", "w1", name="pos"), thing("deed", "Event", *EVENT, *place), cable, more)
    assert (names(case_of(*parts, secret("s9", "a", 2, source)), "events") == {"deed"}) is shown


def test_an_event_that_a_source_tells_without_any_statement_is_known(case_of: CaseOf) -> None:
    post = ':post a neg:Source ; dcterms:title "post"@en .\n'
    deed = thing("deed", "Event", EVENT[0], "neg:source :post")
    case = case_of(position("a", "support", "w1"), post, deed, secret("s9", "a"))
    assert names(case, "events") == {"deed"}
    assert names(case, "sources") == {"paper", "post"}


def test_an_event_in_a_source_of_public_and_hidden_statements_is_known(case_of: CaseOf) -> None:
    deed = thing("deed", "Event", EVENT[0], "neg:source :paper")
    assert names(case_of(deed, secret("s9", "a"), position("a", "support", "w1")), "events") == {"deed"}
    assert names(case_of(deed, secret("s9", "a")), "events") == set()


def test_a_public_withdrawal_of_what_is_hidden_is_none(case_of: CaseOf) -> None:
    held = position("a", "support", "w1", name="held", **BACK)
    case = case_of(held, withdrawal("a", "held", 3), position("a", "open", "w2"))
    assert case.case.withdrawals == ()
    assert len(case_of(held, withdrawal("a", "held", 3), channels=["back-channel"]).case.withdrawals) == 1


def test_the_place_of_a_hidden_statement_is_hidden(case_of: CaseOf) -> None:
    place = (
        ':s9 neg:selector [ a <http://www.w3.org/ns/oa#TextQuoteSelector> ; <http://www.w3.org/ns/oa#exact> "hush" ] .'
    )
    case = case_of(secret("s9", "a"), place, position("a", "support", "w1"))
    assert "hush" not in " ".join(map(str, case.case.store.quads()))


def test_a_hidden_withdrawal_withdraws_nothing(case_of: CaseOf) -> None:
    held = position("a", "support", "w1", name="held")
    taken = withdrawal("a", "held", 3)
    assert case_of(held, taken).why("a", "w1").to_json()["stance"]["stance"] == "silent"
    hidden = taken.replace("neg:latest", "neg:channel neg:closed ; neg:latest")
    assert case_of(held, hidden).why("a", "w1").to_json()["stance"]["stance"] == "support"


def test_a_position_coded_as_a_red_line_alone_is_hidden_too(case_of: CaseOf) -> None:
    line = position("a", "demand", "w1", **BACK).replace("a neg:Position", "a neg:Demand")
    case = case_of(line, position("a", "support", "w2"))
    assert case.case.loose_positions(case.case.parties) == 0
    assert len(case.case.positions_of(case.case.parties)[case.party("a")]) == 1


@pytest.mark.parametrize("channel", ["neg:side-channel", '"closed"', ":closed"])
def test_a_channel_that_nobody_knows_is_not_heard(channel: str, case_of: CaseOf) -> None:
    line = position("a", "demand", "w1", **BACK).replace("neg:back-channel", channel)
    assert "w1" not in names(case_of(line, position("a", "support", "w2")), "options")


def test_parties_stay(case_of: CaseOf) -> None:
    assert {"a", "b", "f", "z"} <= names(case_of(PAPER, QUIET), "parties")


def test_a_case_of_hidden_statements_alone_says_no_more_than_an_empty_one(case_of: CaseOf) -> None:
    messages = []
    for parts in ((), (position("a", "support", "w1", **BACK),)):
        with pytest.raises(CaseError) as caught:
            case_of(*parts, as_of=None)
        messages.append(str(caught.value))
    assert messages[0] == messages[1]


# ---------------------------------------------------------------- the view of a store


class Counting(MemoryStore):
    """A store that counts how often it is read."""

    reads = 0

    def nodes_with(self, *arguments: Any) -> Any:
        """Count, and answer."""
        self.reads += 1
        return super().nodes_with(*arguments)

    def quads(self) -> Any:
        """Count, and answer."""
        self.reads += 1
        return super().quads()


def test_a_case_without_other_channels_is_the_view_itself() -> None:
    store = Counting(quads_of(STAGE + position("a", "support", "w1", channel="public")))
    case = Case(store)
    assert case.hearing() is case
    assert store.reads == 0
    whole = Case(open_store(NON_PAPER))
    assert whole.hearing(["back-channel"]) is whole
    assert whole.hearing() is whole.hearing([]) is not whole


def test_a_view_shows_no_reference_to_what_it_hides() -> None:
    store = kg.open(NON_PAPER).case.store
    text = " ".join(map(str, store.quads()))
    assert not any(f"#{name}>" in text for name in ("np", "s1", "s2", "s5", "p2-a-swap", "p5-b-np"))
    found = store.rows("SELECT ?s WHERE { ?s a neg:Statement } ORDER BY ?s", limit=9, timeout=20).rows
    assert [row[0]["value"].rpartition("#")[2] for row in found if row[0]] == ["s3", "s4", "s6"]


@pytest.mark.parametrize("channels", [(), ("closed",), ("back-channel",)])
def test_a_store_on_disk_hides_the_same(channels: tuple[str, ...], tmp_path: Path) -> None:
    turtle = STAGE + OPEN + "".join(SECRETS.values())
    fill_store(tmp_path / "store", [quad for quad in quads_of(turtle) if not isinstance(quad.subject, ox.BlankNode)])
    disk = open_store(tmp_path / "store")
    memory = MemoryStore(disk.quads(), disk.locator)
    one, other = (Negotiation(Case(store), channels=channels) for store in (disk, memory))
    assert sorted(map(str, one.case.store.quads())) == sorted(map(str, other.case.store.quads()))
    assert one.as_of == other.as_of
    for kind in KINDS:
        assert one.list(kind).to_json() == other.list(kind).to_json()


# ---------------------------------------------------------------- whatever is hidden


#: acts of the back channel, each with a thing of its own, beside any public ones; every word that they bring says canary
SECRETS = {
    "option": thing("canary-o", "Option", "neg:optionOf :w", "neg:undertakerUnstated true")
    + position("a", "demand", "canary-o", 9, name="canary-1", **BACK),
    "issue": thing("canary-i", "Issue")
    + thing("canary-q", "Option", "neg:optionOf :canary-i", "neg:undertakerUnstated true")
    + position("b", "rule-out", "canary-q", 14, name="canary-2", **BACK),
    "paper": thing("canary-np", "Proposal", "neg:term :w1, :w2", "neg:proposedBy :a", "neg:statedIn :canary-3")
    + secret("canary-3", "a", 10)
    + position("b", "support", "canary-np", 11, name="canary-4", **BACK),
    "person": thing("canary-mole", "Person", "neg:speaksFor :b")
    + secret("canary-5", "b", 2, "neg:speaker :canary-mole", "neg:source :canary-cable")
    + ':canary-cable a neg:Source ; dcterms:title "canary"@en .\n',
    "words": position("a", "oppose", "w1", 12, name="canary-6", **BACK)
    + position("b", "conditional", "w2", 12, "on-record", condition("w1", words="canary"), name="canary-7", **BACK),
    "reading": reading("canary-r", "w1", "canary-point", "a", 3, **BACK),
    "member": member("a", "g")
    .replace("neg:latest", "neg:channel neg:closed ; neg:latest")
    .replace("m-a-g", "canary-m"),
    "deed": thing(
        "canary-deed",
        "Event",
        "neg:kind :canary-kind",
        'neg:from "2031-01-03"^^xsd:date',
        'neg:verifiedBy "canary"',
        "neg:assessment [ a neg:Assessment ; neg:honours :w1 ; neg:accordingTo :canary-8 ]",
    )
    + thing("canary-kind", "EventKind")
    + secret("canary-8", "a", 3),
    "sponsor": ":everything neg:statedIn :canary-9 ; neg:proposedBy :c .\n" + secret("canary-9", "c", 13),
    "status": ":everything neg:statusChange [ a neg:StatusChange ; neg:status neg:signed ; neg:statedIn :canary-10 ; "
    'neg:from "2031-01-05"^^xsd:date ] .\n' + secret("canary-10", "f", 5),
    "taken back": secret("canary-11", "f", 6, "neg:source :paper", "neg:withdraws :everything"),
    "assessed": ":public-deed neg:assessment [ a neg:Assessment ; neg:breaks :w2 ; neg:accordingTo :canary-12 ] .\n"
    + secret("canary-12", "c", 7),
}

#: a public word of every option of the stage, from which nothing follows, and an event that a source tells
OPEN = (
    proposal("everything", "x1 x2 x3 w1 w2 w3 w4 w5 l10 l20 l30 l40", 1, tabled_by="f")
    + position("c", "noncommittal", "everything", 12)
    + thing("public-deed", "Event", 'neg:from "2031-01-02"^^xsd:date', "neg:source :paper", "neg:paragraph 1")
)


def everything_said(case: Any, *terms: str) -> Iterator[str]:
    """Yield what each answer says, its tables included."""
    asked = [
        *(case.list(kind) for kind in KINDS),
        case.positions(),
        case.overlap(),
        case.proposal(),
        case.shared("a", "b"),
        case.shared("a", "b", "c"),
        case.conflicts("a", "b", "c"),
        case.bridges("a", "b"),
        case.changes(day_of(1)),
        *(case.why(party, option) for party in "abg" for option in terms),
    ]
    for answer in asked:
        yield json.dumps(answer.to_json(), sort_keys=True)
        yield "\n".join(answer.head_lines()) + repr(answer.tables())
    model = build_model(case.resolution)
    yield json.dumps([model.data, model.nodes, model.edges], sort_keys=True, default=str)
    yield repr(sorted(case.position_graph().edges(data=True), key=str))


def opened(turtle: str) -> Any:
    return Negotiation(Case(MemoryStore(quads_of(turtle))))


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(acts(), st.sets(st.sampled_from(sorted(SECRETS)), min_size=1))
def test_nothing_of_an_unasked_channel_is_ever_mentioned(public: list[str], hidden: set[str]) -> None:
    open_part = STAGE + OPEN + "".join(dict.fromkeys(public))
    secrets = "".join(SECRETS[name] for name in sorted(hidden))
    terms = ("w1", "w2", "x1", "everything")
    said = list(everything_said(opened(open_part + secrets), *terms))
    assert "canary" not in " ".join(said)
    assert said == list(everything_said(opened(open_part), *terms))


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(acts(), st.data())
def test_acts_of_an_unasked_channel_change_no_answer(drawn: list[str], data: st.DataObject) -> None:
    hidden = data.draw(st.sets(st.sampled_from(range(len(drawn))), min_size=1))
    public = "".join(part for place, part in enumerate(drawn) if place not in hidden)
    secrets = "".join(
        drawn[place].replace("neg:latest", "neg:channel neg:closed ; neg:latest") for place in sorted(hidden)
    )
    terms = ("w1", "w2", "x1", "l20", "everything")
    said = list(everything_said(opened(STAGE + OPEN + public + secrets), *terms))
    assert said == list(everything_said(opened(STAGE + OPEN + public), *terms))
