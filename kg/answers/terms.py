"""The closed terms of the ontology and of the answers in words: one translation for each, that of the page where it has one."""

from __future__ import annotations

from kg.vocabulary import Stance
from kg.words import listed, page_term, said

__all__ = [
    "attribution_name",
    "bound_words",
    "change_name",
    "channel_name",
    "choice_name",
    "closed_name",
    "ground_name",
    "kind_name",
    "known_name",
    "mandate_words",
    "marks",
    "role_name",
    "rule_name",
    "sensitivity_name",
    "severity_name",
    "stance_name",
    "state_name",
    "status_name",
    "term_change_name",
]


def stance_name(lang: str, stance: Stance | str) -> str:
    """Return the name of a stance: ``demand``, ``rule-out``."""
    return page_term(lang, f"cell_{stance}", str(stance))


def attribution_name(lang: str, attribution: str) -> str:
    """Return how a statement reached its source: ``official document``, ``leak``, ``analyst's inference``."""
    words = "analyst's inference" if attribution == "inference" else attribution.replace("-", " ")
    return page_term(lang, f"attr_{attribution}", words)


def closed_name(lang: str, how: str) -> str:
    """Return how an issue was closed: ``settled``, ``lapsed``."""
    return said(lang, "settled") if how == "settled" else said(lang, "lapsed") if how == "lapsed" else how


def mandate_words(lang: str, mandate: str) -> str:
    """Return a mandate: ``personal mandate``."""
    if mandate == "personal":
        return said(lang, "personal mandate")
    return said(lang, "contested mandate") if mandate == "contested" else f"{mandate} mandate"


def channel_name(lang: str, channel: str) -> str:
    """Return a channel of statements: ``public``, ``back-channel``."""
    return page_term(lang, f"channel_{channel}", channel)


def sensitivity_name(lang: str, sensitivity: str) -> str:
    """Return who may see something: ``restricted``."""
    return page_term(lang, f"sensitivity_{sensitivity}", sensitivity)


def role_name(lang: str, role: str) -> str:
    """Return a role of a party: ``principal``."""
    return page_term(lang, f"role_{role}", role)


def kind_name(lang: str, kind: str) -> str:
    """Return a kind of issue: ``substantive``."""
    return page_term(lang, f"kind_{kind}", kind)


def choice_name(lang: str, rule: str, source: str) -> str:
    """Return how the options of an issue exclude each other, in English ``source``."""
    return page_term(lang, f"choice_{rule}", source)


def known_name(lang: str, known: str) -> str:
    """Return how well an event is known: ``verified``, ``reported``, ``claimed``."""
    return page_term(lang, f"known_{known}", str(known))


def status_name(lang: str, status: str) -> str:
    """Return the status of a proposal: ``draft``, ``tabled``."""
    return page_term(lang, f"status_{status}", status)


def term_change_name(lang: str, change: str) -> str:
    """Return what a proposal does to a term of another: ``kept``, ``changed``, ``added``, ``dropped``."""
    return page_term(lang, f"term_{change}", change)


def change_name(lang: str, kind: str) -> str:
    """Return a kind of change of a stance: ``toward acceptance``."""
    return page_term(lang, f"change_{kind.replace(' ', '_')}", kind)


def ground_name(lang: str, ground: str) -> str:
    """Return a class of shared ground in lower case: ``within reach``."""
    return page_term(lang, ground, ground.replace("_", " ")).lower()


def severity_name(lang: str, severity: str, source: str) -> str:
    """Return how hard a conflict is, in English ``source``."""
    return page_term(lang, f"severity_{severity}", source)


def rule_name(lang: str, rule: str) -> str:
    """Return the name of a rule by which a stance is reached: ``entailment``."""
    key = "ascribed" if rule == "others' voice" else rule.replace(" ", "_")
    name = page_term(lang, f"rule_{key}", rule)
    return name[:1].lower() + name[1:]


def state_name(lang: str, state: str) -> str:
    """Return how a condition stands: ``met``, ``done``, ``claimed only``."""
    words = "claimed only" if state == "claimed" else state
    return page_term(lang, f"condition_{state.replace(' ', '_')}", words)


def bound_words(lang: str, bound: str, value: str) -> str:
    """Return a value with the bound of a position: ``at least 30 years``; as it is where it is exact."""
    if bound == "at-least":
        return said(lang, "at least {value}", value=value)
    return said(lang, "at most {value}", value=value) if bound == "at-most" else value


def marks(lang: str, *, inferred: bool, ascribed: bool) -> str:
    """Return a mark of what is inferred or known by others' word, or nothing: `` (inferred, by others' word)``."""
    words = [
        words
        for words, holds in ((said(lang, "inferred"), inferred), (said(lang, "by others' word"), ascribed))
        if holds
    ]
    return f" ({listed(lang, words)})" if words else ""
