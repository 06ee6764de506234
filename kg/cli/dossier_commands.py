"""Commands that tell the whole of something: issue, party, timeline, events."""

from __future__ import annotations

import click

from kg.cli.case_commands import answer_of_case
from kg.cli.options import case_options, complete_names, drawn_options, several

__all__ = ["events", "issue", "party", "timeline"]

_party_option = several("party", "parties")
_issue_option = several("issue", "issues")


@click.command()
@click.argument("name", metavar="ISSUE", shell_complete=complete_names("issues"))
@_party_option
@drawn_options
@click.pass_context
def issue(ctx: click.Context, name: str, parties: tuple[str, ...]) -> None:
    """Who stands where on one issue, and all that bears on it.

    For each option the stances with their newest word, what stands between, and whose word is missing; the conflicts; the
    proposals with terms on it; what honours or breaks an option of it; and what was said, the newest first.

    \b
      kg issue "status of Crimea"
      kg issue ceasefire --party russia --party ukraine
      kg issue ceasefire --format svg
    """
    answer_of_case(ctx, lambda case: case.issue_dossier(name, parties))


@click.command()
@click.argument("name", metavar="PARTY", shell_complete=complete_names("parties"))
@drawn_options
@click.pass_context
def party(ctx: click.Context, name: str) -> None:
    """Where one party stands, and all that bears on it.

    Its declared red lines, its other stances and what it requires, what is inferred or known by others' word only, where
    it has no stance on record; how it stands beside each other party; the conflicts; the proposals that it takes part in;
    its deeds; and what it said, the newest first.

    \b
      kg party ukraine
      kg party "united states" --as-of 2025-04-20
    """
    answer_of_case(ctx, lambda case: case.party_dossier(name))


@click.command()
@_party_option
@_issue_option
@drawn_options
@click.pass_context
def timeline(ctx: click.Context, parties: tuple[str, ...], issues: tuple[str, ...]) -> None:
    """What was said and done, day by day.

    The statements that count, with the stances that each states or takes back, and the events, verified, reported, claimed
    or only scheduled, with what they honour or break and by whose word. Of a party: the statements about its position, and
    the events in which it acts. On an issue: statements on its options, and events that honour or break one.

    \b
      kg timeline
      kg timeline --party russia --party ukraine --issue "easter truce"
      kg timeline --format svg
    """
    answer_of_case(ctx, lambda case: case.timeline(parties, issues))


@click.command()
@_party_option
@_issue_option
@case_options
@click.pass_context
def events(ctx: click.Context, parties: tuple[str, ...], issues: tuple[str, ...]) -> None:
    """What was done, and what of it honours or breaks an option.

    Counts by week and party of what is verified, reported and claimed, each apart; then the events, with what they honour
    or break and by whose word; those that honour or break none; those scheduled; and those of which no day is told.

    \b
      kg events
      kg events --party ukraine --format csv
    """
    answer_of_case(ctx, lambda case: case.events(parties, issues))
