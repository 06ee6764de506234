"""Proposal scorecards as an answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.analysis.scorecard import Scorecard, Tilt
from kg.answers.base import Answer
from kg.answers.rendering import Json, Renderer, day_or_none
from kg.answers.tables import Rows, Table
from kg.resolution import Resolved
from kg.words import counted

__all__ = ["Scorecards"]

_COUNT = "unweighted count of resolved stances: terms for or leaning minus terms against"


@dataclass(frozen=True)
class Scorecards(Answer):
    """How proposals stand with the parties (:mod:`kg.analysis.scorecard`), in order of proposal id."""

    cards: tuple[Scorecard, ...]

    def stances(self) -> Iterable[Resolved]:
        """Yield the parties' stances on the terms."""
        return (held for card in self.cards for term in card.terms for held in term.stances)

    def body(self, show: Renderer) -> Json:
        """Return ``parties`` and ``proposals``."""
        return {"parties": show.things(self.parties), "proposals": [self._card(show, card) for card in self.cards]}

    def _card(self, show: Renderer, card: Scorecard) -> Json:
        proposal = card.proposal
        return {
            "proposal": show.thing(proposal.id),
            "status": proposal.status,
            "day": day_or_none(proposal.day),
            "proposed_by": show.things(proposal.proposed_by),
            "tabled_by": show.things(proposal.tabled_by),
            "terms": [
                {"option": show.thing(t.option), "stances": [show.stance(held) for held in t.stances]}
                for t in card.terms
            ],
            "net": [
                {
                    "party": show.thing(net.party),
                    "net": net.net,
                    "without_side": net.without_side,
                    "inferred": net.inferred,
                    "ascribed": net.ascribed,
                }
                for net in card.nets
            ],
            "tilt": [self._tilt(show, tilt) for tilt in card.tilts],
            "red_lines": [{"party": show.thing(r.party), "option": show.thing(r.option)} for r in card.red_lines],
            "unknown": card.unknown,
            "ascribed": card.ascribed,
        }

    def _tilt(self, show: Renderer, tilt: Tilt) -> Json:
        sides = {"toward": show.thing(tilt.toward), "over": show.thing(tilt.over)}
        return {**sides, "by": tilt.by, "terms": tilt.terms, "of": tilt.of}

    def tables(self, lang: str = "en") -> list[Table]:
        """Return for each proposal its terms, the parties' counts, the tilts and the declared red lines crossed."""
        show = self.renderer(lang)
        tables = [table for card in self.cards for table in self._tables(show, card)]
        return tables or [Table("", (), (), note="no proposal on record")]

    def _tables(self, show: Renderer, card: Scorecard) -> Iterable[Table]:
        proposal = card.proposal
        by = f", proposed by {show.names(proposal.proposed_by)}" if proposal.proposed_by else ""
        by += f", tabled by {show.names(proposal.tabled_by)}" if proposal.tabled_by else ""
        title = f"{show.name(proposal.id)} — {proposal.status or 'status not stated'}{by}"
        rows = tuple((show.name(t.option), self._stances(show, t.stances)) for t in card.terms)
        yield Table(title, ("Term", "Stances"), rows, note=self._red_lines(show, card))
        nets = tuple(
            (show.name(n.party), _signed(n.net), str(n.without_side), f"{n.inferred} / {n.ascribed}") for n in card.nets
        )
        yield Table("Count", ("Party", "Net", "Without a side", "Inferred / ascribed"), nets, note=_COUNT)
        known = [tilt for tilt in card.tilts if tilt.by is not None]
        tilts = tuple(
            (f"{show.name(t.toward)} over {show.name(t.over)}", _signed(t.by or 0), f"{t.terms} of {t.of}")
            for t in known
        )
        undefined = len(card.tilts) - len(known)
        note = _without_common_term(show.lang, undefined) if undefined else ""
        yield Table("Tilt", ("Toward", "By", "Terms where both have a side"), tilts, note=note)

    def _stances(self, show: Renderer, stances: Iterable[Resolved]) -> str:
        sided = [held for held in stances if held.evidence or held.withheld]
        return "\n".join(f"{show.name(h.party)}: {show.stance_words(h)}" for h in sided) or "no party has a stance"

    def _red_lines(self, show: Renderer, card: Scorecard) -> str:
        unknown = counted(show.lang, card.unknown, "{count} stance unknown", "{count} stances unknown")
        ascribed = counted(show.lang, card.ascribed, "{count} by others' word", "{count} by others' word")
        rest = f"{unknown}, {ascribed}"
        if not card.red_lines:
            return f"crosses no declared red line on record; {rest}"
        crossed: dict[str, list[str]] = {}
        for red_line in card.red_lines:
            crossed.setdefault(show.name(red_line.party), []).append(show.name(red_line.option))
        lines = [f"crosses a declared red line of {party}: {', '.join(terms)}" for party, terms in crossed.items()]
        return "\n".join([*lines, rest])

    def rows(self, lang: str = "en") -> Rows:
        """Return one row for each proposal, term and party."""
        show = self.renderer(lang)
        columns = (
            "proposal",
            "status",
            "term",
            "party",
            "stance",
            "side",
            "inferred",
            "ascribed",
            "net",
            "without_side",
        )
        found: list[list[object]] = []
        for card in self.cards:
            nets = {net.party: net for net in card.nets}
            for term in card.terms:
                for held in term.stances:
                    net = nets[held.party]
                    found.append(
                        [
                            show.name(card.proposal.id),
                            card.proposal.status,
                            show.name(term.option),
                            show.name(held.party),
                        ]
                        + [held.stance, held.side, held.inferred, held.ascribed, net.net, net.without_side]
                    )
        return columns, found


def _without_common_term(lang: str, pairs: int) -> str:
    return counted(
        lang,
        pairs,
        "{count} pair without a term on which both have a side",
        "{count} pairs without a term on which both have a side",
    )


def _signed(count: int) -> str:
    return f"{count:+d}" if count else "0"
