"""What a check finds in who speaks for whom."""

from __future__ import annotations

from collections.abc import Iterator

from kg.case import Case
from kg.case.records import Position, Statement, Thing
from kg.checking.acts import acts_of, name_of, newest_of, positions_by_party, replaced_by
from kg.checking.findings import Finding, listed
from kg.resolution import Resolution, Resolved
from kg.vocabulary import are_opposite, side_of

__all__ = ["less_authoritative_lines", "overclaimed_voices", "speakers_off_the_line"]


def speakers_off_the_line(case: Case, resolution: Resolution) -> Iterator[Finding]:
    """Statements of those who speak for a party, on the opposite side of its own-voice stance and not older than it."""
    for party, positions in positions_by_party(resolution):
        for position, statement in acts_of(case, positions):
            speaker = case.people.get(statement.speaker or "")
            if speaker is None or statement.spoken_by_another or statement.latest > resolution.day:
                continue
            line = resolution.stance(party, position.on)
            if _is_off(line, position, statement):
                message = (
                    f"{speaker.label()} says {position.stance} for {name_of(case, party)} on {name_of(case, position.on)}, "
                    f"against its stance of {line.day} ({line.stance}); check date, attribution and mandate."
                )
                yield Finding("warning", Thing(statement.id), message, None, str(position.stance))


def _is_off(line: Resolved, position: Position, statement: Statement) -> bool:
    if line.ascribed or line.inferred or line.day is None or statement.latest < line.day:
        return False
    return are_opposite(line.side, side_of(position.stance))


def less_authoritative_lines(case: Case, resolution: Resolution) -> Iterator[Finding]:
    """Stances that replaced one of a more authoritative attribution, such as a spokesman's after his president's."""
    for party in resolution.parties:
        for term, held in resolution.of_party(party).items():
            if "less authoritative" in held.marks:
                newest = newest_of(held)
                message = (
                    f"{name_of(case, party)}'s {held.stance} on {name_of(case, term)} ({newest.latest}, "
                    f"{newest.attribution.replace('-', ' ')}) is less authoritative than its {replaced_by(held)}, which it "
                    "replaced. Has the party moved, or did the speaker go beyond it (neg:mandate)?"
                )
                yield Finding("warning", Thing(newest.id), message, "neg:attribution", name_of(case, term))


def overclaimed_voices(case: Case, resolution: Resolution) -> Iterator[Finding]:
    """Statements coded as a party's own voice whose speaker speaks for others: they count as others' voice."""
    for statement in case.each_statement() if case.people else ():
        speaker = case.people.get(statement.speaker or "")
        if speaker is None or not (statement.claims_own_voice and statement.spoken_by_another):
            continue
        others = listed([name_of(case, each) for each in speaker.speaks_for]) or "no party"
        message = (
            f"{speaker.label()} speaks for {others}, not for {name_of(case, statement.about)}, so this counts as others' "
            "voice, though it is coded as its own: code neg:characterisation, or add neg:speaksFor to the person."
        )
        yield Finding("warning", Thing(statement.id), message, "neg:attribution", statement.attribution)
