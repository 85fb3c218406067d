import { around, type Box } from './box.js';
import type { Components } from './components.js';

/** Components that belong together, by their labels. */
export interface Cluster {
  readonly labels: readonly number[];
  readonly box: Box;
}

/**
 * Joins components of `labels` whose ink comes nearer than about `gap` pixels, as the parts of a broken stroke do;
 * `mayJoin` can keep two of them apart. It grows all of them at once until they meet.
 */
export function joinNear(
  { labels, list }: Components,
  size: { readonly width: number },
  kept: readonly { readonly label: number; readonly box: Box }[],
  gap: number,
  mayJoin: (a: Box, b: Box) => boolean = () => true,
): Cluster[] {
  const boxes = new Map(kept.map(({ label, box }) => [label, box]));
  const parent = Int32Array.from({ length: list.length + 1 }, (_, i) => i);
  const root = (label: number): number => {
    let at = label;
    while (parent[at] !== at) at = parent[at] as number;
    return at;
  };
  for (const [a, b] of meetings(labels, size, boxes, Math.max(1, Math.round(gap / 2)))) {
    const [first, second] = [boxes.get(a), boxes.get(b)];
    if (first && second && mayJoin(first, second)) parent[root(a)] = root(b);
  }
  const clusters = new Map<number, (typeof kept)[number][]>();
  for (const member of kept) {
    const key = root(member.label);
    clusters.set(key, [...(clusters.get(key) ?? []), member]);
  }
  return [...clusters.values()].map((members) => ({
    labels: members.map(({ label }) => label),
    box: around(members.map(({ box }) => box)),
  }));
}

/** Pairs of labels whose ink meets when each grows by `reach` pixels. */
function meetings(
  labels: Int32Array,
  { width }: { readonly width: number },
  kept: ReadonlyMap<number, unknown>,
  reach: number,
): (readonly [number, number])[] {
  const owner = new Int32Array(labels.length);
  let frontier: number[] = [];
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] as number;
    if (label === 0 || !kept.has(label)) continue;
    owner[i] = label;
    // What lies inside a shape has nowhere to grow.
    const across = labels[i - 1] === label && labels[i + 1] === label;
    if (!(across && labels[i - width] === label && labels[i + width] === label)) frontier.push(i);
  }
  const pairs = new Map<string, readonly [number, number]>();
  const grow = (own: number, to: number, next: number[] | null) => {
    const other = owner[to] as number;
    if (other === 0) {
      if (!next) return;
      owner[to] = own;
      next.push(to);
    } else if (other !== own) pairs.set(`${own} ${other}`, [own, other]);
  };
  for (let step = 0; step <= reach; step++) {
    const next: number[] = [];
    const growing = step < reach ? next : null;
    for (const i of frontier) {
      const own = owner[i] as number;
      const x = i % width;
      if (x > 0) grow(own, i - 1, growing);
      if (x + 1 < width) grow(own, i + 1, growing);
      if (i >= width) grow(own, i - width, growing);
      if (i + width < owner.length) grow(own, i + width, growing);
    }
    frontier = next;
  }
  return [...pairs.values()];
}
