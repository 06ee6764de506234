"""Which things of a graph may break a shape, found by a few queries each, so that a validator need look at those alone.

A shape's targets and constraints are written as SPARQL patterns. What they find is never less than what breaks the
shape: where a constraint is not known here, or a value is of a form that engines read differently (a day of year 12345,
a number of 30 digits), the thing is found too, and the validator judges it.

The constraints are those of the Shapes Constraint Language, https://www.w3.org/TR/shacl/#core-components.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations, count
from typing import NamedTuple

from rdflib import RDF, RDFS, SH, XSD, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

__all__ = ["Suspicion", "queries_for", "selecting", "subclasses_in"]

#: what a shape says that faults nothing by itself
_PLAIN = {
    *(RDF.type, SH.message, SH.severity, SH.path, SH.name, SH.description, SH.sparql),
    *(SH.targetClass, SH.targetSubjectsOf, SH.target, SH.targetNode),
}
#: constraints whose translation finds neither more nor less than what breaks them, so that it can be turned around
_EXACT = {RDF.type, SH.path, SH.hasValue, SH["in"], SH["class"]}
_KINDS = {
    SH.IRI: "isIRI({0})",
    SH.Literal: "isLiteral({0})",
    SH.BlankNodeOrIRI: "(isIRI({0}) || isBlank({0}))",
    SH.IRIOrLiteral: "(isIRI({0}) || isLiteral({0}))",
}
_DIGITS = "[0-9]{1,15}"
#: the forms of typed values that all engines read alike
_PLAIN_FORMS = {
    XSD.date: "^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}$",
    XSD.integer: f"^[+-]?{_DIGITS}$",
    XSD.decimal: f"^[+-]?{_DIGITS}([.]{_DIGITS})?$",
    XSD.boolean: "^(true|false|0|1)$",
}


class Suspicion(NamedTuple):
    """What raises suspicion of a thing: a pattern that ties values to it ("" for none), a condition, both as a condition.

    ``needs``: the step that the thing must have, without which there is no suspicion; "" for none.
    """

    pattern: str
    condition: str
    as_condition: str
    needs: str = ""


def _on_itself(condition: str, needs: str = "") -> Suspicion:
    return Suspicion("", condition, f"({condition})", needs)


def _on_values(pattern: str, condition: str, needs: str) -> Suspicion:
    return Suspicion(pattern, condition, f"EXISTS {{ {pattern} FILTER({condition}) }}", needs)


def subclasses_in(graphs: Iterable[Graph]) -> Callable[[Node], list[str]]:
    """Return a function from a class to the IRIs, as SPARQL writes them, of it and its subclasses in graphs."""
    together = [(s, o) for graph in graphs for s, o in graph.subject_objects(RDFS.subClassOf)]

    def below(general: Node) -> list[str]:
        found = {general}
        while more := {s for s, o in together if o in found} - found:
            found |= more
        return sorted(each.n3() for each in found if isinstance(each, URIRef))

    return below


def queries_for(
    shapes: Graph, shape: Node, owner: Node, subclasses: Callable[[Node], list[str]], is_used: Callable[[str], bool]
) -> Iterator[str]:
    """Yield queries that together find, as ``?this``, each thing that may break a shape on the targets of its owner.

    The owner is the node shape whose property the shape is, or the shape itself. ``is_used`` tells whether the graph has a
    property, an IRI as SPARQL writes it: what only its values could break is not asked for where there are none.
    """
    targets = list(_targets(shapes, owner, subclasses))
    suspicions = list(_Translation(shapes, subclasses).of_shape(shape, "?this", top=True))
    for target in targets:
        for suspicion in suspicions:
            if suspicion.needs.startswith("<") and not is_used(suspicion.needs):
                continue
            yield f"SELECT DISTINCT ?this WHERE {{ {target} {suspicion.pattern} FILTER({suspicion.condition}) }}"


def _targets(shapes: Graph, shape: Node, subclasses: Callable[[Node], list[str]]) -> Iterator[str]:
    kinds = sorted({name for each in shapes.objects(shape, SH.targetClass) for name in subclasses(each)})
    if kinds:
        yield f"{{ VALUES ?kind {{ {' '.join(kinds)} }} ?this a ?kind }}"
    for predicate in sorted(shapes.objects(shape, SH.targetSubjectsOf), key=str):
        yield f"{{ ?this {predicate.n3()} ?any }}"
    for target in shapes.objects(shape, SH.target):
        yield f"{{ {selecting(shapes, target)} }}"


def selecting(shapes: Graph, node: Node) -> str:
    """Return the SELECT query of a target or a constraint, its names in full, ``$this`` as ``?this``."""
    text = str(shapes.value(node, SH.select)).replace("$this", "?this")
    for prefixes in shapes.objects(node, SH.prefixes):
        for declared in shapes.objects(prefixes, SH.declare):
            prefix, space = str(shapes.value(declared, SH.prefix)), str(shapes.value(declared, SH.namespace))
            text = _in_full(text, prefix, space)
    return text


def _in_full(text: str, prefix: str, space: str) -> str:
    return re.sub(rf"(?<![\w:<-]){prefix}:([\w-]*)", lambda match: f"<{space}{match[1]}>", text)


@dataclass
class _Translation:
    shapes: Graph
    subclasses: Callable[[Node], list[str]]
    numbers: Iterator[int] = field(default_factory=count)

    def of_shape(self, shape: Node, thing: str, *, top: bool = False) -> Iterator[Suspicion]:
        """Yield the ways in which a shape may be broken at a thing; at the top, but for its own property shapes."""
        path = self.shapes.value(shape, SH.path)
        steps = self._steps(path) if path is not None else []
        value = self._name() if steps else thing
        if steps:
            yield from self._of_values_together(shape, thing, steps)
        for predicate, said in self.shapes.predicate_objects(shape):
            if not (top and predicate == SH.property):
                for condition in self._of_value(predicate, said, value, on_path=path is not None):
                    tie = f"{thing} {'/'.join(steps)} {value} ." if steps else ""
                    yield Suspicion(
                        tie, condition, self._along(thing, steps, value, condition), steps[0] if steps else ""
                    )

    def _name(self) -> str:
        return f"?v{next(self.numbers)}"

    def _steps(self, path: Node) -> list[str]:
        """The steps of a path, one after the other."""
        if isinstance(path, URIRef):
            return [path.n3()]
        inverse = self.shapes.value(path, SH.inversePath)
        if inverse is not None:
            return [f"^({'/'.join(self._steps(inverse))})"]
        either = self.shapes.value(path, SH.alternativePath)
        if either is not None:
            return [f"({'|'.join('/'.join(self._steps(each)) for each in Collection(self.shapes, either))})"]
        return [step for each in Collection(self.shapes, path) for step in self._steps(each)]

    def _along(self, thing: str, steps: list[str], value: str, condition: str) -> str:
        """The condition that steps lead from a thing to a value that meets a condition, step by step.

        Written as one pattern, an engine may begin at its end, for each thing anew.
        """
        if not steps:
            return f"({condition})"
        if len(steps) == 1:
            return f"EXISTS {{ {thing} {steps[0]} {value} FILTER({condition}) }}"
        between = self._name()
        return f"EXISTS {{ {thing} {steps[0]} {between} FILTER({self._along(between, steps[1:], value, condition)}) }}"

    def _of_values_together(self, shape: Node, thing: str, steps: list[str]) -> Iterator[Suspicion]:
        path = "/".join(steps)
        for predicate, said in self.shapes.predicate_objects(shape):
            one, other = self._name(), self._name()
            if predicate == SH.minCount and int(str(said)) > 0:
                yield _on_itself(f"!{self._several(thing, steps, int(str(said)), surely=True)}")
            elif predicate == SH.maxCount:
                several = self._several(thing, steps, int(str(said)) + 1, surely=False)
                yield _on_itself(several, steps[0] if len(steps) == 1 else "")
            elif predicate == SH.hasValue:
                yield _on_itself(f"!{self._along(thing, steps, one, f'sameTerm({one}, {said.n3()})')}")
            elif predicate == SH.uniqueLang:
                alike = f'LANG({one}) != "" && LCASE(LANG({one})) = LCASE(LANG({other}))'
                yield _on_values(f"{thing} {path} {one}, {other} .", f"!sameTerm({one}, {other}) && {alike}", steps[0])
            elif predicate == SH.disjoint:
                yield _on_values(f"{thing} {path} {one} . {thing} {said.n3()} {one} .", "true", steps[0])
            elif predicate == SH.lessThanOrEquals:
                fine = f"{one} <= {other} && {_is_plain(one, XSD.date)} && {_is_plain(other, XSD.date)}"
                yield _on_values(f"{thing} {path} {one} ; {said.n3()} {other} .", f"!COALESCE({fine}, false)", steps[0])

    def _several(self, thing: str, steps: list[str], number: int, *, surely: bool) -> str:
        """The condition that there are so many values; of several steps, that there surely are, or may be."""
        if number == 1:
            return self._along(thing, steps, self._name(), "true")
        if len(steps) > 1:
            return "false" if surely else "true"
        names = [self._name() for _ in range(number)]
        ties = f"{thing} {steps[0]} {', '.join(names)}"
        return f"EXISTS {{ {ties}{''.join(f' FILTER(!sameTerm({a}, {b}))' for a, b in combinations(names, 2))} }}"

    def _of_value(self, predicate: Node, said: Node, value: str, *, on_path: bool) -> Iterator[str]:
        together = {SH.minCount, SH.maxCount, SH.hasValue, SH.uniqueLang, SH.disjoint, SH.lessThanOrEquals}
        if predicate in _PLAIN or (on_path and predicate in together):
            return
        if predicate == SH.nodeKind and said in _KINDS:
            yield f"!{_KINDS[said].format(value)}"  # type: ignore[index]
        elif predicate == SH["class"]:
            kind = self._name()
            yield f"NOT EXISTS {{ {value} a {kind} FILTER({kind} IN ({', '.join(self.subclasses(said))})) }}"
        elif predicate == SH["in"]:
            same = " || ".join(f"sameTerm({value}, {each.n3()})" for each in Collection(self.shapes, said))
            yield f"!({same or 'false'})"
        elif predicate == SH.hasValue:
            yield f"!sameTerm({value}, {said.n3()})"
        elif predicate == SH.datatype:
            yield f"!COALESCE({_is_plain(value, said)}, false)"
        elif predicate == SH.pattern:
            odd = rf'REGEX(STR({value}), "[\\x00-\\x1f\\x85]")'
            yield f"isBlank({value}) || !REGEX(STR({value}), {Literal(str(said)).n3()}) || {odd}"
        elif predicate in (SH.minInclusive, SH.maxInclusive):
            sign = ">=" if predicate == SH.minInclusive else "<="
            plain = f"({_is_plain(value, XSD.decimal)} || {_is_plain(value, XSD.integer)})"
            yield f"!COALESCE({plain} && {value} {sign} {said.n3()}, false)"
        elif predicate == SH["or"]:
            members = [list(self.of_shape(each, value)) for each in Collection(self.shapes, said)]
            yield " && ".join(f"({_any(ways)})" for ways in members)
        elif predicate == SH["not"] and set(self.shapes.predicates(said)) <= _EXACT:
            yield f"!({_any(self.of_shape(said, value))})"
        elif predicate == SH.property:
            yield _any(self.of_shape(said, value))
        else:
            yield "true"


def _any(ways: Iterable[Suspicion]) -> str:
    return " || ".join(way.as_condition for way in ways) or "false"


def _is_plain(value: str, datatype: Node) -> str:
    """The condition that a value is of a datatype, and of a form that all engines read alike."""
    typed = f"isLiteral({value}) && DATATYPE({value}) = {datatype.n3()}"
    form = _PLAIN_FORMS.get(datatype)  # type: ignore[call-overload]
    if form is None:
        return typed
    cast = f"{datatype.n3()}(STR({value}))"
    return f"{typed} && REGEX(STR({value}), {Literal(form).n3()}) && {cast} = {cast}"
