"""The solver's own process: reads problems from standard input and answers each on standard output, until it is closed.

It stands alone (run by its path, no import of ours), because OR-Tools stays out of every other process: it can crash
when flows are read after a bad status, and it would change float costs to whole numbers without a word.

A problem: five int64 (kind, nodes, arcs, source, sink), then int64 arrays tail, head, capacity, cost, supply. Costs and
supplies are absent for kind 0. An answer: two int64 (status, arcs), then the int64 flow of each arc; no flow with a bad
status. Kinds: 0 greatest flow; 1 least cost among the greatest flows; 2 least cost with the given supplies.
"""

import sys

import numpy as np
from ortools.graph.python import max_flow, min_cost_flow

GREATEST, CHEAPEST_GREATEST, CHEAPEST = 0, 1, 2
SOLVED, INFEASIBLE, FAILED = 0, 1, 2


def main() -> None:
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    while True:
        head = source.read(40)
        if len(head) < 40:
            return
        status, flow = solve(source, *np.frombuffer(head, np.int64).tolist())
        sink.write(np.array([status, flow.size], np.int64).tobytes())
        sink.write(flow.tobytes())
        sink.flush()


def column(source, count: int) -> np.ndarray:
    return np.frombuffer(source.read(8 * count), np.int64)


def solve(source, kind: int, nodes: int, arcs: int, first: int, last: int) -> tuple[int, np.ndarray]:
    tail, head, capacity = (column(source, arcs) for _ in range(3))
    if kind == GREATEST:
        return greatest(tail, head, capacity, first, last)
    return cheapest(kind, tail, head, capacity, column(source, arcs), column(source, nodes))


def greatest(tail, head, capacity, first: int, last: int) -> tuple[int, np.ndarray]:
    solver = max_flow.SimpleMaxFlow()
    numbers = solver.add_arcs_with_capacity(tail, head, capacity)
    if solver.solve(first, last) != solver.OPTIMAL:
        return FAILED, np.zeros(0, np.int64)
    return SOLVED, np.asarray(solver.flows(numbers), np.int64)


def cheapest(kind: int, tail, head, capacity, cost, supply) -> tuple[int, np.ndarray]:
    solver = min_cost_flow.SimpleMinCostFlow()
    numbers = solver.add_arcs_with_capacity_and_unit_cost(tail, head, capacity, cost)
    solver.set_nodes_supplies(np.arange(supply.size), supply)
    status = solver.solve_max_flow_with_min_cost() if kind == CHEAPEST_GREATEST else solver.solve()
    if status != solver.OPTIMAL:
        return (INFEASIBLE if status == solver.INFEASIBLE else FAILED), np.zeros(0, np.int64)
    return SOLVED, np.asarray(solver.flows(numbers), np.int64)


if __name__ == "__main__":
    main()
