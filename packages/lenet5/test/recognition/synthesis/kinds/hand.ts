import type { Random } from '../../../../src/math/random.js';
import { crop } from '../../../../src/recognition/normalise.js';
import { type Plane, plane, scaleTo } from '../../../../src/recognition/plane.js';
import { paste } from '../pictures.js';
import { BODY, chance, enlarge, pick, SIDE, withPen } from '../shapes.js';
import { type Face, type Sources, type Writing, whole } from './kind.js';

/** Who writes: one pen and one manner for the whole picture. `height` is that of a usual digit in pixels. */
export type Hand = (digit: number, height: number) => Plane;

/** Below this height another pen would not be seen. */
const FINE = 30;

/** A person: digits of MNIST's test part, or of a font of handwriting. */
export function handOf(random: Random, sources: Sources, pen = penOf(random)): Hand {
  if (chance(random, 0.25)) return faceHand(pick(random, sources.hands.filter(hasDigits)));
  return mnistHand(random, sources, pen);
}

/** Digits of MNIST alone; `pen` is the width of its stroke where a digit is 20 pixels high, null for the writer's own. */
export function mnistHand(random: Random, { mnist, places }: Sources, pen: number | null = null): Hand {
  return (digit, height) => {
    const at = pick(random, places[digit] as readonly number[]);
    const image = mnist.images.subarray(at * 784, (at + 1) * 784);
    if (height < FINE || pen === null) return scaledBy(crop({ width: 28, height: 28, data: image }), height / 20);
    return scaledBy(crop(withPen(enlarge(image), (pen * BODY) / 20)), height / BODY);
  };
}

/** A machine that prints. */
export function printOf(random: Random, { prints }: Sources): Hand {
  return faceHand(pick(random, prints.filter(hasDigits)));
}

function faceHand({ glyphs }: Face): Hand {
  return (digit, height) => scaledBy(crop((glyphs.get(String(digit)) as { ink: Plane }).ink), height / BODY);
}

function hasDigits({ glyphs }: Face): boolean {
  return [...'0123456789'].every((digit) => glyphs.has(digit));
}

/** Half of the pens are the writers' own. */
export function penOf(random: Random): number | null {
  return chance(random, 0.5) ? null : random.uniform(1.3, 3.8);
}

export function scaledBy(ink: Plane, factor: number): Plane {
  return scaleTo(ink, Math.max(1, Math.round(ink.width * factor)), Math.max(1, Math.round(ink.height * factor)));
}

export function digitsOf(random: Random, least: number, most: number): number[] {
  return Array.from({ length: whole(random, least, most) }, () => random.below(10));
}

/** How digits follow each other; shares of the usual height. */
export interface Row {
  readonly height: number;
  /** Space between two digits, drawn anew each time; below 0 they overlap. */
  readonly gap: () => number;
  /** How far digits leave the baseline, ±. */
  readonly wander?: number;
  /** Sizes differ by 1 ± this. */
  readonly uneven?: number;
}

export function gaps(random: Random, least: number, most: number): () => number {
  return () => random.uniform(least, most);
}

/** Digits on a baseline, side by side. */
export function writeRow(random: Random, hand: Hand, digits: readonly number[], row: Row): Writing {
  const { height, gap, wander = 0.06, uneven = 0.08 } = row;
  const parts = digits.map((digit) => hand(digit, height * (1 + random.uniform(-uneven, uneven))));
  return { label: digits.join(''), ink: beside(random, parts, { height, gap, wander }) };
}

export function beside(random: Random, parts: readonly Plane[], { height, gap, wander = 0.06 }: Row): Plane {
  const lefts: number[] = [];
  let right = 0;
  for (const part of parts) {
    const left = lefts.length === 0 ? 0 : Math.max(0, Math.round(right + height * gap()));
    lefts.push(left);
    right = Math.max(right, left + part.width);
  }
  const slack = Math.ceil(wander * height);
  const tallest = Math.max(...parts.map((part) => part.height));
  const result = plane(right, tallest + 2 * slack);
  parts.forEach((part, i) => {
    const top = slack + tallest - part.height + Math.round(random.uniform(-slack, slack));
    paste(result, part, lefts[i] as number, top);
  });
  return result;
}

/** Words or any other text of one font; what it has not is left out. */
export function writeText(face: Face, text: string, height: number): Plane {
  const shown = [...text].map((character) => face.glyphs.get(character)?.ink ?? null);
  const parts = shown.map((ink) => ink && scaledBy(columns(ink), height / BODY));
  const space = Math.max(1, Math.round(height * 0.12));
  const width = parts.reduce((sum, part) => sum + (part ? part.width + space : 4 * space), 0);
  const result = plane(Math.max(1, width), Math.round((SIDE * height) / BODY));
  let left = 0;
  for (const part of parts) {
    if (part) paste(result, part, left, 0);
    left += part ? part.width + space : 4 * space;
  }
  return result;
}

/** Cut at the left and the right alone: the baseline stays where it is. */
function columns(ink: Plane): Plane {
  let [first, last] = [ink.width - 1, 0];
  for (let i = 0; i < ink.data.length; i++) {
    if (!ink.data[i]) continue;
    first = Math.min(first, i % ink.width);
    last = Math.max(last, i % ink.width);
  }
  const result = plane(Math.max(1, last - first + 1), ink.height);
  paste(result, ink, -first, 0);
  return result;
}
