// The reliability diagram, as SVG written by hand: mean confidence to the right, share right upwards, a dot for each bin,
// larger where more of all claims are in it, the diagonal where both are the same.
import { expectedError, JUDGED, totalOf } from './calibration.mjs';

const [SIDE, LEFT, TOP, RIGHT, BOTTOM] = [300, 52, 76, 20, 48];
const [WIDTH, HEIGHT] = [LEFT + SIDE + RIGHT, TOP + SIDE + BOTTOM];
const TITLE = 'Confidence against the share right';
const NAMES = { digits: 'digits', texts: 'whole texts' };
/** On paper of its own in either scheme: a picture in a page follows the system, the page around it may not. */
const STYLE = `
svg{--paper:#fff;--ink:#445;--grid:#dde2ea;--digits:#0b6e4f;--texts:#b3540c}
@media (prefers-color-scheme:dark){svg{--paper:#16181d;--ink:#c9ced8;--grid:#343a46;--digits:#4cc79a;--texts:#f0a05a}}
text{font:12px system-ui,'DejaVu Sans',sans-serif;fill:var(--ink)}
.grid{stroke:var(--grid)}.same{stroke:var(--ink);stroke-dasharray:4 4;opacity:.6}
.digits{stroke:var(--digits);fill:var(--digits)}.texts{stroke:var(--texts);fill:var(--texts)}
polyline.digits,polyline.texts{stroke-width:2;fill:none}circle{stroke:none}text.digits,text.texts{stroke:none}`;

const x = (share) => (LEFT + SIDE * share).toFixed(1);
const y = (share) => (TOP + SIDE * (1 - share)).toFixed(1);
const text = (left, base, value, more = '') => `<text x="${left}" y="${base}" ${more}>${value}</text>`;

function axes() {
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1].flatMap((share) => [
    `<line class="grid" x1="${x(share)}" x2="${x(share)}" y1="${y(0)}" y2="${y(1)}"/>`,
    `<line class="grid" x1="${x(0)}" x2="${x(1)}" y1="${y(share)}" y2="${y(share)}"/>`,
    text(x(share), TOP + SIDE + 16, `${Math.round(100 * share)}`, 'text-anchor="middle"'),
    text(LEFT - 8, Number(y(share)) + 4, `${Math.round(100 * share)}`, 'text-anchor="end"'),
  ]);
  return [
    ...ticks,
    `<line class="same" x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}"/>`,
    text(LEFT + SIDE / 2, HEIGHT - 12, 'mean confidence, %', 'text-anchor="middle"'),
    text(0, 0, 'right, %', `text-anchor="middle" transform="translate(14 ${TOP + SIDE / 2}) rotate(-90)"`),
  ];
}

function curve(judged, bins, place) {
  const { count } = totalOf(bins);
  const points = bins
    .filter((bin) => bin.count > 0)
    .map((bin) => ({ at: [x(bin.confidence / bin.count), y(bin.right / bin.count)], share: bin.count / count }));
  const error = (100 * expectedError(bins)).toFixed(1);
  return [
    `<polyline class="${judged}" points="${points.map(({ at }) => at.join(',')).join(' ')}"/>`,
    ...points.map(({ at: [cx, cy], share }) => {
      return `<circle class="${judged}" cx="${cx}" cy="${cy}" r="${(2 + 6 * Math.sqrt(share)).toFixed(1)}"/>`;
    }),
    text(LEFT, 44 + 17 * place, `${NAMES[judged]}: ${count}, error ${error} points`, `class="${judged}"`),
  ];
}

/** @returns {string} an SVG file */
export function reliabilityOf(bins) {
  const open = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img">`;
  const parts = [
    `<title>${TITLE}</title>`,
    `<style>${STYLE}\n</style>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" style="fill:var(--paper)"/>`,
    text(LEFT, 24, TITLE, 'style="font-weight:600"'),
    ...axes(),
    ...JUDGED.flatMap((judged, place) => curve(judged, bins[judged], place)),
  ];
  return `${[open, ...parts].join('\n')}\n</svg>\n`;
}
