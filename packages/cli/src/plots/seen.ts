import { BITMAPS, type Recognition, reasonText } from 'lenet5';
import { BITMAP_HEIGHT, BITMAP_WIDTH } from 'lenet5/core';
import type { Box, Point, ReadDigit } from 'lenet5/recognition';
import { integer, significant } from '../output.js';
import { language, phrase, spoken, t } from '../texts/language.js';
import { COLOUR, fitted, inkUri, MARGIN, sharpGroup, sheetSvg, textAt, wholePercent } from './sheet.js';
import { candidatesBelow, leftOut, waysOver, wordsOfWays } from './trace.js';

/** A picture with what was recognised in it. */
export interface SeenPicture {
  readonly name: string;
  /** The picture as a data URI, at any resolution. */
  readonly uri: string;
  /** Its size in the pixels that boxes are given in. */
  readonly width: number;
  readonly height: number;
  readonly recognition: Recognition;
}

/** Digits beyond this number are left out below the picture, and the sheet says so. */
const SEEN_CAP = 90;

const WIDTH = 968;
const TOP = 76;
const ROOM = { width: WIDTH - 2 * MARGIN, height: 620 };
const COLUMNS = 3;
const CARD = { width: ROOM.width / COLUMNS, height: 168 };
/** A pixel of the 28×28 image, and one of the 7×12 bitmap. */
const IMAGE_PIXEL = 4;
const BITMAP_PIXEL = 8;
const IMAGE = 28 * IMAGE_PIXEL;

const BITMAP_URIS = BITMAPS.map((bitmap) =>
  inkUri(
    Uint8Array.from(bitmap, (value) => (value > 0 ? 255 : 24)),
    BITMAP_WIDTH,
    BITMAP_HEIGHT,
  ),
);

/** How a box is drawn, by what is in it, and what a legend says of it. */
const FRAMES = {
  accepted: { stroke: COLOUR.validation, width: 1.5, dashes: '', words: phrase('blue: read') },
  refused: { stroke: COLOUR.wrong, width: 1.5, dashes: '4 3', words: phrase('red, dashed: refused') },
  other: { stroke: COLOUR.quiet, width: 0.75, dashes: '', words: phrase('grey: other marks') },
  cell: { stroke: COLOUR.cell, width: 1.5, dashes: '', words: phrase('light blue: cells of a form') },
} as const;
type Frame = keyof typeof FRAMES;

const frameOf = ({ rejected }: ReadDigit): Frame => (rejected ? 'refused' : 'accepted');

function frameAt({ x, y, width, height }: Box, frame: Frame): string {
  const { stroke, width: thickness, dashes } = FRAMES[frame];
  const size = `width="${width.toFixed(1)}" height="${height.toFixed(1)}"`;
  const line = `stroke="${stroke}" stroke-width="${thickness}"${dashes && ` stroke-dasharray="${dashes}"`}`;
  return `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${size} fill="none" ${line}/>`;
}

/** The input at the left, with each digit's box and answer on it, the boxes of other marks and of cells, lines and cuts. */
export function boxedPicture(seen: SeenPicture, x: number, y: number, room: { width: number; height: number }): string {
  const scale = Math.min(room.width / seen.width, room.height / seen.height);
  const [width, height] = [Math.max(1, seen.width * scale), Math.max(1, seen.height * scale)];
  const { digits, others, cells, trace } = seen.recognition;
  const place = (point: Point): Point => ({ x: x + point.x * scale, y: y + point.y * scale });
  const shown = (box: Box): Box => ({
    ...place(box),
    width: box.width * scale,
    height: box.height * scale,
  });
  const labelled = digits.map((each) => {
    const box = shown(each.box);
    const size = Math.min(22, Math.max(11, box.height * 0.3));
    const label = { size, colour: FRAMES[frameOf(each)].stroke, bold: true };
    const [left, base] = [Math.round(box.x), Math.round(Math.max(y + size, box.y - 3))];
    return frameAt(box, frameOf(each)) + textAt(left, base, each.rejected ? '?' : `${each.digit}`, label);
  });
  return [
    `<image x="${x}" y="${y}" width="${width.toFixed(1)}" height="${height.toFixed(1)}" href="${seen.uri}"/>`,
    `<rect x="${x - 0.5}" y="${y - 0.5}" width="${(width + 1).toFixed(1)}" height="${(height + 1).toFixed(1)}" fill="none" stroke="${COLOUR.hairline}"/>`,
    ...cells.flat().map(({ box }) => frameAt(shown(box), 'cell')),
    ...others.map((box) => frameAt(shown(box), 'other')),
    ...labelled,
    trace ? waysOver(trace, place) : '',
  ].join('');
}

/** What the picture takes up in `room`. */
export function heightIn({ width, height }: SeenPicture, room: { width: number; height: number }): number {
  return Math.ceil(height * Math.min(room.width / width, room.height / height));
}

