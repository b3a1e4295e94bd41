"""The likeliest row of states behind a row of observations (Viterbi's algorithm).

Compiled where a compiler is; `viterbi.pxd` has the types.
"""

from __future__ import annotations


def likeliest(
    evidence: list[tuple[float, ...]],
    prices: list[float],
    priors: list[float],
    first: list[float],
    home: int,
    leave: float,
) -> list[int]:
    """The likeliest states, one for each observation.

    Args:
        evidence: what each observation says of each state, in nats.
        prices: what a change of state costs before each, in nats.
        priors: of each state, natural log of its share.
        first: what each state has before the first observation.
        home: the state that goes on behind the last.
        leave: what a change to it costs there.
    """
    states = list(range(len(priors)))
    totals = list(first)
    came: list[list[int]] = []
    for at in range(len(evidence)):
        before = states
        if at:
            most = max(totals)
            top = totals.index(most)
            enter = most - prices[at]
            for state in states:
                total, old = enter + priors[state], totals[state]
                if total > old:
                    if before is states:
                        before = states[:]
                    totals[state] = total
                    before[state] = top
        came.append(before)
        said = evidence[at]
        for state in states:
            totals[state] += said[state]
    top = home
    for state in states:
        if state != home:
            totals[state] -= leave
        if totals[state] > totals[top]:
            top = state
    path: list[int] = []
    for at in range(len(came) - 1, -1, -1):
        path.append(top)
        top = came[at][top]
    path.reverse()
    return path
