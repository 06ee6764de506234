"""What a check finds to be left unsaid, or said by one source alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.case import Case
from kg.case.records import Party, Thing
from kg.checking.acts import acts_of, described, name_of, positions_by_party
from kg.checking.findings import Finding, listed
from kg.checking.parts import parts_of
from kg.resolution import Resolution, term_of
from kg.vocabulary import NEG

__all__ = [
    "last_words",
    "single_sources",
    "unnamed_doers",
    "unnamed_verifiers",
    "unspoken_successors",
    "unstated_choice_rules",
]


def unstated_choice_rules(case: Case, resolution: Resolution) -> Iterator[Finding]:
    """Issues of two or more options without a choice rule: they are taken as exclusive, from which red lines follow."""
    stated = case.store.nodes_having(NEG.choiceRule)
    unstated = [i for i in case.issues.values() if i.id not in stated and len(case.options_of(i.id)) > 1]
    if unstated:
        count = "1 issue states" if len(unstated) == 1 else f"{len(unstated):,} issues state"
        message = (
            f"{count} no choice rule, so exclusive is assumed: who demands one of the options counts as "
            "ruling out the others. Say exclusive, or compatible where several can hold together: "
            f"{listed([issue.label() for issue in unstated])}."
        )
        yield Finding("note", case.info, message)


def unnamed_doers(case: Case, resolution: Resolution) -> Iterator[Finding]:
    """Conditions that require a kind of event and do not say who must do it, so that anyone's deed meets them."""
    for party, positions in positions_by_party(resolution):
        for position in positions:
            for condition in position.conditions:
                kinds = [each for each in condition.requires if each in case.event_kinds]
                if kinds and not condition.by:
                    what = " and ".join(name_of(case, kind) for kind in kinds)
                    message = (
                        f"{name_of(case, party)} requires {what}, and who must do it is not said, so that anyone's deed "
                        "meets the condition; name the parties (neg:by)."
                    )
                    yield Finding("note", described(case, position), message, "neg:condition", what, position.id)


def unnamed_verifiers(case: Case, resolution: Resolution) -> Iterator[Finding]:
    """Events said to be verified without saying by whom."""
    for identifier, node in case.store.nodes_having(NEG.verified).items():
        said = {value.text for value in node[NEG.verified]}
        if said & {"true", "1"} and not node.get(NEG.verifiedBy):
            event = case.events.get(identifier, Thing(identifier))
            message = (
                "It is said to be verified and not by whom, so it does not count as verified: add who verified it "
                "(neg:verifiedBy), or leave neg:verified out."
            )
            yield Finding("warning", event, message, "neg:verified", None, identifier)


def unspoken_successors(case: Case, resolution: Resolution) -> Iterator[Finding]:
    """Parties that succeed another and have no stance of their own where that one took a position: nothing passes on."""
    for party in map(case.parties.__getitem__, resolution.parties):
        before = [case.parties[each] for each in party.succeeds if each in case.parties]
        if not before or not party.exists(resolution.day):
            continue
        spoken = {
            _subject(case, term)
            for term, held in resolution.of_party(party.id).items()
            if held.day and not held.ascribed and not any(step.rule == "membership" for step in held.derivation)
        }
        left = sorted(
            {_label(case, subject) for each in before for subject in _subjects(case, each, resolution) - spoken}
        )
        if left:
            names = listed([each.label() for each in before])
            message = (
                f"It succeeds {names} and has said nothing of its own on what {names} took a position on: {listed(left)}. "
                "Nothing passes on by itself: find its own word on each, and record it."
            )
            yield Finding("note", party, message, "neg:succeeds", names)


def last_words(case: Case, resolution: Resolution) -> Iterator[Finding]:
    """Parties that exist no more and whose stances still stand: as their last word, which passes to nobody."""
    for party in map(case.parties.__getitem__, resolution.parties):
        if party.end is None or party.end >= resolution.day:
            continue
        held = resolution.of_party(party.id)
        standing = {_subject(case, term) for term in held if held[term].side and not held[term].ascribed}
        left = {subject for subject in standing if _is_open(resolution, subject)}
        if left:
            message = (
                f"It existed until {party.end}, and its last word still stands on: "
                f"{listed(sorted(_label(case, subject) for subject in left))}. If that is over, end the positions (neg:endsOn)."
            )
            yield Finding("note", party, message, "neg:to", str(party.end))


def _subjects(case: Case, party: Party, resolution: Resolution) -> set[str]:
    """The open issues, and the proposals of several terms that stand, on which a party took a position in its own voice."""
    found = set()
    for position, statement in acts_of(case, case.positions_of([party.id])[party.id]):
        if statement.is_own_voice and resolution.counts(statement.id):
            found.add(_subject(case, term_of(case, position.on)))
    return {each for each in found if _is_open(resolution, each)}


def _subject(case: Case, term: str) -> str:
    return case.options[term].issue if term in case.options else term


def _is_open(resolution: Resolution, subject: str) -> bool:
    issues, proposals, day = resolution.case.issues, resolution.proposals, resolution.day
    if subject in issues:
        return issues[subject].is_open(day)
    return subject in proposals and proposals[subject].is_live(day)


def _label(case: Case, subject: str) -> str:
    return (case.issues.get(subject) or case.proposals[subject]).label()


def single_sources(case: Case, resolution: Resolution) -> Iterator[Finding]:
    """What rests on one source alone, copies counted with what they repeat: the whole case, or an issue's stances."""
    of_issue: defaultdict[str, set[str]] = defaultdict(set)
    everywhere = {case.original_of(statement.source) for statement in case.each_statement()}
    if len(everywhere) == 1:
        (only,) = everywhere
        if only in case.sources:
            yield Finding(
                "note", case.sources[only], "The whole case rests on this one source; add another if there is one."
            )
        return
    for part in parts_of(resolution):
        for _, positions in positions_by_party(part):
            for position, statement in acts_of(part.case, positions):
                option = case.options.get(term_of(case, position.on))
                if option:
                    of_issue[option.issue].add(case.original_of(statement.source))
    for issue, sources in of_issue.items():
        if len(sources) == 1:
            (only,) = sources
            name = case.sources[only].label() if only in case.sources else only
            yield Finding(
                "note",
                case.issues[issue],
                "All stances on this issue rest on one source; add another if there is one.",
                None,
                name,
            )
