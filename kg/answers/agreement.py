"""Answers on how far coders agree: Krippendorff's alpha of their stances, and where they differ."""

from __future__ import annotations

from dataclasses import dataclass

from kg.answers.contract import SCHEMA
from kg.answers.frames import Framed
from kg.answers.rendering import Json
from kg.answers.tables import Rows, Table, to_html
from kg.answers.terms import stance_name
from kg.case import Case
from kg.case.records import CaseInfo
from kg.coding.agreement import SCALES, Comparison, Unit, compare_cases, compare_within
from kg.errors import UsageError
from kg.vocabulary import Stance
from kg.words import counted, later, listed, said

__all__ = ["Agreement", "CoderAgreement", "compare_coders", "compare_coders_within"]


@dataclass(frozen=True)
class Agreement(Framed):
    """How far the coders of two cases agree, by one of :data:`~kg.coding.agreement.SCALES`."""

    comparison: Comparison
    metric: str

    def alpha(self, metric: str | None = None) -> float | None:
        """Return Krippendorff's alpha by a metric, by default the one asked for; None where it is undefined."""
        return self.comparison.alpha(metric or self.metric)

    def to_json(self, lang: str = "en") -> Json:
        """Return the agreement as an object of the JSON contract."""
        compared = self.comparison
        return {
            "schema": SCHEMA,
            "case": None,
            "as_of": None,
            "filters": {},
            "sources": [self._thing(source, lang) for source in sorted({unit.source for unit in compared.units})],
            "coders": list(compared.names),
            "metric": self.metric,
            **_figures(compared, self.metric),
            "disagreements": [
                {**self._unit(unit, lang), "stances": [None if one is None else str(one) for one in stances]}
                for unit, stances in compared.disagreements()
            ],
            "coded_by_one": [
                {**self._unit(unit, lang), "coder": compared.names[number], "stance": str(stance)}
                for unit, number, stance in compared.coded_by_one()
            ],
            "contradictory": [
                {**self._unit(unit, lang), "stances": [[str(stance) for stance in stances] for stances in given]}
                for unit, given in compared.contradictory()
            ],
        }

    def _unit(self, unit: Unit, lang: str) -> Json:
        return {
            "party": self._thing(unit.party, lang),
            "option": self._thing(unit.term, lang),
            "source": self._thing(unit.source, lang),
            "place": unit.place or None,
            "day": unit.day,
            "statement": unit.statement or None,
        }

    def _thing(self, identifier: str, lang: str) -> Json:
        return {"id": identifier, "label": self._label(identifier, lang)}

    def _label(self, identifier: str, lang: str) -> str:
        known = self.comparison.labels.get(identifier)
        return known.label(lang) if known else identifier

    def head_lines(self, lang: str = "en") -> list[str]:
        """Return what the output says first."""
        compared = self.comparison
        names = said(lang, " and ").join(compared.names)
        shown = said(lang, "Krippendorff's alpha {alpha}", alpha=_shown(lang, compared, self.metric))
        return [f"{names}: {shown} ({_metric(lang, self.metric)})", self._counts(lang, several=False)]

    def _counts(self, lang: str, *, several: bool) -> str:
        compared = self.comparison
        units = counted(lang, len(compared.units), "{count} unit", "{count} units")
        number = compared.pairable_values(self.metric)
        values = counted(lang, number, "{count} pairable value", "{count} pairable values")
        differ = counted(lang, len(compared.disagreements()), "{count} disagreement", "{count} disagreements")
        once = later("{count} coded once by two coders or more") if several else later("{count} coded once by both")
        coded = said(lang, once, count=f"{compared.coded_once_by_several():,}")
        return listed(lang, [units, coded, values, differ])

    def tables(self, lang: str = "en") -> list[Table]:
        """Return the coefficients, what the coders disagree on, and what cannot be paired."""
        compared = self.comparison
        scales = tuple((_metric(lang, metric), _shown(lang, compared, metric)) for metric in SCALES)
        found = [Table("", (said(lang, "Metric"), said(lang, "Alpha")), scales)]
        where = (said(lang, "Party"), said(lang, "Option"), said(lang, "Where"))
        differing = [
            (unit, tuple(stance_name(lang, one) if one else "" for one in given))
            for unit, given in compared.disagreements()
        ]
        single = [
            (unit, (compared.names[number], stance_name(lang, one))) for unit, number, one in compared.coded_by_one()
        ]
        contradicted = [
            (unit, tuple(listed(lang, (stance_name(lang, one) for one in each)) for each in given))
            for unit, given in compared.contradictory()
        ]
        for title, columns, rows in (
            (said(lang, "Disagreements"), (*where, *compared.names), differing),
            (said(lang, "Coded by one"), (*where, said(lang, "Coder"), said(lang, "Stance")), single),
            (said(lang, "Contradicted by a coder"), (*where, *compared.names), contradicted),
        ):
            shown = tuple((*self._cells(unit, lang), *rest) for unit, rest in rows)
            if shown:
                found.append(Table(f"{title} ({len(shown)})", columns, shown))
        return found

    def _cells(self, unit: Unit, lang: str) -> tuple[str, str, str]:
        where = listed(lang, (part for part in (self._label(unit.source, lang), unit.place, unit.day) if part))
        return (self._label(unit.party, lang), self._label(unit.term, lang), where)

    def rows(self, lang: str = "en") -> Rows:
        """Return one row for each unit, with the stances of each coder, and whether they agree."""
        columns = ("party", "option", "source", "place", "day", "statement", *self._columns(), "agree")
        rows: list[list[object]] = []
        for unit, given in self.comparison.units.items():
            names = [self._label(identifier, lang) for identifier in (unit.party, unit.term, unit.source)]
            single = [stances[0] for stances in given if len(stances) == 1]
            agree = len(set(single)) == 1 if len(single) > 1 else None
            rows.append([*names, unit.place, unit.day, unit.statement, *map(_all, given), agree])
        return columns, rows

    def _columns(self) -> tuple[str, ...]:
        return ("first", "second")

    def _repr_html_(self) -> str:
        return to_html([Table("", (), (), note="\n".join(self.head_lines())), *self.tables()])


