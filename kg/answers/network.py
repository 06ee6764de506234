"""A network as an answer: its weights as a matrix or a list of lines, its windows, and what a weight consists of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kg.answers.counted import CountedAnswer, asked_json, counted_words, number
from kg.answers.frames import frame_of, names_apart
from kg.answers.network_changes import change_json, changes_table, issues_of, windows_table
from kg.answers.network_units import mentions_of, units_tables
from kg.answers.pictures import Drawn
from kg.answers.rendering import Json, Renderer
from kg.answers.series import window_json
from kg.answers.tables import Rows, Table
from kg.networks.asked import AGGREGATIONS, BY, MODES, NORMALISATIONS, SCALES, Asked
from kg.networks.change_points import Change, changes_of
from kg.networks.explaining import Explanation, Part
from kg.networks.mentions import Mentions
from kg.networks.network import Network, Series
from kg.words import counted, said

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from kg.drawing import Picture

__all__ = ["MOST_COLUMNS", "MOST_LINES", "NetworkAnswer", "WeightExplained"]

#: up to how many columns, with how many letters in their names, a table is a matrix; and how many lines a list of the strongest shows
MOST_COLUMNS, MOST_LETTERS, MOST_LINES = 6, 100, 40


#: the options of closed lists that ``kg network`` has beside those of every command on networks, each with its words, the default first
_CHOICES = {
    "mode": MODES,
    "by": BY,
    "aggregation": AGGREGATIONS,
    "normalisation": NORMALISATIONS,
    "scale": SCALES,
}


@dataclass(frozen=True)
class NetworkAnswer(CountedAnswer, Drawn):
    """A network of ``parties``, or of what was asked for, over all the time and in each window (:mod:`kg.networks`)."""

    asked: Asked
    series: Series

    @property
    def network(self) -> Network:
        """The network over all the time asked for."""
        return self.series.whole

    @property
    def matrix(self) -> Any:
        """The weights as a sparse matrix of scipy, ``rows`` × ``columns``."""
        return self.network.matrix

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """How far each window but the first is from the one before, and which issues carry that (:mod:`kg.networks.change_points`)."""
        return changes_of(self.series, issues_of(self.case, self.series.whole.mentions.options))

    def mentions(self) -> Mentions:
        """Return the mentions that are kept."""
        return self.network.mentions

    def _differs(self) -> Iterable[str]:
        compared = len(self.series.windows) > 1 and self.asked.aggregation != "combine"
        return ("spectra",) if compared else ()

    def _choices(self) -> Mapping[str, tuple[str, ...]]:
        return {**super()._choices(), **_CHOICES}

    def graph(self, lang: str = "en") -> nx.Graph:
        """Return the network as a networkx graph with ``label`` on its nodes, and how many ``mentions`` count of each.

        Where there are windows, each line has ``intervals``: (first day, last day, weight) of each window in which it has a weight; a
        line of windows alone has weight 0.
        """
        found = self.network.graph()
        show = self.renderer(lang)
        intervals: dict[tuple[str, str], list[tuple[date, date, float]]] = {}
        for one in self.series.windows:
            window = one.window
            for row, column, weight in one.edges() if window else ():
                assert window is not None
                intervals.setdefault((row, column), []).append((window.first, window.last, weight))
        for (row, column), each in intervals.items():
            if not found.has_edge(row, column):
                found.add_edge(row, column, weight=0.0)
            found.edges[row, column]["intervals"] = each
        many = dict(zip(self.network.rows, mentions_of(self.network), strict=True))
        if not self.network.is_one_mode:
            many |= zip(self.network.columns, mentions_of(self.network, columns=True), strict=True)
        for node, data in found.nodes(data=True):
            data["label"], data["mentions"] = show.name(node), many[node]
        found.graph["name"] = self.case.info.label(lang)
        return found

    def to_frame(self, lang: str = "en") -> pd.DataFrame:
        """Return the matrix as a pandas data frame, its rows and columns named by labels. Raises as :func:`~kg.answers.frames.frame_of`."""
        columns, rows = self.rows(lang)
        return frame_of(columns[1:], [row[1:] for row in rows], index=[row[0] for row in rows])

    def body(self, show: Renderer) -> Json:
        """Return what was asked, the weights and those of each window."""
        return {
            "asked": asked_json(self.asked),
            **_network_json(show, self.network),
            "windows": [
                {
                    **window_json(one.window),
                    **_network_json(show, one),
                    "change": change_json(show, change),
                }
                for one, change in zip(self.series.windows, (None, *self.changes), strict=False)
                if one.window
            ],
        }

    def rows(self, lang: str = "en") -> Rows:
        """Return the matrix, with labels in the first row and column, sorted by label."""
        return matrix_rows(self.renderer(lang), self.network)

    def tables(self, lang: str = "en") -> list[Table]:
        """Return the matrix where it is small, else its strongest lines; and a line for each window."""
        show = self.renderer(lang)
        return [
            Table("", (), (), note=_counted_words(self.network, lang)),
            _matrix_table(show, self.network) if _is_small(show, self.network) else _lines(show, self.network),
            *units_tables(show, self.network),
            *([windows_table(self.series.windows, lang)] if self.asked.window else []),
            *([changes_table(show, self.changes)] if self.changes else []),
        ]

    def picture_title(self, lang: str = "en") -> str:
        """Return what the picture shows, in a few words."""
        if self.asked.window:
            return said(lang, "How the network changes from window to window")
        return said(lang, "Network of what was said")

    def picture(self, lang: str = "en") -> Picture:
        """Return the network; with windows, how far each is from the one before. Raises :class:`~kg.errors.UsageError` for too many units."""
        if self.asked.window:
            from kg.answers.change_picture import picture_of as of_changes

            return of_changes(self, self.renderer(lang))
        from kg.answers.network_picture import picture_of

        return picture_of(self, self.renderer(lang))


@dataclass(frozen=True)
class WeightExplained(CountedAnswer):
    """What a weight of a network consists of."""

    asked: Asked
    explanation: Explanation

    def _choices(self) -> Mapping[str, tuple[str, ...]]:
        return {**super()._choices(), **_CHOICES}

    def mentions(self) -> Mentions:
        """Return the mentions that the weight rests on."""
        network = self.explanation.network
        return network.mentions.take(sorted({place for part in self.explanation.parts for place in _places(part)}))

    def body(self, show: Renderer) -> Json:
        """Return the pair, the parts of its weight and what their sum is divided by."""
        found = self.explanation
        return {
            "asked": asked_json(self.asked),
            "row": show.thing(found.row),
            "column": show.thing(found.column),
            "weight": found.weight,
            "total": found.total,
            "divisor": found.divisor,
            "parts": [
                {
                    "on": show.thing(self._option(part)),
                    "one": self._mention(show, part.one),
                    "other": None if part.other is None else self._mention(show, part.other),
                    "share": part.share,
                }
                for part in found.parts
            ],
        }

    def _option(self, part: Part) -> str:
        mentions = self.explanation.network.mentions
        return mentions.options[int(mentions.option[part.one])]

    def _mention(self, show: Renderer, place: int) -> Json:
        mentions = self.explanation.network.mentions
        statement = self.case.statement(mentions.statements[int(mentions.statement[place])])
        return {
            "actor": show.thing(mentions.actors[int(mentions.actor[place])]),
            "level": int(mentions.level[place]),
            "statement": show.statement(statement) if statement else None,
        }

    def rows(self, lang: str = "en") -> Rows:
        """Return a row for each part, with its statements."""
        show = self.renderer(lang)
        found = []
        for part in self.explanation.parts:
            cells: list[object] = [show.name(self._option(part))]
            for place in (part.one, part.other):
                cells += [None, None, None, None] if place is None else self._cells(show, place)
            found.append((*cells, part.share))
        ends = [f"{end}_{what}" for end in ("one", "other") for what in ("actor", "level", "day", "statement")]
        return ("on", *ends, "share"), found

    def _cells(self, show: Renderer, place: int) -> list[object]:
        mentions = self.explanation.network.mentions
        statement = self.case.statement(mentions.statements[int(mentions.statement[place])])
        actor = show.name(mentions.actors[int(mentions.actor[place])])
        return [
            actor,
            int(mentions.level[place]),
            statement.latest if statement else None,
            statement.id if statement else None,
        ]

    def tables(self, lang: str = "en") -> list[Table]:
        """Return the pairs of statements with what each adds, and the sum."""
        show, found = self.renderer(lang), self.explanation
        rows = tuple(
            (show.name(self._option(part)), *(self._told(show, place) for place in _places(part)), number(part.share))
            for part in found.parts
        )
        heads = (
            (show.name(found.row), show.name(found.column)) if found.network.is_one_mode else (show.name(found.row),)
        )
        title = f"{show.name(found.row)} – {show.name(found.column)}"
        sum_ = said(lang, "sum {total}", total=number(found.total))
        if found.divisor is not None:
            weight, divisor = number(found.weight), number(found.divisor)
            sum_ = said(lang, "{sum}, divided by {divisor}: {weight}", sum=sum_, divisor=divisor, weight=weight)
        return [Table(title, (said(lang, "Option"), *heads, said(lang, "Adds")), rows, note=sum_)]

    def _told(self, show: Renderer, place: int) -> str:
        """Return a mention in lines: level, speaker, day and source, and the words."""
        mentions = self.explanation.network.mentions
        statement = self.case.statement(mentions.statements[int(mentions.statement[place])])
        sign = f"{int(mentions.level[place]):+d}".replace("-", "−")
        if statement is None:
            names = mentions.actors[int(mentions.actor[place])], mentions.options[int(mentions.option[place])]
            evidence = self.resolution.stance(*names).evidence
            return "\n".join((sign, *map(show.citation, evidence)))
        words = show.text(statement.paraphrase) or show.text(statement.quotation) or ""
        return f"{sign} {show.citation(statement)}\n{words}".strip()


def matrix_rows(show: Renderer, network: Network) -> Rows:
    """Return a network as a matrix with labels in the first row and column, both sorted by label."""
    rows, columns = (_by_label(show, names) for names in (network.rows, network.columns))
    dense = network.matrix.toarray()
    labels = names_apart([show.find(network.rows[place]) for place in rows], show.lang)
    heads = names_apart([show.find(network.columns[place]) for place in columns], show.lang)
    found = [
        (label, *(float(dense[row, column]) for column in columns)) for label, row in zip(labels, rows, strict=True)
    ]
    return ("", *heads), found


def _by_label(show: Renderer, names: Sequence[str]) -> list[int]:
    return sorted(range(len(names)), key=lambda place: (show.name(names[place]), names[place]))


def _network_json(show: Renderer, network: Network) -> Json:
    return {
        "rows": show.things(network.rows),
        "columns": show.things(network.columns),
        "weights": network.matrix.toarray().tolist(),
        "kept": network.kept,
        "fallen": network.fallen,
        "left_out": network.left_out,
        "mentions_of_rows": mentions_of(network),
        "mentions_of_columns": mentions_of(network, columns=not network.is_one_mode),
    }


def _is_small(show: Renderer, network: Network) -> bool:
    names = [show.name(name) for name in network.columns]
    return len(names) <= MOST_COLUMNS and sum(map(len, names)) <= MOST_LETTERS


def _in_order(show: Renderer, network: Network, edge: tuple[str, str, float]) -> tuple[str, str]:
    """Return the names of what a line joins; of one mode by name, so that ids do not matter."""
    one, other = show.name(edge[0]), show.name(edge[1])
    return (other, one) if network.is_one_mode and other < one else (one, other)


def _counted_words(network: Network, lang: str) -> str:
    told = counted_words(lang, network.asked, network)
    lines = sum(1 for _ in network.edges())
    return "; ".join((told, counted(lang, lines, "{count} line", "{count} lines")))


def _matrix_table(show: Renderer, network: Network) -> Table:
    columns, rows = matrix_rows(show, network)
    cells = tuple((str(row[0]), *(number(float(str(cell))) for cell in row[1:])) for row in rows)
    return Table("", tuple(columns), cells, note="" if rows else said(show.lang, "nothing is counted"))


def _lines(show: Renderer, network: Network) -> Table:
    named = ((*_in_order(show, network, edge), number(edge[2]), abs(edge[2])) for edge in network.edges())
    lines = sorted(named, key=lambda line: (-line[3], line[:2]))
    rows = tuple(line[:3] for line in lines[:MOST_LINES])
    more = len(lines) - len(rows)
    note = counted(
        show.lang,
        more,
        "{count} weaker line more; --format csv has all",
        "{count} weaker lines more; --format csv has all",
    )
    return Table("", ("", "", said(show.lang, "Weight")), rows, note=note if more > 0 else "")


def _places(part: Part) -> list[int]:
    return [part.one] if part.other is None else [part.one, part.other]
