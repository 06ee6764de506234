"""A generated case of many issues, options and parties, each of which has a random side on some options."""

from __future__ import annotations

import random
from collections.abc import Sequence

from small_cases import BASE, STAGE, position

__all__ = ["big_case", "parties_of"]


def parties_of(number: int) -> list[str]:
    """Return the ids of the parties."""
    return [f"{BASE}party{n:02}" for n in range(number)]


def big_case(issues: int, options: int, parties: int, *, stances: Sequence[str], share: float, seed: int = 1) -> str:
    """Return a case as Turtle: of each exclusive issue each party demands one option, and has one of some stances on a share of
    the others."""
    draw = random.Random(seed)
    lines = [STAGE]
    names = [f"party{n:02}" for n in range(parties)]
    lines += [f':{name} a neg:Party ; skos:prefLabel "{name}"@en ; neg:role neg:principal .\n' for name in names]
    for issue in range(issues):
        lines.append(f':i{issue} a neg:Issue ; skos:prefLabel "i{issue}"@en ; neg:choiceRule neg:exclusive .\n')
        own = [f"i{issue}o{n}" for n in range(options)]
        lines += [
            f':{name} a neg:Option ; skos:prefLabel "{name}"@en ; neg:optionOf :i{issue} ; neg:undertakerUnstated true .\n'
            for name in own
        ]
        for party in names:
            wanted = draw.choice(own)
            lines.append(position(party, "demand", wanted))
            lines += [
                position(party, draw.choice(list(stances)), each)
                for each in own
                if each != wanted and draw.random() < share
            ]
    return "".join(lines)
