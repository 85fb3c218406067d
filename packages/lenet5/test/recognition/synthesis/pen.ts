import { type Plane, plane } from '../../../src/recognition/plane.js';

export type Point = readonly [x: number, y: number];
export type Stroke = readonly Point[];

/** Points of strokes as glyphs.ts writes them, in 0 to 1; curves become short straight pieces. */
export function strokesOf(glyph: string): Stroke[] {
  return glyph.split(';').map((text) => {
    const smooth = text.startsWith('~');
    const points = text
      .slice(smooth ? 1 : 0)
      .split(' ')
      .map((pair) => pair.split(',').map((value) => Number(value) / 100) as [number, number]);
    return smooth ? curve(points) : points;
  });
}

/** A Catmull-Rom curve. */
function curve(points: readonly Point[]): Stroke {
  const result: Point[] = [];
  const at = (i: number) => points[Math.max(0, Math.min(points.length - 1, i))] as Point;
  for (let i = 0; i + 1 < points.length; i++) {
    for (let step = 0; step < 8; step++) result.push(between(at(i - 1), at(i), at(i + 1), at(i + 2), step / 8));
  }
  return [...result, at(points.length - 1)];
}

function between(a: Point, b: Point, c: Point, d: Point, t: number): Point {
  const mix = (k: 0 | 1) =>
    b[k] +
    0.5 * t * (c[k] - a[k] + t * (2 * a[k] - 5 * b[k] + 4 * c[k] - d[k] + t * (3 * (b[k] - c[k]) + d[k] - a[k])));
  return [mix(0), mix(1)];
}

/** Ink of 0 to 255 where a round pen of `width` pixels ran along the strokes (in pixels), edges one pixel soft. */
export function drawStrokes(strokes: readonly Stroke[], width: number, size: { width: number; height: number }): Plane {
  const result = plane(size.width, size.height);
  for (const stroke of strokes) {
    for (let i = 0; i + 1 < stroke.length; i++) drawLine(result, stroke[i] as Point, stroke[i + 1] as Point, width / 2);
  }
  return result;
}

function drawLine(target: Plane, [ax, ay]: Point, [bx, by]: Point, radius: number): void {
  const [left, right] = [Math.floor(Math.min(ax, bx) - radius - 1), Math.ceil(Math.max(ax, bx) + radius + 1)];
  const [top, bottom] = [Math.floor(Math.min(ay, by) - radius - 1), Math.ceil(Math.max(ay, by) + radius + 1)];
  const [dx, dy] = [bx - ax, by - ay];
  const squared = dx * dx + dy * dy || 1e-9;
  for (let y = Math.max(0, top); y <= Math.min(target.height - 1, bottom); y++) {
    for (let x = Math.max(0, left); x <= Math.min(target.width - 1, right); x++) {
      const t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / squared));
      const distance = Math.hypot(x - ax - t * dx, y - ay - t * dy);
      const ink = Math.max(0, Math.min(1, radius + 0.5 - distance)) * 255;
      const i = y * target.width + x;
      if (ink > (target.data[i] as number)) target.data[i] = ink;
    }
  }
}
