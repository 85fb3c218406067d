import type { Box } from './box.js';
import type { Plane } from './plane.js';

/** A connected piece of ink (8 neighbours). */
export interface Component {
  readonly label: number;
  readonly box: Box;
  /** In pixels. */
  readonly area: number;
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
  let [left, right, top, bottom, area, depth] = [width, 0, height, 0, 0, 1];
  stack[0] = start;
  labels[start] = label;
  while (depth > 0) {
    const pixel = stack[--depth] as number;
    const y = Math.floor(pixel / width);
    const x = pixel - y * width;
    area++;
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
  return { label, area, box: { x: left, y: top, width: right - left + 1, height: bottom - top + 1 } };
}