/** The 28×28 image beside the two nearest bitmaps, with their distances; below it the answer and how sure it is. */
function card(digit: ReadDigit, x: number, y: number): string {
  const { image, distances, runnerUp, confidence, rejected, reason } = digit;
  const at = (label: number) => significant(distances[label] ?? Number.NaN);
  const second = x + IMAGE + 12;
  const third = second + BITMAP_WIDTH * BITMAP_PIXEL + 12;
  const words = rejected
    ? t('refused: {{reason}}', { reason: reason ? reasonText(reason, digit, language()) : '' })
    : `${digit.digit}, ${wholePercent(confidence)}`;
  return [
    `<image x="${x}" y="${y}" width="${IMAGE}" height="${IMAGE}" href="${inkUri(image, 28, 28)}"/>`,
    `<rect x="${x - 0.5}" y="${y - 0.5}" width="${IMAGE + 1}" height="${IMAGE + 1}" fill="none" stroke="${COLOUR.hairline}"/>`,
    bitmapAt(digit.digit, second, y),
    bitmapAt(runnerUp, third, y),
    textAt(second, y + IMAGE, at(digit.digit), { size: 10, colour: COLOUR.quiet }),
    textAt(third, y + IMAGE, at(runnerUp), { size: 10, colour: COLOUR.quiet }),
    textAt(x, y + IMAGE + 20, words, { size: 14, bold: true, colour: rejected ? COLOUR.wrong : COLOUR.ink }),
  ].join('');
}

function bitmapAt(label: number, x: number, y: number): string {
  const [width, height] = [BITMAP_WIDTH * BITMAP_PIXEL, BITMAP_HEIGHT * BITMAP_PIXEL];
  return `<image x="${x}" y="${y}" width="${width}" height="${height}" href="${BITMAP_URIS[label]}"/>`;
}

function summary({ recognition: { text, confidence, digits, reason } }: SeenPicture): string {
  if (text === '') {
    const why = reasonText(reason ?? 'nothing-drawn', digits.length === 1 ? digits[0] : null, language());
    return t('Nothing read: {{reason}}.', { reason: why });
  }
  const refused = digits.filter(({ rejected }) => rejected).length;
  const rest = refused > 0 ? t(', {{count}} refused', { count: integer(refused) }) : '';
  const probability = wholePercent(confidence);
  return t('Read: {{text}}, right with a probability of {{probability}}{{rest}}', { text, probability, rest });
}

/** What the boxes on a picture mean, where there are others than those of digits read. */
function legend({ digits, others, cells, trace }: Recognition): string {
  const there: Record<Frame, boolean> = {
    accepted: digits.some(({ rejected }) => !rejected),
    refused: digits.some(({ rejected }) => rejected),
    other: others.length > 0,
    cell: cells.length > 0,
  };
  const frames = (Object.keys(FRAMES) as Frame[]).filter((frame) => there[frame]);
  const words = [...frames.map((frame) => FRAMES[frame].words), ...(trace ? wordsOfWays(trace) : [])];
  return words.map(spoken).join(t('; '));
}

/**
 * What was seen in a picture: boxes and answers on it, and below for each shape the 28×28 image that the network saw,
 * beside the bitmaps of its answer and of the runner-up with the distances to them, and how sure the answer is. With a
 * trace also lines, cuts, and the other candidates.
 */
export function seenSvg(seen: SeenPicture): string {
  const shown = seen.recognition.digits.slice(0, SEEN_CAP);
  const hidden = seen.recognition.digits.length - shown.length;
  const bottom = TOP + heightIn(seen, ROOM);
  const cardsTop = bottom + 64;
  const rows = Math.ceil(shown.length / COLUMNS);
  const cards = shown.map((digit, i) =>
    card(digit, MARGIN + (i % COLUMNS) * CARD.width, cardsTop + Math.floor(i / COLUMNS) * CARD.height),
  );
  const candidatesTop = cardsTop + rows * CARD.height + (rows > 0 ? 0 : -20);
  const { trace } = seen.recognition;
  const candidates = trace && candidatesBelow(trace, candidatesTop);
  const heading = t(
    'What the network saw, the bitmap of its answer, that of the runner-up, and the squared distances to them',
  );
  const rest = hidden > 0 ? leftOut(SEEN_CAP, hidden) : '';
  const body = [
    textAt(MARGIN, 32, fitted(seen.name, ROOM.width, 15), { size: 15, bold: true }),
    textAt(MARGIN, 54, fitted(summary(seen), ROOM.width, 13), { size: 13 }),
    boxedPicture(seen, MARGIN, TOP, ROOM),
    textAt(MARGIN, bottom + 18, legend(seen.recognition), { size: 11, colour: COLOUR.quiet }),
    shown.length > 0 ? textAt(MARGIN, cardsTop - 16, `${heading}${rest}`, { size: 11, colour: COLOUR.quiet }) : '',
    sharpGroup(cards.join('')),
    candidates?.body ?? '',
  ].join('');
  const height = candidatesTop + (candidates?.height ?? 0);
  return sheetSvg({ width: WIDTH, height, title: t('What was seen in {{name}}', { name: seen.name }), body });
}
