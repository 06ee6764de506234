"""Proposal scorecards as an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from kg.analysis.proposals import Revision
from kg.analysis.red_lines import RedLine
from kg.analysis.scorecard import Net, Scorecard, Tilt
from kg.answers.base import Answer
from kg.answers.deals_json import bundle_json, burden_json, place_json, position_json
from kg.answers.deals_words import atom_words, burden_words, no_stance_lines, position_words
from kg.answers.rendering import Json, Renderer, day_or_none
from kg.answers.tables import Rows, Table
from kg.answers.terms import marks, status_name, term_change_name
from kg.case.sensitivity import sensitivity_of
from kg.deals.components import Question
from kg.deals.describing import describe
from kg.deals.limits import Limits
from kg.deals.proposed import Proposed, Proposing
from kg.resolution import Resolved
from kg.vocabulary import Side, Stance
from kg.words import counted, joined, later, listed, said

__all__ = ["Scorecards", "stances_on_record"]

_COUNT = later("unweighted count of resolved stances: terms for or leaning minus terms against")
_TILT = later("unweighted count of resolved stances: the net of one minus that of the other, where both have a side")

_NETS = (
    later("Party"),
    later("Net"),
    later("For"),
    later("Leaning"),
    later("Against"),
    later("No side"),
    later("Inferred"),
    later("Others' word"),
)


@dataclass(frozen=True)
class Scorecards(Answer):
    """How proposals stand with the parties (:mod:`kg.analysis.scorecard`), in order of proposal id.

    What each is as a step is worked out when it is shown, within ``limits``.
    """

    cards: tuple[Scorecard, ...]
    limits: Limits = field(default_factory=Limits)

    def stances(self) -> Iterable[Resolved]:
        """Yield the parties' stances on the terms and on the proposals, and the demands left out."""
        for card in self.cards:
            yield from (held for term in card.terms for held in term.stances)
            yield from card.stances
            yield from (line.held for line in (*card.red_lines, *card.inferred_red_lines))
            yield from card.left_out

    # --------------------------------------------------------------- JSON

    def body(self, show: Renderer) -> Json:
        """Return ``parties`` and ``proposals``."""
        return {"parties": show.things(self.parties), "proposals": list(self._shown(show))}

    def json_parts(self, lang: str = "en") -> Json:
        """Return the same with the proposals one after another: what is worked out for each is let go with it."""
        show = self.renderer(lang)
        return {**self._head(show), "parties": show.things(self.parties), "proposals": self._shown(show)}

    def _shown(self, show: Renderer) -> Iterator[Json]:
        return (self._card(show, *each) for each in self._each())

    def _each(self) -> Iterator[tuple[Scorecard, Proposed | None, str]]:
        """Yield each card, what its proposal is as a step, and what stopped the search for that, empty where nothing did."""
        proposing = Proposing(self.resolution)
        for card in self.cards:
            if self.limits.interrupted:
                yield card, None, self.limits.stopped_by
                continue
            proposed = proposing.propose(card.proposal, card.parties, replace(self.limits, reached=[]))
            yield card, proposed, ", ".join(proposed.reached) if proposed else ""

    def _card(self, show: Renderer, card: Scorecard, proposed: Proposed | None, limit: str) -> Json:
        return {
            "proposal": show.thing(card.proposal.id),
            "status": card.status,
            "day": day_or_none(card.proposal.day),
            "ended_on": day_or_none(card.ended_on),
            "proposed_by": show.things(card.sponsors.present),
            "sponsors_past": show.things(card.sponsors.past),
            "tabled_by": show.things(card.sponsors.tabled_by),
            "by_others_word": show.things(card.sponsors.by_others_word),
            "stances": [show.stance(held) for held in card.stances],
            "terms": [
                {"option": show.thing(t.option), "stances": [show.stance(held) for held in t.stances]}
                for t in card.terms
            ],
            "net": [self._net(show, net) for net in card.nets],
            "tilt": [self._tilt(show, tilt) for tilt in card.tilts],
            "red_lines": [self.red_line_json(show, line) for line in card.red_lines],
            "inferred_red_lines": [self.red_line_json(show, line) for line in card.inferred_red_lines],
            "left_out": [self.left_out_json(show, held) for held in card.left_out],
            "revision": self._revision(show, card.revision) if card.revision else None,
            "unknown": card.unknown,
            "ascribed": card.ascribed,
            "sensitivity": sensitivity_of(self.case, card.proposal),
            **self._deal(show, proposed),
            "limit": limit or None,
        }

    def _deal(self, show: Renderer, proposed: Proposed | None) -> Json:
        if proposed is None:
            return {"costs": None, "crosses": None, "nearest": None}
        problem, near = proposed.problem, proposed.nearest
        return {
            "costs": [burden_json(show, each) for each in proposed.burdens],
            "crosses": [position_json(show, each) for each in proposed.crossed],
            "nearest": None
            if near is None
            else {
                "changes": near.changes,
                "dropped": [place_json(show, problem.atoms[atom]) for atom in sorted(near.dropped)],
                "added": [place_json(show, problem.atoms[atom]) for atom in sorted(near.added)],
                "bundle": bundle_json(
                    show, problem, describe(self.resolution, problem, near.bundle, Question.STEP), Question.STEP
                ),
            },
        }

    def _net(self, show: Renderer, net: Net) -> Json:
        return {
            "party": show.thing(net.party),
            "net": net.net,
            **{str(side): count for side, count in net.on_side.items()},
            "without_side": net.without_side,
            "inferred": net.inferred,
            "ascribed": net.ascribed,
        }

    def _tilt(self, show: Renderer, tilt: Tilt) -> Json:
        sides = {"toward": show.thing(tilt.toward), "over": show.thing(tilt.over)}
        marks = {"inferred": tilt.inferred, "ascribed": tilt.ascribed}
        return {**sides, "by": tilt.by, "terms": tilt.terms, "of": tilt.of, **marks}

    def red_line_json(self, show: Renderer, line: RedLine) -> Json:
        """Return a red line of the contract."""
        drawn = {"party": show.thing(line.held.party), "option": show.thing(line.held.term), "kind": line.kind}
        return {**drawn, "terms": show.things(line.terms), "evidence": show.evidence(line.held.evidence)}

    def left_out_json(self, show: Renderer, held: Resolved) -> Json:
        """Return a demand of the contract that a proposal leaves out."""
        who = {"party": show.thing(held.party), "option": show.thing(held.term)}
        return {**who, "evidence": show.evidence(held.evidence)}

    def _revision(self, show: Renderer, revision: Revision) -> Json:
        terms = [
            {"change": each.change, "before": show.things(each.before), "after": show.things(each.after)}
            for each in revision.terms
        ]
        return {"revises": show.thing(revision.of), "terms": terms}

    # ------------------------------------------------------------- tables

    def tables(self, lang: str = "en") -> list[Table]:
        """Return for each proposal its terms, what it crosses and leaves out, the parties' counts and the tilts."""
        show = self.renderer(lang)
        tables = [table for each in self._each() for table in self._tables(show, *each)]
        return tables or [Table("", (), (), note=said(lang, "no proposal on record by {day}", day=self.as_of))]

    def _tables(self, show: Renderer, card: Scorecard, proposed: Proposed | None, limit: str) -> Iterator[Table]:
        lang = show.lang
        rows = [(show.name(t.option), stances_on_record(show, t.stances)) for t in card.terms]
        if card.proposal.is_bundle:
            rows.append((said(lang, "The proposal itself"), stances_on_record(show, card.stances)))
        columns = (said(lang, "Term"), said(lang, "Stances"))
        yield Table(self.title(show, card), columns, tuple(rows), note=self.red_line_words(show, card))
        if card.revision:
            yield self._revised(show, card.revision)
        nets = tuple(self._net_row(show, net) for net in card.nets)
        yield Table(said(lang, "Count"), tuple(said(lang, words) for words in _NETS), nets, note=said(lang, _COUNT))
        known = [tilt for tilt in card.tilts if tilt.by is not None]
        undefined = len(card.tilts) - len(known)
        rest = [_without_common_term(show.lang, undefined)] if undefined else []
        note = "\n".join([*([said(lang, _TILT)] if known else []), *rest])
        if proposed is not None:
            yield self._deal_table(show, proposed)
        elif limit:
            yield Table(
                said(lang, "As a step"), (), (), note=said(lang, "not worked out: stopped by {limit}", limit=limit)
            )
        if card.tilts:
            heads = (said(lang, "Toward"), said(lang, "By"), said(lang, "Terms"), said(lang, "Rests on"))
            yield Table(said(lang, "Tilt"), heads, tuple(self._tilt_row(show, tilt) for tilt in known), note=note)

    def _deal_table(self, show: Renderer, proposed: Proposed) -> Table:
        """Return what a proposal would cost each party as a step, and the nearest bundle that nobody refuses."""
        crossed = [position_words(show, each) for each in proposed.crossed]
        lang = show.lang
        rows = [(said(lang, "costs"), "\n".join(burden_words(show, proposed.burdens)))]
        rows += [(said(lang, "does not honour"), "\n".join(crossed))] if crossed else []
        rows += [(said(lang, "nearest that nobody refuses"), self._near(show, proposed))]
        return Table(said(lang, "As a step"), (said(lang, "It"), said(lang, "What")), tuple(rows))

    def _near(self, show: Renderer, proposed: Proposed) -> str:
        lang, near, atoms = show.lang, proposed.nearest, proposed.problem.atoms
        if near is None:
            return said(lang, "not found: stopped by {limit}", limit=listed(lang, proposed.reached))
        if not near.changes:
            return said(lang, "itself: nobody refuses it")
        lines = [counted(lang, near.changes, "{count} term changed", "{count} terms changed")]
        lines += [said(lang, "without {term}", term=atom_words(show, atoms[atom])) for atom in sorted(near.dropped)]
        lines += [said(lang, "with {term}", term=atom_words(show, atoms[atom])) for atom in sorted(near.added)]
        found = describe(self.resolution, proposed.problem, near.bundle, Question.STEP)
        lines += no_stance_lines(show, proposed.problem, found)
        return "\n".join(lines if near.bundle else [*lines, said(lang, "no part of it is free of refusals")])

    def title(self, show: Renderer, card: Scorecard) -> str:
        """Return a proposal's name and status, and by whom it is proposed and tabled."""
        lang, sponsors = show.lang, card.sponsors
        ended = [said(lang, "ended {day}", day=card.ended_on)] if card.ended_on else []
        is_told = bool(sponsors.tabled_by) and card.status == "tabled" and not ended
        status = status_name(lang, card.status) if card.status else said(lang, "status not stated")
        parts = [] if is_told else [status, *ended]
        for words, parties in (
            (later("proposed by {parties}"), sponsors.present),
            (later("no longer proposed by {parties}"), sponsors.past),
            (later("tabled by {parties}"), sponsors.tabled_by),
        ):
            told = sorted(parties, key=lambda party: party in sponsors.by_others_word)
            marked = ((show.name(p), marks(lang, inferred=False, ascribed=p in sponsors.by_others_word)) for p in told)
            parts += [said(lang, words, parties=listed(lang, map("".join, marked)))] if parties else []
        return f"{show.name(card.proposal.id)} — {listed(lang, parts)}"

    def red_line_words(self, show: Renderer, card: Scorecard) -> str:
        """Return the red lines that a proposal crosses and the demands that it leaves out, a line each."""
        left_out = counted(show.lang, len(card.left_out), "leaves out {count} demand", "leaves out {count} demands")
        unknown = counted(show.lang, card.unknown, "{count} stance unknown", "{count} stances unknown")
        ascribed = counted(show.lang, card.ascribed, "{count} by others' word", "{count} by others' word")
        rest = joined(show.lang, [left_out, listed(show.lang, [unknown, ascribed])])
        lines = [self._crossing(show, line) for line in card.red_lines]
        if not lines:
            lines, rest = [said(show.lang, "crosses no declared red line on record; {rest}", rest=rest)], ""
        lines += [self._crossing_inferred(show, line) for line in card.inferred_red_lines]
        lines += [rest] if rest else []
        lines += [
            said(show.lang, "leaves out: {party}'s demand of {term}", party=show.name(h.party), term=show.name(h.term))
            for h in card.left_out
        ]
        return "\n".join(lines)

    def _crossing(self, show: Renderer, line: RedLine) -> str:
        party, how = show.name(line.held.party), self._how(show, line)
        return said(show.lang, "crosses a declared red line of {party}: {how}", party=party, how=how)

    def _crossing_inferred(self, show: Renderer, line: RedLine) -> str:
        party, how = show.name(line.held.party), self._how(show, line)
        return said(
            show.lang, "crosses an inferred red line of {party}, which it did not declare: {how}", party=party, how=how
        )

    def _how(self, show: Renderer, line: RedLine) -> str:
        term, terms = show.name(line.held.term), show.names(line.terms)
        if line.kind == "proposal":
            return said(show.lang, "the proposal itself, ruled out")
        if line.kind == "demand":
            return said(show.lang, "its demand of {term}, excluded by {terms}", term=term, terms=terms)
        if line.terms != (line.held.term,):
            return said(show.lang, "{term}, ruled out (by {terms})", term=term, terms=terms)
        return said(show.lang, "{term}, ruled out", term=term)

    def _revised(self, show: Renderer, revision: Revision) -> Table:
        lang = show.lang
        rows = tuple(
            (term_change_name(lang, each.change), show.names(each.before), show.names(each.after))
            for each in revision.terms
        )
        columns = (said(lang, "Term"), said(lang, "Before"), said(lang, "After"))
        return Table(said(lang, "Revises {proposal}", proposal=show.name(revision.of)), columns, rows)

    def _net_row(self, show: Renderer, net: Net) -> tuple[str, ...]:
        sides = [str(net.on_side[side]) for side in Side]
        rest = (str(count) for count in (net.without_side, net.inferred, net.ascribed))
        return (show.name(net.party), _signed(net.net), *sides, *rest)

    def _tilt_row(self, show: Renderer, tilt: Tilt) -> tuple[str, ...]:
        lang = show.lang
        told = [counted(lang, tilt.inferred, "{count} inferred", "{count} inferred")] if tilt.inferred else []
        if tilt.ascribed:
            told.append(counted(lang, tilt.ascribed, "{count} by others' word", "{count} by others' word"))
        sides = said(lang, "{party} over {other}", party=show.name(tilt.toward), other=show.name(tilt.over))
        terms = said(lang, "{shown} of {all}", shown=tilt.terms, all=tilt.of)
        return (sides, _signed(tilt.by or 0), terms, listed(lang, told) or said(lang, "stated in own voice"))

    def rows(self, lang: str = "en") -> Rows:
        """Return one row for each proposal, term and party; the proposal itself is a row without a net."""
        show = self.renderer(lang)
        columns = ("proposal", "status", "term", "party", "stance", "side", "inferred", "ascribed")
        found: list[list[object]] = []
        for card in self.cards:
            nets = {net.party: net for net in card.nets}
            head = [show.name(card.proposal.id), card.status]
            for held in (held for term in card.terms for held in term.stances):
                net = nets[held.party]
                found.append([*head, *_cells(show, held), net.net, net.without_side])
            if card.proposal.is_bundle:
                found += [[*head, *_cells(show, held), None, None] for held in card.stances]
        return (*columns, "net", "without_side"), found


def stances_on_record(show: Renderer, stances: Iterable[Resolved]) -> str:
    """Return the stances of a term, a line for each party that has one on record."""
    known = [held for held in stances if held.stance is not Stance.SILENT]
    return "\n".join(f"{show.name(h.party)}: {show.stance_words(h)}" for h in known) or said(
        show.lang, "no stance on record"
    )


def _cells(show: Renderer, held: Resolved) -> list[object]:
    return [show.name(held.term), show.name(held.party), held.stance, held.side, held.inferred, held.ascribed]


def _without_common_term(lang: str, pairs: int) -> str:
    return counted(
        lang,
        pairs,
        "{count} pair without a term on which both have a side",
        "{count} pairs without a term on which both have a side",
    )


def _signed(count: int) -> str:
    return f"{count:+d}".replace("-", "−") if count else "0"
