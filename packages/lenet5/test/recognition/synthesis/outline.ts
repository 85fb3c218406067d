import { type Plane, plane } from '../../../src/recognition/plane.js';
import type { Point } from './pen.js';

/** A step of an outline as fonts have them; x1 … are the points that shape a curve. */
export type Step =
  | { readonly type: 'M' | 'L'; readonly x: number; readonly y: number }
  | { readonly type: 'Q'; readonly x1: number; readonly y1: number; readonly x: number; readonly y: number }
  | {
      readonly type: 'C';
      readonly x1: number;
      readonly y1: number;
      readonly x2: number;
      readonly y2: number;
      readonly x: number;
      readonly y: number;
    }
  | { readonly type: 'Z' };

/** Closed outlines of straight pieces, eight for a curve. */
export function contoursOf(steps: readonly Step[]): Point[][] {
  const contours: Point[][] = [];
  let contour: Point[] = [];
  for (const step of steps) {
    if (step.type === 'Z') continue;
    if (step.type === 'M') {
      contour = [];
      contours.push(contour);
    }
    const from = contour.at(-1);
    if (from && step.type === 'Q') addCurve(contour, [from, [step.x1, step.y1], [step.x, step.y]]);
    else if (from && step.type === 'C')
      addCurve(contour, [from, [step.x1, step.y1], [step.x2, step.y2], [step.x, step.y]]);
    else contour.push([step.x, step.y]);
  }
  return contours;
}

/** A Bézier curve, by de Casteljau. */
function addCurve(contour: Point[], control: readonly Point[]): void {
  for (let step = 1; step <= 8; step++) {
    let points = control;
    while (points.length > 1) {
      points = points.slice(1).map(([x, y], i): Point => {
        const [px, py] = points[i] as Point;
        return [px + ((x - px) * step) / 8, py + ((y - py) * step) / 8];
      });
    }
    contour.push(points[0] as Point);
  }
}

/** Lines of a pixel that are looked at, for soft edges. */
const LINES = 4;

/** Ink of 0 to 255 inside the contours, where they wind around a place at all: strokes of a font may overlap. */
export function fillContours(contours: readonly (readonly Point[])[], width: number, height: number): Plane {
  const result = plane(width, height);
  const row = new Float32Array(width);
  const rows = edgesOfRows(contours, height);
  for (let y = 0; y < height; y++) {
    row.fill(0);
    for (let line = 0; line < LINES; line++) addLine(row, rows[y] as Edge[], y + (line + 0.5) / LINES);
    for (let x = 0; x < width; x++)
      result.data[y * width + x] = Math.min(255, (255 * (row[x] as number)) / LINES + 0.5);
  }
  return result;
}

type Edge = readonly [x0: number, y0: number, x1: number, y1: number];

/** For each row of pixels the edges that pass through it. */
function edgesOfRows(contours: readonly (readonly Point[])[], height: number): Edge[][] {
  const rows = Array.from({ length: height }, (): Edge[] => []);
  for (const contour of contours) {
    for (const [i, [x0, y0]] of contour.entries()) {
      const [x1, y1] = contour[(i + 1) % contour.length] as Point;
      const last = Math.min(height - 1, Math.floor(Math.max(y0, y1)));
      for (let y = Math.max(0, Math.floor(Math.min(y0, y1))); y <= last; y++) rows[y]?.push([x0, y0, x1, y1]);
    }
  }
  return rows;
}

function addLine(row: Float32Array, edges: readonly Edge[], y: number): void {
  const crossings: [x: number, turn: number][] = [];
  for (const [x0, y0, x1, y1] of edges) {
    if (y0 <= y === y1 <= y) continue;
    crossings.push([x0 + ((x1 - x0) * (y - y0)) / (y1 - y0), y0 < y1 ? 1 : -1]);
  }
  crossings.sort((a, b) => a[0] - b[0]);
  let winding = 0;
  for (const [i, [x, turn]] of crossings.entries()) {
    if (winding !== 0) addSpan(row, (crossings[i - 1] as [number, number])[0], x);
    winding += turn;
  }
}

function addSpan(row: Float32Array, from: number, to: number): void {
  const last = Math.min(row.length - 1, Math.floor(to));
  for (let x = Math.max(0, Math.floor(from)); x <= last; x++) {
    row[x] = (row[x] as number) + Math.max(0, Math.min(to, x + 1) - Math.max(from, x));
  }
}
