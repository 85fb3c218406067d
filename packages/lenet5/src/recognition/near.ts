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
  size: { readonly width: number; readonly height: number },
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
  { width, height }: { readonly width: number; readonly height: number },
  kept: ReadonlyMap<number, unknown>,
  reach: number,
): (readonly [number, number])[] {
  const owner = new Int32Array(labels.length);
  let frontier: number[] = [];
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] as number;
    if (label === 0 || !kept.has(label)) continue;
    owner[i] = label;
    frontier.push(i);
  }
  const pairs = new Map<string, readonly [number, number]>();
  for (let step = 0; step <= reach; step++) {
    const next: number[] = [];
    for (const i of frontier) {
      const own = owner[i] as number;
      const x = i % width;
      for (const j of [x > 0 ? i - 1 : -1, x + 1 < width ? i + 1 : -1, i - width, i + width]) {
        if (j < 0 || j >= width * height) continue;
        const other = owner[j] as number;
        if (other === 0 && step < reach) {
          owner[j] = own;
          next.push(j);
        } else if (other !== 0 && other !== own) pairs.set(`${own} ${other}`, [own, other]);
      }
    }
    frontier = next;
  }
  return [...pairs.values()];
}