@dataclass(frozen=True)
class CoderAgreement(Agreement):
    """How far the coders within one case agree: over all of them, and each pair."""

    case: CaseInfo

    def to_json(self, lang: str = "en") -> Json:
        """Return the agreement as an object of the JSON contract."""
        pairs = [{"coders": list(pair.names), **_figures(pair, self.metric)} for pair in self.comparison.pairs()]
        case = {"id": self.case.id, "label": self.case.label(lang)}
        return {**super().to_json(lang), "case": case, "pairs": pairs}

    def head_lines(self, lang: str = "en") -> list[str]:
        """Return what the output says first."""
        compared = self.comparison
        shown = said(lang, "Krippendorff's alpha {alpha}", alpha=_shown(lang, compared, self.metric))
        coders = counted(lang, len(compared.names), "{count} coder", "{count} coders")
        over = f"{coders}: {shown} ({_metric(lang, self.metric)})"
        return [f"{self.case.label(lang)} — {over}", self._counts(lang, several=True)]

    def tables(self, lang: str = "en") -> list[Table]:
        """Return the coefficients over all coders and of each pair, and what the coders disagree on."""
        over_all, *rest = super().tables(lang)
        rows = tuple(
            (
                said(lang, " and ").join(pair.names),
                *(_shown(lang, pair, metric) for metric in SCALES),
                f"{pair.coded_once_by_several():,}",
                f"{len(pair.disagreements()):,}",
            )
            for pair in self.comparison.pairs()
        )
        alphas = (listed(lang, [said(lang, "Alpha"), _metric(lang, metric)]) for metric in SCALES)
        columns = (said(lang, "Coders"), *alphas, said(lang, "Coded once by both"), said(lang, "Disagreements"))
        return [over_all, Table(f"{said(lang, 'Pairs')} ({len(rows)})", columns, rows), *rest]

    def _columns(self) -> tuple[str, ...]:
        return self.comparison.names


def _figures(compared: Comparison, metric: str) -> Json:
    return {
        "alpha": compared.alpha(metric),
        "alphas": {scale: compared.alpha(scale) for scale in SCALES},
        "units": len(compared.units),
        "pairable_values": compared.pairable_values(metric),
    }


def _shown(lang: str, compared: Comparison, metric: str) -> str:
    value = compared.alpha(metric)
    return said(lang, "undefined (no variation, or nothing that two coded)") if value is None else f"{value:.3f}"


def _metric(lang: str, metric: str) -> str:
    return said(lang, "nominal") if metric == "nominal" else said(lang, "ordinal") if metric == "ordinal" else metric


def _all(stances: tuple[Stance, ...]) -> str:
    return ", ".join(stances)


def compare_coders(one: Case, other: Case, metric: str = "nominal") -> Agreement:
    """Return the agreement of two cases' coders. Raises :class:`~kg.errors.UsageError` for an unknown metric."""
    known = _known(metric)
    return Agreement(compare_cases(one, other), known)


def compare_coders_within(case: Case, metric: str = "nominal") -> CoderAgreement:
    """Return the agreement of the coders within one case.

    Raises :class:`~kg.errors.UsageError` for an unknown metric, and where fewer than two coders are named.
    """
    known = _known(metric)
    return CoderAgreement(compare_within(case), known, case.info)


def _known(metric: str) -> str:
    if metric not in SCALES:
        raise UsageError(f"there is no metric “{metric}”; there are {', '.join(SCALES)}")
    return metric
