"""A case on a day: ask it questions, get frozen answers."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import answers
from kg.api.asking import parse_as_of, resolve
from kg.case import KINDS, Case
from kg.case.open import open_graph
from kg.errors import AmbiguousNameError, UnknownNameError, UsageError
from kg.resolution import STALE_AFTER, Closure
from kg.store import DEFAULT_MAX_BYTES, shipped_case
from kg.vocabulary import STANCES, Side, Stance

if TYPE_CHECKING:
    import networkx as nx

    from kg.analysis.ground import GroundRow
    from kg.answers.query import QueryResult
    from kg.briefing.briefing import Briefing
    from kg.deals.limits import Limits

__all__ = ["MOST_PARTIES_IN_PAIRS", "Negotiation", "open_case"]

#: the number of parties up to which changes are followed to the ground of every pair
MOST_PARTIES_IN_PAIRS = 40


def open_case(
    locator: str | os.PathLike[str] | None = None,
    *,
    as_of: date | str | None = None,
    min_confidence: float | None = None,
    channels: Iterable[str] = (),
    coders: Iterable[str] = (),
    stale_after: int = STALE_AFTER,
    redact: bool = False,
    max_bytes: int | None = DEFAULT_MAX_BYTES,
) -> Negotiation:
    """Open a case; by default the shipped one.

    ``locator`` names an RDF file, a folder of them, an embedded store's folder, a workbook, a CSV file, a folder of CSV
    files, a Discourse Network Analyzer database (``.dna``), the address of a SPARQL endpoint, or a case that ships with the
    program (``example:basin``), as ``--case`` does (:mod:`kg.case.open`).

    ``as_of`` is the day by whose end stances are resolved, by default the newest statement's. ``min_confidence``, in
    [0, 1], leaves out statements below it; ``channels`` (:data:`~kg.api.asking.CHANNELS`) lets those count that were not
    made in public: what only others tell is in no answer (:mod:`kg.case.hearing`). ``coders`` names those whose
    statements count, by default all. A stance that no statement has renewed for ``stale_after`` days is marked as stale.
    ``redact`` leaves out what is sensitive (:mod:`kg.export.redact`).
    Raises :class:`~kg.errors.KgError` for what cannot be read.
    """
    store = open_graph(locator if locator is not None else shipped_case(), max_bytes)
    if redact:
        from kg.export.redact import RedactedStore

        store = RedactedStore(store)
    return Negotiation(
        Case(store),
        as_of=as_of,
        min_confidence=min_confidence,
        channels=channels,
        coders=coders,
        stale_after=stale_after,
    )


class Negotiation:
    """A case on a day, with its filters. Parties, issues, options and proposals are named by label, alias or id.

    A name that nothing has, or several things have, raises :class:`~kg.errors.UnknownNameError` or
    :class:`~kg.errors.AmbiguousNameError`, with near names.
    """

    def __init__(
        self,
        case: Case,
        *,
        as_of: date | str | None = None,
        min_confidence: float | None = None,
        channels: Iterable[str] = (),
        coders: Iterable[str] = (),
        stale_after: int = STALE_AFTER,
        closure: Closure | None = None,
    ) -> None:
        self._whole = case
        self.resolution = resolve(
            case,
            as_of=as_of,
            min_confidence=min_confidence,
            channels=channels,
            coders=coders,
            stale_after=stale_after,
            closure=closure,
        )
        self.case, self.filters = self.resolution.case, self.resolution.filters

    def __repr__(self) -> str:
        return f"<Negotiation {self.case.info.label()!r} as of {self.as_of}>"

    @property
    def as_of(self) -> date:
        """The day by whose end stances are resolved."""
        return self.resolution.day

    def at(self, as_of: date | str) -> Negotiation:
        """Return the same case on another day."""
        wanted = self.filters
        return Negotiation(
            self._whole,
            as_of=as_of,
            min_confidence=wanted.min_confidence,
            channels=wanted.channels,
            coders=wanted.coders,
            stale_after=wanted.stale_after,
            closure=self.resolution.closure,
        )

    # -------------------------------------------------------------- names

    def party(self, name: str) -> str:
        """Return the id of the party that has a name."""
        return self.case.find("parties", name)

    def group(self, names: Iterable[str], at_least: int = 2) -> tuple[str, ...]:
        """Return the ids of distinct parties, sorted. Raises :class:`~kg.errors.UsageError` for one given twice."""
        found: dict[str, str] = {}
        for name in names:
            party = self.party(name)
            if party in found:
                both = f"“{found[party]}” and “{name}”" if found[party] != name else f"“{name}”"
                raise UsageError(f"{both}: {self.case.parties[party].label()} is given twice; name distinct parties")
            found[party] = name
        if len(found) < at_least:
            raise UsageError(f"name at least {at_least} parties; kg list parties shows them")
        return tuple(sorted(found))

    def without_position(self, parties: Iterable[str]) -> tuple[str, ...]:
        """Return those of the parties (ids) that have no stance on anything."""
        return tuple(
            party
            for party in parties
            if not any(held.stance is not Stance.SILENT for held in self.resolution.of_party(party).values())
        )

    # ------------------------------------------------------------ answers

    def shared(self, *parties: str) -> answers.SharedGround:
        """Return the shared ground of two or more parties: the class of each option of the open issues."""
        group = self.group(parties)
        return answers.SharedGround(self.resolution, group, self._ground(group))

    def headline(self, *parties: str) -> answers.Headline:
        """Return in a few lines how a group stands together (:mod:`kg.answers.headline`); by default the principals."""
        from kg.analysis.matrix import default_group

        group = self.group(parties) if parties else default_group(self.case)
        return answers.Headline(self.resolution, group, self._ground(group), bool(parties))

    def _ground(self, group: tuple[str, ...]) -> tuple[GroundRow, ...]:
        """Return the shared ground of parties (ids), nothing of nobody."""
        from kg.analysis.conditions import GroupStances
        from kg.analysis.ground import ground_of

        return ground_of(GroupStances(self.resolution, group)) if group else ()

    def matrix(
        self, *parties: str, issues: Iterable[str] = (), order: str = "class", lang: str = "en"
    ) -> answers.StanceMatrix:
        """Return each option of the open issues against each party (:mod:`kg.analysis.matrix`).

        The columns are the parties named, by default all, in the order of their labels in ``lang``; the class of a row is
        that of the parties named, else of the principals where they are 2 to 4. ``order`` is one of
        :data:`kg.analysis.matrix.ORDERS`. :meth:`~kg.answers.StanceMatrix.to_svg` draws it. Raises :class:`~kg.errors.UsageError` for another order, and for more parties
        than seriation can put in order.
        """
        from kg.analysis.matrix import ORDERS, columns_of, default_group, matrix_of
        from kg.analysis.seriation import MOST_THINGS

        if order not in ORDERS:
            raise UsageError(f"unknown order “{order}”; use one of {', '.join(ORDERS)}")
        group = self.group(parties) if parties else default_group(self.case)
        columns = columns_of(self.case, group if parties else self.case.parties, lang)
        if order == "seriation" and len(columns) > MOST_THINGS:
            raise UsageError(f"seriation orders up to {MOST_THINGS:,} parties, these are {len(columns):,}; name some")
        wanted = [self.case.find("issues", name) for name in issues]
        ground = self._ground(group)
        found = matrix_of(self.resolution, group, ground, columns, order, wanted)
        headline = answers.Headline(self.resolution, group, ground, bool(parties))
        narrowed = (group if parties else (), tuple(sorted(wanted)))
        return answers.StanceMatrix(self.resolution, tuple(sorted(columns)), *narrowed, found, headline)

    def network(self, **choices: Any) -> answers.NetworkAnswer:
        """Return who stands with whom: a network of actors, of concepts, or of both (:mod:`kg.networks`).

        ``choices`` are the options of ``kg network``: the words of :class:`~kg.networks.asked.Asked` (``on``, ``voice``, ``actors``,
        ``concepts``, ``mode``, ``by``, ``aggregation``, ``normalisation``, ``scale``, ``duplicates``, ``isolates``, ``expanding``, ``kernel``,
        ``as_dna``), ``since`` and ``until`` as days, ``parties``, ``issues``, ``sources`` and ``exclude`` by name, ``attributions``,
        and ``window`` and ``stride`` as ``3:months``. Raises :class:`~kg.errors.UsageError` for choices that do not belong together.
        """
        from kg.api.networks import network_of

        return network_of(self, **choices)

    def camps(self, **choices: Any) -> answers.CampsAnswer:
        """Return the camps that what was said falls into: balance, polarisation, communities, brokers and blockers (:mod:`kg.networks.camps`).

        ``choices`` are those of :meth:`network` that say what is counted and when, save ``duplicates``: by default ``range``, so that
        each actor counts once on each side of an option. ``time_limit`` is in seconds, by default 60: how long the search for the
        best split may take. Raises :class:`~kg.errors.UsageError` for choices that do not belong together.
        """
        from kg.api.two_camps import camps_of

        return camps_of(self, **choices)

    def consensus(
        self,
        camps: Iterable[str] | Mapping[str, Iterable[str]] = (),
        *,
        camps_file: Path | str | None = None,
        as_polis: bool = False,
        time_limit: float | None = None,
        **choices: Any,
    ) -> answers.ConsensusAnswer:
        """Return the consensus across camps on each option, and what sets each camp apart (:mod:`kg.networks.consensus`).

        ``camps`` names them, as ``{"west": ["A", "B"]}`` or in the words of ``--camp`` (``"A,B"``, ``"west=A,B"``); ``camps_file`` is a table of
        them; without both they are communities of the network of what was said, for which ``time_limit`` seconds are spent (60 unless given). ``as_polis`` counts as the server of Polis does.
        ``choices`` are the filters and windows of :meth:`network`, and its ``on``, ``voice``, ``actors`` and ``concepts``. Raises
        :class:`~kg.errors.UsageError` for a camp without a member and a member of two camps, and for choices that do not belong together.
        """
        from kg.api.consensus import consensus_of

        return consensus_of(
            self, camps=camps, camps_file=camps_file, as_polis=as_polis, time_limit=time_limit, **choices
        )

    def backbone(
        self,
        size: int | None = None,
        time_limit: float | None = None,
        tell: Callable[[int, int], None] | None = None,
        **choices: Any,
    ) -> answers.BackboneAnswer:
        """Return the few concepts that a network of actors rests on, and the order in which all can be left out.

        ``size`` is how many, None for the fewest that lose at most a tenth of what losing all costs (:mod:`kg.networks.backbone`);
        ``time_limit`` the seconds in which every set is tried, 5 by default; ``tell`` is told how many concepts have left, of how many.
        ``choices`` as of :meth:`network`, of a one-mode network of
        actors, whose ``aggregation`` is congruence by default. Raises :class:`~kg.errors.UsageError` for a size that there is not.
        """
        from kg.api.networks import backbone_of

        return backbone_of(self, size, time_limit, tell, **choices)

    def scale(
        self, method: str = "correspondence", *, time_limit: float | None = None, **choices: Any
    ) -> answers.ScaleAnswer | answers.TreeAnswer | answers.DistributionAnswer:
        """Return where actors stand by what they said (:mod:`kg.networks.scaling`, :mod:`kg.networks.trees`, :mod:`kg.networks.distribution`).

        ``method`` is correspondence or ideal-point (points with intervals, whose search ends after ``time_limit`` seconds), cluster (a tree) or
        distribution (how many on each side). ``choices`` are those of :meth:`network` that say what counts: ``on``, ``voice``, ``actors``,
        ``concepts``, ``duplicates``, ``since``, ``until``, ``parties``, ``issues``, ``sources``, ``attributions``, ``exclude``, ``window``, ``stride``,
        ``expanding`` and ``as_dna``. Raises :class:`~kg.errors.UsageError` for choices that do not belong together.
        """
        from kg.api.scaling import scale_of

        return scale_of(self, method, time_limit=time_limit, **choices)

    def conflicts(self, *parties: str) -> answers.Conflicts:
        """Return the conflicts of each pair of two or more parties, and the circles of things that each wants first."""
        from kg.analysis.conditions import GroupStances
        from kg.analysis.conflicts import conflicts_of

        group = self.group(parties)
        return answers.Conflicts(self.resolution, group, conflicts_of(GroupStances(self.resolution, group)))

    def overlap(self, *parties: str) -> answers.Overlap:
        """Return how far each pair stands together or apart; by default of all parties."""
        from kg.analysis.overlap import overlaps

        group = self.group(parties) if parties else tuple(self.case.parties)
        return answers.Overlap(self.resolution, group, overlaps(self.resolution, group))

    def bridges(self, *parties: str) -> answers.Bridges:
        """Return each matter between two or more parties, with what every one of them could do about it."""
        from kg.analysis.bridges import bridges_of

        group = self.group(parties)
        return answers.Bridges(self.resolution, group, bridges_of(self.resolution, group))

    def positions(
        self, party: str | None = None, issue: str | None = None, stance: str | None = None
    ) -> answers.Positions:
        """Return the resolved stances of one party or all, on one issue or all, of one stance or side or any.

        Raises :class:`~kg.errors.UnknownNameError` for a word that is neither stance nor side.
        """
        parties = (self.party(party),) if party else tuple(self.case.parties)
        wanted_issue = self.case.find("issues", issue) if issue else None
        if stance and stance not in (words := [*STANCES, "noncommittal", "mixed", "withheld", *Side]):
            from kg.text import meant, near

            raise UnknownNameError(
                "stances",
                stance,
                near(stance, words),
                best=meant(stance, words),
                otherwise=f"write one of: {', '.join(words)}",
            )
        held = [
            resolved
            for who in parties
            for resolved in self.resolution.of_party(who).values()
            if resolved.stance is not Stance.SILENT
            and (wanted_issue is None or self.case.issue_of(resolved.term) == wanted_issue)
            and (stance is None or stance in (resolved.stance, resolved.side))
        ]
        held.sort(key=lambda h: (self.case.issue_of(h.term), h.term, h.party))
        return answers.Positions(self.resolution, parties, tuple(held))

    def why(self, party: str, option: str) -> answers.Why:
        """Return a party's stance on an option or proposal, with the chain to each statement.

        Raises :class:`~kg.errors.UsageError` where the two are given in the wrong order.
        """
        try:
            who = self.party(party)
        except UnknownNameError:
            self._refuse_swapped(party, option)
            raise
        term = self.case.find_term(option)
        return answers.Why(self.resolution, (who,), self.resolution.stance(who, term))

    def _refuse_swapped(self, party: str, option: str) -> None:
        try:
            self.party(option)
        except (UnknownNameError, AmbiguousNameError):
            return
        try:
            term: str | None = party if self.case.find_term(party) else None
        except AmbiguousNameError:
            return
        except UnknownNameError as unknown:
            term = unknown.best
        if term:
            message = f"“{option}” is a party and “{party}” is not; give the party first, then the option"
            raise UsageError(message, {party: option, option: term})

    def list(self, kind: str) -> answers.Listing:
        """Return what the case holds of a kind: parties, issues, options, proposals, people, sources or events.

        Of proposals, those that existed by the as-of day. Raises :class:`~kg.errors.UsageError` for any other kind.
        """
        if kind not in KINDS:
            raise UsageError(f"unknown kind “{kind}”; use one of {', '.join(KINDS)}")
        if kind == "proposals":
            from kg.analysis.proposals import existing_proposals

            return answers.Listing(self.resolution, (), kind, existing_proposals(self.resolution))
        return answers.Listing(self.resolution, (), kind, tuple(self.case.of_kind(kind).values()))

    def proposal(
        self, name: str | None = None, parties: Iterable[str] = (), *, limits: Limits | None = None
    ) -> answers.Scorecards:
        """Return the scorecard of one proposal, or of all that existed by the as-of day.

        The parties of each are those named, else those that are counted (:mod:`kg.analysis.proposals`). One that did not
        exist yet has no scorecard. ``limits`` bound the search for the nearest bundle of each.
        """
        from kg.analysis.proposals import existing_proposals
        from kg.analysis.red_lines import Declared
        from kg.analysis.scorecard import score
        from kg.deals.limits import Limits

        wanted = self.case.find("proposals", name) if name else None
        chosen = [p for p in existing_proposals(self.resolution) if wanted in (None, p.id)]
        named = tuple(parties)
        group = self.group(named, at_least=1) if named else None
        declared = Declared(self.resolution)
        cards = tuple(score(self.resolution, proposal, group, declared) for proposal in chosen)
        everyone = tuple(sorted({party for card in cards for party in card.parties})) if group is None else group
        return answers.Scorecards(self.resolution, everyone, cards, limits or Limits())

    def deals(
        self,
        *parties: str,
        issues: Iterable[str] = (),
        fixed: Iterable[str] = (),
        left_open: Iterable[str] = (),
        voice: str = "any",
        supposed: Iterable[str] = (),
        most: int = 20,
        seconds: float | None = None,
        limits: Limits | None = None,
        weights: str | os.PathLike[str] | None = None,
    ) -> answers.Deals:
        """Return which bundles of options hold for a group, why not, and what would have to give (:mod:`kg.deals`).

        ``issues`` are those asked about, by default those at stake; ``fixed`` are options that each bundle holds,
        ``left_open`` issues of which none holds anything. ``voice`` is ``any``, or ``own`` to leave out what is known by
        others' word only. ``supposed`` are stances, such as ``"Party A: Option = support"``, taken as if said after all
        else on the day (:mod:`kg.deals.suppose`). ``most`` bounds each list, ``seconds`` the whole answer;
        ``limits`` in place of both can be interrupted, and tell what is under way (:mod:`kg.deals.limits`). ``weights`` is
        a file of what options are worth to each party (:mod:`kg.deals.weights`).
        """
        from kg.deals.dealing import deal
        from kg.deals.limits import Limits
        from kg.deals.suppose import suppose
        from kg.deals.weights import read_weights

        group = self.group(parties)
        resolution, said = suppose(self.resolution, supposed)
        worth = read_weights(Path(weights), self.case, group) if weights is not None else None
        limits = limits or Limits(most=most, seconds=seconds)
        found = deal(
            resolution,
            group,
            limits,
            issues=[self.case.find("issues", name) for name in issues],
            fixed=[self.case.find("options", name) for name in fixed],
            left_open=[self.case.find("issues", name) for name in left_open],
            voice=voice,
            weights=worth,
        )
        return answers.Deals(resolution, group, found, tuple(each.text for each in said), limits.most)

    def compare(self, *names: str, parties: Iterable[str] = ()) -> answers.ComparedProposals:
        """Return two or more proposals beside each other, each beside the one named before it (:mod:`kg.analysis.comparison`).

        The parties are those named, else those that are counted for one of the proposals. Raises
        :class:`~kg.errors.UsageError` for fewer than two, one named twice, and one that did not exist by the as-of day.
        """
        from kg.analysis.comparison import compare
        from kg.analysis.proposals import existing_proposals

        wanted = [self.case.find("proposals", name) for name in names]
        twice = next((name for name, found in zip(names, wanted, strict=True) if wanted.count(found) > 1), None)
        if len(wanted) < 2 or twice:
            given = f"“{twice}” is given twice" if twice else "one proposal has nothing to be compared with"
            raise UsageError(f"{given}; name two or more different proposals: kg list proposals shows them")
        existing = {proposal.id: proposal for proposal in existing_proposals(self.resolution)}
        missing = next((name for name, found in zip(names, wanted, strict=True) if found not in existing), None)
        if missing:
            raise UsageError(
                f"“{missing}” did not exist yet on {self.as_of}; name another, or a later day with --as-of"
            )
        named = tuple(parties)
        group = self.group(named, at_least=1) if named else None
        found = compare(self.resolution, [existing[identifier] for identifier in wanted], group)
        return answers.ComparedProposals(self.resolution, found.parties, found)

    def stability(
        self, *parties: str, issues: Iterable[str] = (), single: bool = False, limits: Limits | None = None
    ) -> answers.KnotStability:
        """Return which states of a group's knots are stable (:mod:`kg.deals.knotted`, :mod:`kg.deals.stability`).

        ``issues`` are those asked about, by default those at stake; ``single``: others answer a move by one move, else by
        sequences of moves; ``limits`` can be interrupted (:mod:`kg.deals.limits`). Raises :class:`~kg.errors.UsageError` where nothing clashes, or too much for a graph model.
        """
        from kg.deals.building import build
        from kg.deals.knotted import knot_model
        from kg.deals.limits import Limits
        from kg.deals.settlements import settlements_of
        from kg.deals.stability import analyse

        group = self.group(parties)
        problem = build(self.resolution, group, issues=[self.case.find("issues", name) for name in issues])
        limits = limits or Limits()
        knots = knot_model(self.case, problem, settlements_of(problem, limits), limits)
        held = tuple(position.held for position in problem.positions)
        return answers.KnotStability(
            self.resolution, group, knots, analyse(knots.model, single=single, limits=limits), held
        )

    def changes(self, since: date | str, parties: Iterable[str] = ()) -> answers.Changes:
        """Return what changed from the end of a day to the as-of day, for some parties or all.

        The ground of pairs is that of the parties named, or of all; it is None where they are more than
        :data:`MOST_PARTIES_IN_PAIRS`. Raises :class:`~kg.errors.UsageError` for a day after the as-of day, or none.
        """
        from kg.analysis.changes import changes_between, ground_changes
        from kg.analysis.developments import deeds_between, developments_between

        start = parse_as_of(since)
        if start is None or start > self.as_of:
            raise UsageError(f"{since} comes after {self.as_of}, the as-of day; give an earlier day")
        named = tuple(parties)
        everyone = tuple(self.case.parties)
        group = self.group(named, at_least=1) if named else everyone
        before = self.at(start).resolution
        ranged = everyone if len(everyone) <= MOST_PARTIES_IN_PAIRS else ()
        changes = changes_between(before, self.resolution, group, ranged)
        beside = group if len(group) > 1 else everyone
        few = len(beside) <= MOST_PARTIES_IN_PAIRS
        developments = developments_between(before, self.resolution, group if named else None)
        ground = ground_changes(before, self.resolution, changes, beside, developments) if few else None
        deeds = deeds_between(before, self.resolution)
        return answers.Changes(self.resolution, group, start, changes, ground, developments, deeds)

    def timeline(self, parties: Iterable[str] = (), issues: Iterable[str] = ()) -> answers.Timeline:
        """Return what was said and done by the as-of day, day by day (:mod:`kg.analysis.timeline`).

        Of some parties: the statements about them, and the events in which one of them acts; on some issues: what is on
        them. By default all. :meth:`~kg.answers.Timeline.to_svg` draws it.
        """
        from kg.analysis.timeline import timeline_of

        who, on = self._narrowed(parties, issues)
        found = timeline_of(self.resolution, who, on)
        return answers.Timeline(self.resolution, who or tuple(self.case.parties), who, on, found)

    def events(self, parties: Iterable[str] = (), issues: Iterable[str] = ()) -> answers.Events:
        """Return the events told of by the as-of day, and what honours or breaks an option, counted by party and week.

        Of some parties: those in which one of them acts; on some issues: those that honour or break an option of them
        (:mod:`kg.analysis.happenings`). By default all.
        """
        from kg.analysis.happenings import happenings

        who, on = self._narrowed(parties, issues)
        return answers.Events(
            self.resolution, who or tuple(self.case.parties), who, on, happenings(self.resolution, who, on)
        )

    def issue_dossier(self, name: str, parties: Iterable[str] = ()) -> answers.IssueDossier:
        """Return the dossier of an issue: who stands where on its options, conflicts, proposals, deeds and statements.

        ``parties`` are those that it tells of, and the group whose ground it says; by default all that spoke on it, and the
        principals where they are 2 to 4 (:class:`~kg.answers.IssueDossier`).
        """
        from kg.api.dossiers import issue_dossier

        return issue_dossier(self, self.case.find("issues", name), tuple(parties))

    def party_dossier(self, name: str) -> answers.PartyDossier:
        """Return the dossier of a party: stances, what it requires, conflicts, proposals, deeds and statements."""
        from kg.api.dossiers import party_dossier

        return party_dossier(self, self.party(name))

    def _narrowed(self, parties: Iterable[str], issues: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the ids of the parties and the issues that are named, sorted."""
        named = tuple(parties)
        who = self.group(named, at_least=1) if named else ()
        return who, tuple(sorted({self.case.find("issues", name) for name in issues}))

    def briefing(self, *parties: str, since: date | str | None = None) -> Briefing:
        """Return one page on two or more parties, with what changed since the end of a day where one is given (:mod:`kg.briefing`).

        Raises :class:`~kg.errors.UsageError` for a day after the as-of day.
        """
        from kg.api.dossiers import briefing_of

        return briefing_of(self, self.group(parties), since)

    def check(self) -> answers.Findings:
        """Return what is wrong, doubtful or missing (:func:`~kg.api.findings.check_store`), on the as-of day."""
        from kg.api.findings import check_store

        return check_store(self._whole.store, self.as_of, self.filters.stale_after, self.filters.channels)

    def query(self, sparql: str, timeout: float = 10.0) -> QueryResult:
        """Return what a read-only SPARQL query finds in the whole graph, all channels, within ``timeout`` seconds."""
        from kg.answers.query import QueryResult
        from kg.export.redact import RedactedStore
        from kg.store.query import MAX_ROWS

        info, store = self.case.info, self._whole.store
        found = store.rows(sparql, limit=MAX_ROWS, timeout=timeout)
        left_out = store.told() if isinstance(store, RedactedStore) else None
        return QueryResult({"id": info.id, "label": info.label()}, found, left_out)

    # --------------------------------------------------------------- page

    def view(
        self,
        path: str | os.PathLike[str],
        *,
        kind: str = "matrix",
        lang: str = "en",
        groups: Iterable[Iterable[str]] = (),
        parties: Iterable[str] = (),
        issues: Iterable[str] = (),
        window: str | None = None,
    ) -> Path:
        """Write the case as one HTML page that opens without a network, and return its path.

        ``kind`` is the view shown first: matrix, positions, parties, issues or deals; ``lang`` the first language: en, uk or ru.
        ``groups`` names groups of parties whose shared ground the page holds beside that of pairs; ``parties`` and
        ``issues`` narrow the page. ``window``, such as ``3:months``, is how long the windows of its network of statements are.
        Raises :class:`~kg.errors.KgError` for an unknown name or kind, a length that is none, or a file that cannot be written.
        """
        from kg.networks.asked import parse_span
        from kg.page import write_view

        shown = tuple(parties)
        return write_view(
            self.resolution,
            Path(path),
            kind=kind,
            lang=lang,
            groups=[self.group(names) for names in groups],
            parties=self.group(shown, at_least=1) if shown else (),
            issues=[self.case.find("issues", name) for name in issues],
            window=parse_span(window, "--window") if window else None,
        )

    # ------------------------------------------------------------- graphs

    def position_graph(self, lang: str = "en") -> nx.MultiDiGraph:
        """Return the position graph (:func:`kg.analysis.graphs.position_graph`)."""
        from kg.analysis.graphs import position_graph

        return position_graph(self.resolution, lang=lang)

    def overlap_graph(self, *parties: str, lang: str = "en") -> nx.Graph:
        """Return the party overlap graph (:func:`kg.analysis.overlap.overlap_graph`); by default of all parties."""
        from kg.analysis.overlap import overlap_graph

        return overlap_graph(self.resolution, self.group(parties) if parties else tuple(self.case.parties), lang)
