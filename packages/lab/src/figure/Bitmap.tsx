import { BITMAP_WIDTH, BITMAPS } from 'lenet5';

const PATHS = BITMAPS.map((code) =>
  code.map((v, i) => (v > 0 ? `M${i % BITMAP_WIDTH} ${Math.floor(i / BITMAP_WIDTH)}h1v1h-1z` : '')).join(''),
);

/** The fixed code of a digit, 7×12. */
export function Bitmap({ digit }: { digit: number }) {
  return (
    <svg class="bitmap" viewBox="0 0 7 12" aria-hidden="true" shape-rendering="crispEdges">
      <path d={PATHS[digit]} />
    </svg>
  );
}
