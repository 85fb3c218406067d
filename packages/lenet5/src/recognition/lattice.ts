import type { Box } from './box.js';
import { around } from './box.js';
import { join, type Piece } from './piece.js';

/** Consecutive pieces that may be one digit. */
export interface Group {
  readonly first: number;
  /** One past the last. */
  readonly end: number;
  readonly piece: Piece;
}

/** How pieces may be grouped, all in heights of the line of writing. */
export interface GroupRule {
  readonly mostPieces: number;
  /** Widest group, as a multiple of its own height. */
  readonly widest: number;
  /** Widest gap inside a group. */
  readonly gap: number;
  /** Widest gap between two pieces that both are as tall as a digit. */
  readonly tallGap: number;
}

const GROUP_RULE: GroupRule = { mostPieces: 6, widest: 1.8, gap: 0.45, tallGap: 0.12 };

/** All groups of consecutive pieces (in reading order) that could be a digit; single pieces always. */
export function groupsOf(pieces: readonly Piece[], height: number, rule: GroupRule = GROUP_RULE): Group[] {
  const groups: Group[] = [];
  for (let first = 0; first < pieces.length; first++) {
    for (let end = first + 1; end <= Math.min(pieces.length, first + rule.mostPieces); end++) {
      const members = pieces.slice(first, end);
      const boxes = members.map(({ box }) => box);
      if (end > first + 1) {
        const box = around(boxes);
        if (box.width > rule.widest * Math.max(box.height, height * 0.7) || box.height > 1.6 * height) break;
        if (farApart(boxes, height, rule)) continue;
      }
      groups.push({ first, end, piece: join(members) });
    }
  }
  return groups;
}

function farApart(boxes: readonly Box[], height: number, rule: GroupRule): boolean {
  let right = -Infinity;
  let tallRight = -Infinity;
  for (const box of boxes) {
    const tall = box.height > 0.7 * height;
    if (right > -Infinity && box.x - right > rule.gap * height) return true;
    if (tall && tallRight > -Infinity && box.x - tallRight > rule.tallGap * height) return true;
    right = Math.max(right, box.x + box.width);
    if (tall) tallRight = right;
  }
  return false;
}

/** The sequence of groups that covers all pieces once at the lowest sum of costs: the best path (paper, p.24). */
export function bestPath<T extends Group>(count: number, groups: readonly T[], cost: (group: T) => number): T[] {
  const total = new Float64Array(count + 1).fill(Infinity);
  const last: (T | undefined)[] = Array(count + 1).fill(undefined);
  total[0] = 0;
  for (let end = 1; end <= count; end++) {
    for (const group of groups) {
      if (group.end !== end) continue;
      const sum = (total[group.first] as number) + cost(group);
      if (sum < (total[end] as number)) {
        total[end] = sum;
        last[end] = group;
      }
    }
  }
  const path: T[] = [];
  for (let group = last[count]; group; group = last[group.first]) path.unshift(group);
  return path;
}
