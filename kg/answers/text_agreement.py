"""Answers on how far coders agree who coded one text each for themselves: Krippendorff's alpha by what they decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.answers.contract import SCHEMA
from kg.answers.frames import Framed
from kg.answers.rendering import Json
from kg.answers.tables import Rows, Table, to_html
from kg.case.records import CaseInfo, Thing
from kg.coding.agreement import SCALES
from kg.coding.text_agreement import VARIABLES, Coding, TextComparison, TextUnit, Value, compare_texts
from kg.words import counted

__all__ = ["CodedText", "TextAgreement", "agreement_on"]

#: the variables in words
_NAMES = {
    "statement": "which statements",
    "option": "which option",
    "stance": "which stance",
    "attribution": "how it is known",
    "day": "which days",
}


@dataclass(frozen=True)
class CodedText:
    """Which text was coded: its name and the digest of its paragraphs."""

    name: str
    sha256: str


@dataclass(frozen=True)
class TextAgreement(Framed):
    """How far coders agree on one text; ``metric`` is the one of stances that is told first (:data:`~kg.coding.agreement.SCALES`).

    ``labels`` name things by id, ``case`` is the case that they are from, None where none was named.
    """

    text: CodedText
    codings: tuple[Coding, ...]
    comparison: TextComparison
    metric: str = "nominal"
    labels: Mapping[str, str] = field(default_factory=dict)
    case: CaseInfo | None = None

    def to_json(self, lang: str = "en") -> Json:
        """Return the agreement as an object of the JSON contract."""
        compared = self.comparison
        return {
            "schema": SCHEMA,
            "case": self.case and {"id": self.case.id, "label": self.case.label(lang)},
            "as_of": None,
            "filters": {},
            "sources": [],
            "text": {"name": self.text.name, "sha256": self.text.sha256},
            "coders": [_coder(coding) for coding in self.codings],
            "metric": self.metric,
            "sentences": compared.sentences,
            "parties": [self._thing(party) for party in compared.parties],
            "variables": _figures(compared),
            "pairs": [{"coders": list(pair.coders), "variables": _figures(pair)} for pair in compared.pairs()],
            "disagreements": [
                {**self._unit(unit), "variable": variable, "values": [_given(value) for value in values]}
                for variable, unit, values in compared.disagreements()
            ],
        }

    def _unit(self, unit: TextUnit) -> Json:
        paragraph, number, start, end = unit.sentence
        return {
            "paragraph": paragraph,
            "sentence": number,
            "start": start,
            "end": end,
            "party": self._thing(unit.party),
            "option": self._thing(unit.option) if unit.option else None,
        }

    def _thing(self, identifier: str) -> Json:
        return {"id": identifier, "label": self._label(identifier)}

    def _label(self, identifier: str) -> str:
        return self.labels.get(identifier) or Thing(identifier).local_name

    def head_lines(self, lang: str = "en") -> list[str]:
        """Return what the output says first."""
        compared = self.comparison
        sentences = counted(lang, compared.sentences, "{count} sentence", "{count} sentences")
        parties = counted(lang, len(compared.parties), "{count} party", "{count} parties")
        units = counted(lang, compared.sentences * len(compared.parties), "{count} unit", "{count} units")
        differ = counted(lang, len(compared.disagreements()), "{count} disagreement", "{count} disagreements")
        alphas = ", ".join(
            f"{_NAMES[variable]} {_shown(compared, variable, self.metric if variable == 'stance' else 'nominal')}"
            for variable in VARIABLES[:3]
        )
        return [
            f"{self.text.name}, coded by {' and '.join(compared.coders)} — Krippendorff's alpha: {alphas}",
            f"{sentences} × {parties} = {units}; {differ}",
            *self._cautions(),
        ]

    def _cautions(self) -> Iterable[str]:
        """Yield what lessens the worth of the figures."""
        seeing = [coding.coder for coding in self.codings if not coding.blind]
        if len(seeing) > 1:
            yield f"{' and '.join(seeing)} saw the same proposals, which makes coders alike; code a sample blind to know by how much"
        for coding in self.codings:
            if coding.count("open"):
                yield f"{coding.coder} left {coding.count('open'):,} open; they count as missing, not as rejected"

    def tables(self, lang: str = "en") -> list[Table]:
        """Return the coefficients, of all coders and of each pair, who coded how, and what the coders disagree on."""
        found = [Table("", ("Variable", "Metric", "Alpha", "Units", "Pairable values"), tuple(_lines(self.comparison)))]
        if len(self.codings) > 2:
            rows = [(" and ".join(pair.coders), *line[:4]) for pair in self.comparison.pairs() for line in _lines(pair)]
            found.append(Table("Pairs", ("Coders", "Variable", "Metric", "Alpha", "Units"), tuple(rows)))
        how = ("Coder", "Worked", "Coded", "Rejected", "Open")
        found.append(Table("Coders", how, tuple(map(_coder_cells, self.codings))))
        differing = tuple(self._cells(*one) for one in self.comparison.disagreements())
        if differing:
            columns = ("Where", "Party", "Variable", *self.comparison.coders)
            found.append(Table(f"Disagreements ({len(differing)})", columns, differing))
        return found

    def _cells(self, variable: str, unit: TextUnit, values: tuple[Value, ...]) -> tuple[str, ...]:
        where = f"¶{unit.sentence.paragraph}, sentence {unit.sentence.number}"
        what = f"{variable}: {self._label(unit.option)}" if unit.option else variable
        return (where, self._label(unit.party), what, *(self._words(variable, value) for value in values))

    def _words(self, variable: str, value: Value) -> str:
        if value is None:
            return "—"
        if variable == "option":
            return ", ".join(map(self._label, value))
        return " – ".join(part for part in dict.fromkeys(value) if part)

    def rows(self, lang: str = "en") -> Rows:
        """Return one row for each unit and variable that two coders gave a value, with the value of each: what alpha is taken of."""
        columns = ("paragraph", "sentence", "party", "variable", "option", *self.comparison.coders, "agree")
        rows: list[list[object]] = []
        for variable in VARIABLES:
            for unit, values in self.comparison.values[variable].items():
                option = self._label(unit.option) if unit.option else ""
                words = ["" if value is None else self._words(variable, value) for value in values]
                agree = len(set(values) - {None}) == 1
                place = [unit.sentence.paragraph, unit.sentence.number, self._label(unit.party)]
                rows.append([*place, variable, option, *words, agree])
        return columns, rows

    def _repr_html_(self) -> str:
        return to_html([Table("", (), (), note="\n".join(self.head_lines())), *self.tables()])


def _scales(variable: str) -> tuple[str, ...]:
    return SCALES if variable == "stance" else SCALES[:1]


def _figures(compared: TextComparison) -> list[Json]:
    return [
        {
            "variable": variable,
            "metric": metric,
            "alpha": compared.alpha(variable, metric),
            "units": compared.units(variable, metric),
            "pairable_values": compared.pairable_values(variable, metric),
        }
        for variable in VARIABLES
        for metric in _scales(variable)
    ]


def _lines(compared: TextComparison) -> Iterable[tuple[str, ...]]:
    for variable in VARIABLES:
        for metric in _scales(variable):
            numbers = f"{compared.units(variable, metric):,}", f"{compared.pairable_values(variable, metric):,}"
            yield _NAMES[variable], metric, _shown(compared, variable, metric), *numbers


def _shown(compared: TextComparison, variable: str, metric: str) -> str:
    value = compared.alpha(variable, metric)
    if value is not None:
        return f"{value:.3f}"
    return f"not defined ({'no variation' if compared.units(variable, metric) else 'nothing that two coded'})"


def _coder(coding: Coding) -> Json:
    return {
        "name": coding.coder,
        "blind": coding.blind,
        "sample": coding.sample,
        "sentences": len(coding.sentences),
        **{state: coding.count(state) for state in ("coded", "rejected", "open")},
    }


def _coder_cells(coding: Coding) -> tuple[str, ...]:
    worked = "blind" if coding.blind else "with proposals"
    sample = "" if coding.sample is None else f", {len(coding.sentences):,} sentences drawn"
    return (coding.coder, worked + sample, *(f"{coding.count(state):,}" for state in ("coded", "rejected", "open")))


def _given(value: Value) -> list[str | None] | None:
    return None if value is None else [part or None for part in value]


def agreement_on(
    text: CodedText,
    codings: Iterable[Coding],
    metric: str = "nominal",
    labels: Mapping[str, str] | None = None,
    case: CaseInfo | None = None,
) -> TextAgreement:
    """Return how far some codings of a text agree, by :func:`~kg.coding.text_agreement.compare_texts`."""
    kept = tuple(sorted(codings, key=lambda coding: coding.coder))
    return TextAgreement(text, kept, compare_texts(kept), metric, labels or {}, case)
