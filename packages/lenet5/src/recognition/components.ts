import { around, type Box, type Plane } from './plane.js';

/** A connected piece of ink (8 neighbours). */
export interface Component {
  readonly label: number;
  readonly box: Box;
  /** In pixels. */
  readonly area: number;
  /** Usual width of its strokes, in pixels: see `strokeWidthOf`. */
  readonly stroke: number;
}

export interface Components {
  /** For each pixel the label of its component, 0 for background. */
  readonly labels: Int32Array;
  /** Component with label i at place i − 1, in the order of their first pixel. */
  readonly list: readonly Component[];
}

/** Connected components of the pixels of `mask` that are not 0, by flooding. */
export function findComponents(mask: Plane): Components {
  const { width, height, data } = mask;
  const labels = new Int32Array(width * height);
  const stack = new Int32Array(width * height);
  const list: Component[] = [];
  for (let start = 0; start < data.length; start++) {
    if (data[start] && !labels[start]) list.push(flood(start, list.length + 1, { width, height, data }, labels, stack));
  }
  return { labels, list };
}

function flood(start: number, label: number, mask: Plane, labels: Int32Array, stack: Int32Array): Component {
  const { width, height, data } = mask;
  let [left, right, top, bottom, area, edge, depth] = [width, 0, height, 0, 0, 0, 1];
  stack[0] = start;
  labels[start] = label;
  while (depth > 0) {
    const pixel = stack[--depth] as number;
    const y = Math.floor(pixel / width);
    const x = pixel - y * width;
    area++;
    const inside = data[pixel - 1] && data[pixel + 1] && data[pixel - width] && data[pixel + width];
    if (!inside || x === 0 || x + 1 === width) edge++;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
    for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
      for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
        const next = ny * width + nx;
        if (data[next] && !labels[next]) {
          labels[next] = label;
          stack[depth++] = next;
        }
      }
    }
  }
  return {
    label,
    area,
    stroke: (2 * area) / edge,
    box: { x: left, y: top, width: right - left + 1, height: bottom - top + 1 },
  };
}

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
  kept: readonly Component[],
  gap: number,
  mayJoin: (a: Component, b: Component, distance: number) => boolean = () => true,
): Cluster[] {
  const members = new Map(kept.map((component) => [component.label, component]));
  const parent = Int32Array.from({ length: list.length + 1 }, (_, i) => i);
  const root = (label: number): number => {
    let at = label;
    while (parent[at] !== at) at = parent[at] as number;
    return at;
  };
  for (const [a, b, distance] of meetings(labels, size, members, Math.max(1, Math.round(gap / 2)))) {
    const [first, second] = [members.get(a), members.get(b)];
    if (first && second && mayJoin(first, second, distance)) parent[root(a)] = root(b);
  }
  const clusters = new Map<number, Component[]>();
  for (const member of kept) {
    const key = root(member.label);
    clusters.set(key, [...(clusters.get(key) ?? []), member]);
  }
  return [...clusters.values()].map((members) => ({
    labels: members.map(({ label }) => label),
    box: around(members.map(({ box }) => box)),
  }));
}

/** Pairs of labels whose ink meets when each grows by `reach` pixels, with about the distance between them. */
function meetings(
  labels: Int32Array,
  { width }: { readonly width: number },
  kept: ReadonlyMap<number, unknown>,
  reach: number,
): (readonly [number, number, number])[] {
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
  const pairs = new Map<string, readonly [number, number, number]>();
  let step = 0;
  const grow = (own: number, to: number, next: number[] | null) => {
    const other = owner[to] as number;
    if (other === 0) {
      if (!next) return;
      owner[to] = own;
      next.push(to);
    } else if (other !== own && !pairs.has(`${own} ${other}`)) pairs.set(`${own} ${other}`, [own, other, 2 * step]);
  };
  for (; step <= reach; step++) {
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
