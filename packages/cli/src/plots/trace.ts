import type { Candidate, Point, Trace } from 'lenet5/recognition';
import { integer } from '../output.js';
import { type Phrase, phrase, spoken, t } from '../texts/language.js';
import { COLOUR, inkUri, MARGIN, sharpGroup, textAt, wholePercent } from './sheet.js';

/** A way on the sheet, light below it so that it shows on ink as well. */
function wayAlong(points: readonly Point[], stroke: string, width: number, dashes = ''): string {
  const way = points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
  const line = (attributes: string) => `<polyline points="${way}" fill="none" ${attributes}/>`;
  return [
    line(`stroke="${COLOUR.paper}" stroke-opacity="0.8" stroke-width="${width + 2}"`),
    line(`stroke="${stroke}" stroke-width="${width}"${dashes && ` stroke-dasharray="${dashes}"`}`),
  ].join('');
}

/** The lines of forms and the cuts, thin, where `place` puts a point of the picture. */
export function waysOver({ lines, cuts }: Trace, place: (point: Point) => Point): string {
  return [
    ...lines.map(({ from, to }) => wayAlong([place(from), place(to)], COLOUR.line, 1.75)),
    ...cuts.filter(({ taken }) => !taken).map(({ points }) => wayAlong(points.map(place), COLOUR.cut, 1, '3 2')),
    ...cuts.filter(({ taken }) => taken).map(({ points }) => wayAlong(points.map(place), COLOUR.cut, 1.75)),
  ].join('');
}

/** Said where not all of something is shown. */
export function leftOut(shown: number, hidden: number): string {
  return t(' (the first {{shown}}, {{hidden}} left out)', { shown: integer(shown), hidden: integer(hidden) });
}

/** What the lines over a picture mean, as far as there are such. */
export function wordsOfWays({ lines, cuts }: Trace): Phrase[] {
  return [
    ...(lines.length > 0 ? [phrase('green: lines of a form, taken out')] : []),
    ...(cuts.some(({ taken }) => taken) ? [phrase('purple: cuts made')] : []),
    ...(cuts.some(({ taken }) => !taken) ? [phrase('purple, dotted: cuts tried')] : []),
  ];
}

/** Candidates beyond this number are left out, and the sheet says so. */
const CAP = 112;
const COLUMNS = 14;
const STEP = { x: 66, y: 86 };
const SIDE = 56;
const HEADING = 40;

/** How a candidate is framed. */
const FRAMES = {
  digit: { stroke: COLOUR.validation, width: 2, dashes: '', words: phrase('blue: on the best path, as a digit') },
  other: { stroke: COLOUR.quiet, width: 2, dashes: '', words: phrase('grey: on it, as something else') },
  dearer: { stroke: COLOUR.reference, width: 0.75, dashes: '', words: phrase('thin: accepted, but not on it') },
  refused: { stroke: COLOUR.wrong, width: 0.75, dashes: '4 3', words: phrase('red, dashed: refused') },
} as const;

function frameOf({ taken, rejected }: Candidate): (typeof FRAMES)[keyof typeof FRAMES] {
  return FRAMES[taken ?? (rejected ? 'refused' : 'dearer')];
}

function thumbnail(candidate: Candidate, x: number, y: number): string {
  const { stroke, width, dashes } = frameOf(candidate);
  const frame = `stroke="${stroke}" stroke-width="${width}"${dashes && ` stroke-dasharray="${dashes}"`}`;
  const words = `${candidate.digit}: ${wholePercent(candidate.confidence)}`;
  const colour = candidate.taken || candidate.rejected ? stroke : COLOUR.quiet;
  return [
    `<image x="${x}" y="${y}" width="${SIDE}" height="${SIDE}" href="${inkUri(candidate.image, 28, 28)}"/>`,
    `<rect x="${x - 1}" y="${y - 1}" width="${SIDE + 2}" height="${SIDE + 2}" fill="none" ${frame}/>`,
    textAt(x, y + SIDE + 15, words, { size: 11, colour, bold: candidate.taken === 'digit' }),
  ].join('');
}

/**
 * Everything that the network was asked about, in the order of the graph, with its nearest digit and how sure that is:
 * nothing where all of it is on the best path.
 * @param top where it begins on the sheet
 */
export function candidatesBelow(
  { candidates }: Trace,
  top: number,
): { readonly height: number; readonly body: string } {
  if (candidates.every(({ taken }) => taken)) return { height: 0, body: '' };
  const shown = candidates.slice(0, CAP);
  const hidden = candidates.length - shown.length;
  const rest = hidden > 0 ? leftOut(CAP, hidden) : '';
  const frames = new Set(shown.map(frameOf));
  const legend = Object.values(FRAMES).filter((frame) => frames.has(frame));
  const images = shown.map((candidate, i) =>
    thumbnail(candidate, MARGIN + (i % COLUMNS) * STEP.x, top + HEADING + Math.floor(i / COLUMNS) * STEP.y),
  );
  const heading = t('Candidates: what may be one digit, line by line, from left to right{{rest}}', { rest });
  const body = [
    textAt(MARGIN, top + 8, heading, { size: 13, bold: true }),
    textAt(MARGIN, top + 26, legend.map(({ words }) => spoken(words)).join(t('; ')), {
      size: 11,
      colour: COLOUR.quiet,
    }),
    sharpGroup(images.join('')),
  ];
  return { height: HEADING + Math.ceil(shown.length / COLUMNS) * STEP.y, body: body.join('') };
}
