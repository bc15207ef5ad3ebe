/**
 * The first cycle of a graph, as a list that begins and ends with the same
 * node, or undefined.
 *
 * @param graph - a Map from each node to the nodes it depends on
 */
export function findCycle(graph) {
  const finished = new Set();
  const trail = [];

  function visit(node) {
    const start = trail.indexOf(node);
    if (start >= 0) {
      return [...trail.slice(start), node];
    }
    if (finished.has(node)) {
      return undefined;
    }
    trail.push(node);
    for (const next of graph.get(node) ?? []) {
      const cycle = visit(next);
      if (cycle) {
        return cycle;
      }
    }
    trail.pop();
    finished.add(node);
    return undefined;
  }

  for (const node of graph.keys()) {
    const cycle = visit(node);
    if (cycle) {
      return cycle;
    }
  }
  return undefined;
}
