import { around, type Box, type Plane, plane } from './plane.js';
import type { Point } from './types.js';

/** A way to lay a picture straight: quarter turns against the clock first, then a turn and a slant about its middle. */
export interface Turn {
  /** Quarter turns, 0 to 3. */
  readonly quarters: number;
  /** Radians: how far lines of writing fall, in the picture as it was. */
  readonly angle: number;
  /** Pixels to the right for one up, of the strokes of the writing. */
  readonly slant: number;
}

/** Leaves a picture as it is. */
export const UPRIGHT: Turn = { quarters: 0, angle: 0, slant: 0 };

/** The picture laid straight, on a sheet just large enough; what was beyond its border is as its edge. */
export function laid(source: Plane, turn: Turn): Plane {
  const { back, width, height } = mapping(source, turn);
  const result = plane(width, height);
  const [right, bottom] = [source.width - 1, source.height - 1];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const [u, v] = back(x, y);
      const [cu, cv] = [Math.min(right, Math.max(0, u)), Math.min(bottom, Math.max(0, v))];
      const [left, top] = [Math.floor(cu), Math.floor(cv)];
      const [du, dv] = [cu - left, cv - top];
      const from = top * source.width + left;
      const across = left < right ? 1 : 0;
      const down = top < bottom ? source.width : 0;
      const at = (k: number) => source.data[k] as number;
      const upper = at(from) * (1 - du) + at(from + across) * du;
      const lower = at(from + down) * (1 - du) + at(from + down + across) * du;
      result.data[i] = upper * (1 - dv) + lower * dv + 0.5;
    }
  }
  return result;
}

/** Where a point of the picture laid straight is in the picture as it was. */
export function unlaidPoint(
  { x, y }: Point,
  source: { readonly width: number; readonly height: number },
  turn: Turn,
): Point {
  if (turn === UPRIGHT) return { x, y };
  const [u, v] = mapping(source, turn).back(x - 0.5, y - 0.5);
  return { x: u + 0.5, y: v + 0.5 };
}

/** The box in the picture as it was around a box of the picture laid straight, whose corners may lie beside the picture. */
export function unlaid(box: Box, source: { readonly width: number; readonly height: number }, turn: Turn): Box {
  if (turn === UPRIGHT) return box;
  const corners = [box.x, box.x + box.width].flatMap((x) =>
    [box.y, box.y + box.height].map((y) => unlaidPoint({ x, y }, source, turn)),
  );
  const { x, y, width, height } = around(corners.map((corner) => ({ ...corner, width: 0, height: 0 })));
  const within = (value: number, size: number) => Math.max(0, Math.min(size - 1, Math.floor(value)));
  const [left, top] = [within(x, source.width), within(y, source.height)];
  const right = Math.min(source.width, Math.ceil(x + width));
  const bottom = Math.min(source.height, Math.ceil(y + height));
  return { x: left, y: top, width: Math.max(1, right - left), height: Math.max(1, bottom - top) };
}

/** Size of the sheet, and from a place on it to one in the picture. */
function mapping({ width: w, height: h }: { readonly width: number; readonly height: number }, turn: Turn) {
  const { quarters, angle, slant } = turn;
  const [qcos, qsin] = [[1, 0, -1, 0][quarters] as number, [0, 1, 0, -1][quarters] as number];
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  // From the sheet: undo the slant, then the turn, then the quarter turns.
  const [a, b] = [cos, -cos * slant - sin];
  const [d, e] = [sin, cos - sin * slant];
  const [ma, mb, md, me] = [qcos * a - qsin * d, qcos * b - qsin * e, qsin * a + qcos * d, qsin * b + qcos * e];
  const determinant = ma * me - mb * md;
  const sheetX = (u: number, v: number) => (me * u - mb * v) / determinant;
  const sheetY = (u: number, v: number) => (ma * v - md * u) / determinant;
  const reach = (f: (u: number, v: number) => number) =>
    Math.max(Math.abs(f(w / 2, h / 2)), Math.abs(f(w / 2, -h / 2)));
  const width = Math.max(1, Math.round(2 * reach(sheetX)));
  const height = Math.max(1, Math.round(2 * reach(sheetY)));
  const [cx, cy] = [(width - 1) / 2, (height - 1) / 2];
  const back = (x: number, y: number): readonly [number, number] => {
    const [dx, dy] = [x - cx, y - cy];
    return [ma * dx + mb * dy + (w - 1) / 2, md * dx + me * dy + (h - 1) / 2];
  };
  return { width, height, back };
}
