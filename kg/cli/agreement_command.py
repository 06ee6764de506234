"""The command ``kg agreement``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import FILTERS, OneOf, Settings, named_in, settings_of, unfiltered_options
from kg.cli.output import working
from kg.cli.responding import Asked, respond
from kg.errors import UsageError
from kg.formats import DESK_EXTENSION, extension_of

if TYPE_CHECKING:
    from kg.answers.agreement import Agreement
    from kg.answers.text_agreement import TextAgreement
    from kg.case import Case

__all__ = ["agreement"]

#: the filters that a comparison does not apply
_REFUSED = tuple(name for name in FILTERS if name != "--channel")


@click.command()
@click.argument("cases", nargs=-1, metavar="FIRST [SECOND]...", type=click.Path())
@click.option("--coders", is_flag=True, help="Compare the coders within one case, by the coder of each statement.")
@click.option(
    "--metric",
    type=OneOf(["nominal", "ordinal"]),
    default="nominal",
    show_default=True,
    help="How differences count: nominal, all alike; ordinal, by distance on the scale from demand to rule-out.",
)
@unfiltered_options(*_REFUSED)
@click.pass_context
def agreement(ctx: click.Context, cases: tuple[str, ...], coders: bool, metric: str) -> None:
    """How far coders of the same sources agree.

    Krippendorff's alpha of the stances that two cases give to the same party, option and statement, with the list of
    disagreements: 1 is perfect agreement, 0 is what chance would give. FIRST and SECOND are cases, workbooks, folders of
    CSV files or Discourse Network Analyzer databases. With --coders, the coders within FIRST, all together and each pair:
    their statements are the same where they stand at the same place in the same source on the same day. Statements that
    were not made in public are left out, unless --channel asks for them.

    Of files that coders of one text saved at their desks (kg code), two or more: alpha of which statements they coded, which
    option, which stance, how it is known and on which days. They meet by sentence and party, where the words overlap; of a
    coder who coded a sample blind, only its sentences count. --case gives the names.

    \b
      kg agreement anna.xlsx ben.xlsx
      kg agreement anna.ttl ben.ttl --metric ordinal --format json
      kg agreement debate.dna --coders
      kg agreement article-anna.json article-ben-blind.json --case talks/case.ttl
    """
    settings = settings_of(ctx)
    settings.refuse_filters("agreement compares all that was coded", _REFUSED)

    def ask(settings: Settings) -> Asked:
        with working("comparing the coders"):
            if any(extension_of(Path(case)) == DESK_EXTENSION for case in cases):
                return Asked(_compared_desks(cases, settings, metric, coders=coders))
            return Asked((_compared_within if coders else _compared)(cases, settings, metric))

    respond(settings, ask)


def _compared(cases: tuple[str, ...], settings: Settings, metric: str) -> Agreement:
    from kg.answers.agreement import compare_coders

    if len(cases) != 2:
        raise UsageError("name two cases to compare, or add --coders to compare the coders within one")
    return compare_coders(_open(cases[0], settings), _open(cases[1], settings), metric)


def _compared_within(cases: tuple[str, ...], settings: Settings, metric: str) -> Agreement:
    from kg.answers.agreement import compare_coders_within

    if len(cases) > 1:
        raise UsageError("--coders compares the coders within one case; name one case, or leave out --coders")
    locator = cases[0] if cases else settings.locator
    return compare_coders_within(_open(locator, settings), metric)


def _compared_desks(files: tuple[str, ...], settings: Settings, metric: str, *, coders: bool) -> TextAgreement:
    from kg.desk.comparing import compare_desks, read_desks

    if coders:
        raise UsageError(
            "--coders compares the coders within one case; the file of a desk has one, so leave out --coders"
        )
    settings.refuse_redact_of_decisions()
    settings.refuse_filters("a desk's file has no channels", ["--channel"])
    other = next((file for file in files if extension_of(Path(file)) != DESK_EXTENSION), None)
    if other is not None:
        raise UsageError(f"{other} is a case and another a desk's file; compare cases with cases, or files with files")
    desks = read_desks([Path(file) for file in files])
    return compare_desks(desks, metric, _open(settings.locator, settings) if settings.case else None, settings.language)


def _open(locator: str, settings: Settings) -> Case:
    from kg.case import Case

    case = Case(settings.store_at(locator))
    settings.check_language(lambda: named_in(case))
    return case.hearing(settings.channel or ())
