import './mark.css';

/** Curves and points are told apart by their form; colour only tells runs apart. */
export type Look = 'line' | 'thin' | 'dashed' | 'ring' | 'square' | 'frame';

/** A place in CSS pixels. */
export type Point = readonly [x: number, y: number];

/** Half the side of a point, as a share of the font size of the page. */
const POINT = 0.2;

function circle([x, y]: Point, r: number): string {
  return `M${(x - r).toFixed(1)} ${y.toFixed(1)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
}

function square([x, y]: Point, r: number): string {
  return `M${(x - r).toFixed(1)} ${(y - r).toFixed(1)}h${2 * r}v${2 * r}h${-2 * r}z`;
}

function polyline(points: readonly Point[]): string {
  return points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
}

interface Properties {
  readonly look: Look;
  readonly points: readonly Point[];
  /** CSS variable. */
  readonly colour: string;
  /** CSS pixels of the page's font size. */
  readonly rem: number;
  /** Which points have a dot; all of them, unless others are named. */
  readonly dotted?: readonly Point[];
}

/** A curve, or its points, as it looks. */
export function Mark({ look, points, colour, rem, dotted = points }: Properties) {
  const r = Math.round(10 * POINT * rem) / 10;
  const form = { line: circle, ring: circle, square, frame: square, thin: null, dashed: null }[look];
  const isCurve = form === null || look === 'line';
  return (
    <g class={`mark mark-${look}`} style={{ color: `var(${colour})` }}>
      {isCurve && <path class="mark-curve" d={polyline(points)} />}
      {form && <path class="mark-points" d={dotted.map((point) => form(point, r)).join('')} />}
    </g>
  );
}

/** A piece of a curve, or a point, for a legend. */
export function Key({ look, colour }: { look: Look; colour: string }) {
  const ends: readonly Point[] = [
    [0, 8],
    [24, 8],
  ];
  return (
    <svg class="key" viewBox="0 0 24 16" width="24" height="16" aria-hidden="true">
      <Mark look={look} points={ends} dotted={[[12, 8]]} colour={colour} rem={16} />
    </svg>
  );
}
