"""The headline: how a group stands together, in a few computed lines.

What it may say. It names its group and the day. *Agreed*, *Within reach* (said as "nobody refuses", with who is not
committed: leaning only), *Contested* and, where there is any, *Rejected* name the options of the open issues that have this
class of shared ground, the very rows of ``kg shared``; what holds only among those who spoke is said as that, with whose
stance is missing. Where a class is empty it says "nothing on record". What is in name only says whose reading is unanswered, or
that readings differ where both are on record. *On whose word* says on how many independent sources these lines rest, how
many of their stances are own voice, inferred or others' word, and on how many options not all have spoken.

What it may not say: no adjective, no tally of who gains, and nothing of a group that was not picked and is not that of
two to four principals; then it asks to pick parties.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kg.analysis.ground import Ground, GroundRow, option_order
from kg.analysis.readings import Divergence, OpenPoint
from kg.answers.base import Answer, independent_sources
from kg.answers.rendering import Json, Renderer
from kg.answers.tables import Rows, Table
from kg.answers.terms import marks
from kg.resolution import Resolved
from kg.vocabulary import Side
from kg.words import counted, joined, listed, page_counted, page_said, said

__all__ = ["LINES", "MOST_NAMED", "Headline", "not_committed", "open_points", "reading_gap", "voice_words"]

#: how many options a line names of one class and group of speakers; the rest are counted
MOST_NAMED = 6

#: the classes that have a line, with its name
LINES = {
    Ground.AGREED: "Agreed",
    Ground.WITHIN_REACH: "Within reach",
    Ground.CONTESTED: "Contested",
    Ground.REJECTED: "Rejected",
}


def not_committed(row: GroundRow) -> tuple[str, ...]:
    """Return the parties (ids) that are leaning only, where nobody refuses an option; else nobody."""
    if row.held is not Ground.WITHIN_REACH:
        return ()
    return tuple(held.party for held in row.stances if held.side is Side.LEANING)


def reading_gap(show: Renderer, apart: Divergence) -> str:
    """Return what is unsettled about a point: that readings of it differ, or whose reading of it is unanswered."""
    point = show.name(apart.point)
    mark = marks(show.lang, inferred=False, ascribed=apart.ascribed)
    parties = show.names(apart.differing)
    words = page_said(
        show.lang, "readingsDifferOn", "readings of {point} differ: {parties}", point=point, parties=parties
    )
    differ = [words] if apart.differing else []
    whose = [_unanswered(show, show.name(party), point) for party in apart.unanswered]
    return joined(show.lang, [*differ, *whose]) + mark


def open_points(show: Renderer, points: Iterable[OpenPoint]) -> str:
    """Return the names of points that are left open on purpose, each with whose word that rests on."""
    lang = show.lang
    return listed(lang, (f"{show.name(p.point)}{marks(lang, inferred=False, ascribed=p.ascribed)}" for p in points))


def _unanswered(show: Renderer, name: str, point: str) -> str:
    words = page_said(
        show.lang, "readingUnanswered", "{party}'s reading of {point} unanswered", party=name, point=point
    )
    return words.replace(f"{name}'s", f"{name}'", 1) if name.endswith(("s", "S")) else words


def voice_words(lang: str, direct: int, reported: int, inferred: int = 0, ascribed: int = 0) -> list[str]:
    """Return on whose word some stances or statements are, each counted once; what is not among them is left out.

    ``direct`` are in own voice, but for those that are so only as a source reports (``reported``).
    """
    found = (
        (direct, page_said(lang, "ownDirectly", "{count} in own voice directly", count=f"{direct:,}")),
        (reported, page_said(lang, "asReported", "{count} in own voice as a source reports it", count=f"{reported:,}")),
        (inferred, page_said(lang, "areInferred", "{count} inferred", count=f"{inferred:,}")),
        (ascribed, page_said(lang, "areAscribed", "{count} by others' word", count=f"{ascribed:,}")),
    )
    return [words for count, words in found if count]


@dataclass(frozen=True)
class Headline(Answer):
    """The headline of a group (ids), maybe of nobody, from its rows of shared ground in order of issue and option id.

    ``is_picked`` says whether the parties were named; else they are the principals, or nobody.
    """

    ground: tuple[GroundRow, ...]
    is_picked: bool = True

    def stances(self) -> Iterable[Resolved]:
        """Yield the stances with a side on the options that the lines name."""
        return (held for ground in LINES for row in self.rows_of(ground) for held in row.spoke)

    def rows_of(self, ground: Ground) -> tuple[GroundRow, ...]:
        """Return the rows of a class: what holds for all first, then by the fewer who have no side; matters of substance first."""
        found = (row for row in self.ground if row.held is ground)
        return tuple(sorted(found, key=self._place))

    def _place(self, row: GroundRow) -> tuple[object, ...]:
        silent = self._silent(row)
        return len(silent), silent, option_order(row.issue, row.option)

    @staticmethod
    def _silent(row: GroundRow) -> tuple[str, ...]:
        """Return the parties without a side, of a class that holds among those who spoke."""
        return tuple(h.party for h in row.stances if h.side is None) if row.ground is Ground.UNADDRESSED else ()

    def not_all_spoken(self) -> int:
        """Return on how many options a party of the group has no side."""
        return sum(1 for row in self.ground if len(row.spoke) < len(row.stances))

    # ---------------------------------------------------------------- json

    def body(self, show: Renderer) -> Json:
        """Return the group, the options of each line, and on whose word they are."""
        lines = {ground.value: [self._item(show, row) for row in self.rows_of(ground)] for ground in LINES}
        return {
            "parties": show.things(self.parties),
            "picked": self.is_picked,
            **lines,
            "own_voice": len(self._own_voice()),
            "as_reported": len(self._as_reported()),
            "options": len(self.ground),
            "not_all_spoken": self.not_all_spoken(),
            "lines": [f"{name}: {words}" for name, words in self.lines(show.lang)],
        }

    def _item(self, show: Renderer, row: GroundRow) -> Json:
        return {
            "issue": show.thing(row.issue.id),
            "option": show.thing(row.option.id),
            "for_all": row.ground is not Ground.UNADDRESSED,
            "without_side": show.things(held.party for held in row.stances if held.side is None),
            "not_committed": show.things(not_committed(row)),
            "in_name_only": row.in_name_only,
            "readings": [
                {
                    "point": show.thing(apart.point),
                    "differing": show.things(apart.differing),
                    "unanswered": show.things(apart.unanswered),
                    "ascribed": apart.ascribed,
                }
                for apart in row.divergences
            ],
            "inferred": show.things(held.party for held in row.spoke if held.inferred),
            "ascribed": show.things(held.party for held in row.spoke if held.ascribed),
        }

    def _own_voice(self) -> list[Resolved]:
        return [held for held in self._distinct() if not held.ascribed and not held.inferred]

    def _as_reported(self) -> list[Resolved]:
        return [held for held in self._own_voice() if all(s.is_as_reported for s in held.evidence)]

    # --------------------------------------------------------------- words

    def lines(self, lang: str = "en", longest: int | None = None) -> list[tuple[str, str]]:
        """Return the lines, each as its name and its words.

        A line of more characters than ``longest`` names fewer options, one at least; those that it does not name are counted.
        """
        show = self.renderer(lang)
        if not self.parties:
            return [(said(lang, "Group"), said(lang, "none; pick parties: kg list parties shows them"))]
        named = show.names(self.parties)
        group = named if self.is_picked else said(lang, "the principals {parties}", parties=named)
        lines = [(said(lang, "Group"), group)]
        for ground, name in LINES.items():
            rows = self.rows_of(ground)
            if rows or ground is not Ground.REJECTED:
                none = page_said(lang, "nothingOnRecord", "nothing on record")
                lines.append((page_said(lang, ground.value, name), self._fitting(show, rows, ground, longest) or none))
        return [*lines, (page_said(lang, "onWhoseWord", "On whose word"), self._word(show))]

    def _fitting(self, show: Renderer, rows: Sequence[GroundRow], ground: Ground, longest: int | None) -> str:
        words = self._line(show, rows, ground)
        for most in range(len(rows) - 1, 0, -1) if longest is not None else ():
            if len(words) <= (longest or 0):
                break
            words = self._line(show, rows[:most], ground, more=len(rows) - most)
        return words

    def _line(self, show: Renderer, rows: Iterable[GroundRow], ground: Ground, more: int = 0) -> str:
        """Return the words of a line, which count ``more`` options that they do not name."""
        nobody = page_said(show.lang, "nobodyRefuses", "nobody refuses")
        start = f"{nobody}: " if ground is Ground.WITHIN_REACH else ""
        parts = [
            self._among(show, silent) + self._named(show, list(group)) for silent, group in groupby(rows, self._silent)
        ]
        rest = [counted(show.lang, more, "and {count} more", "and {count} more")] if more else []
        return start + joined(show.lang, [*parts, *rest]) if parts else ""

    def _among(self, show: Renderer, silent: tuple[str, ...]) -> str:
        if not silent:
            return ""
        spoke = (party for party in self.parties if party not in silent)
        among = "among {spoke} (no side on record: {silent}):"
        return page_said(show.lang, "amongOf", among, spoke=show.names(spoke), silent=show.names(silent)) + " "

    def _named(self, show: Renderer, rows: list[GroundRow]) -> str:
        named = [f"{show.name(row.option.id)}{self._remarks(show, row)}" for row in rows[:MOST_NAMED]]
        more = len(rows) - len(named)
        rest = [counted(show.lang, more, "and {count} more", "and {count} more")] if more else []
        return joined(show.lang, [*named, *rest])

    def _remarks(self, show: Renderer, row: GroundRow) -> str:
        found = list(self._remarks_of(show, row))
        return f" ({joined(show.lang, found)})" if found else ""

    def _remarks_of(self, show: Renderer, row: GroundRow) -> Iterator[str]:
        leaning = not_committed(row)
        if leaning:
            yield page_said(show.lang, "notCommitted", "not committed: {parties}", parties=show.names(leaning))
        if row.in_name_only:
            in_name = page_said(show.lang, "inNameOnly", "in name only")
            yield f"{in_name}: {joined(show.lang, (reading_gap(show, apart) for apart in row.divergences))}"
        if row.deliberately_open:
            yield f"{said(show.lang, 'left open on purpose')}: {open_points(show, row.left_open)}"
        for key, words, parties in (
            ("inferredOf", "inferred: {parties}", [held.party for held in row.spoke if held.inferred]),
            ("ascribedOf", "by others' word: {parties}", [held.party for held in row.spoke if held.ascribed]),
        ):
            if parties:
                yield page_said(show.lang, key, words, parties=show.names(parties))

    def _word(self, show: Renderer) -> str:
        held, own, reported = self._distinct(), self._own_voice(), len(self._as_reported())
        sources = len(independent_sources(self.case, {s.source for each in held for s in each.evidence}))
        parts = []
        if held:
            inferred = sum(1 for each in held if each.inferred and not each.ascribed)
            ascribed = sum(1 for each in held if each.ascribed)
            one, many = "{count} independent source", "{count} independent sources"
            parts.append(page_counted(show.lang, "sourceCount", sources, one, many))
            above = page_counted(
                show.lang, "stancesAbove", len(held), "{count} stance above:", "{count} stances above:"
            )
            whose = voice_words(show.lang, len(own) - reported, reported, inferred, ascribed)
            parts.append(f"{above} {listed(show.lang, whose)}")
        spoken = {"count": f"{self.not_all_spoken():,}", "all": f"{len(self.ground):,}"}
        parts.append(
            page_said(show.lang, "notAllSpoken", "on {count} of {all} options not every party has spoken", **spoken)
        )
        return joined(show.lang, parts)

    # -------------------------------------------------------------- tables

    def tables(self, lang: str = "en") -> list[Table]:
        """Return the lines as one table, whose head names the group."""
        (name, group), *lines = self.lines(lang)
        short = page_said(lang, "inShort", "In short")
        return [Table("", (short, group), tuple(lines))] if lines else [Table("", (), (), note=f"{name}: {group}")]

    def rows(self, lang: str = "en") -> Rows:
        """Return one row for each line."""
        return ("line", "words"), self.lines(lang)
