import type { Random } from '../../../../src/math/random.js';
import { crop } from '../../../../src/recognition/normalise.js';
import { type Plane, plane } from '../../../../src/recognition/plane.js';
import { type Point, type Stroke, strokesOf } from '../pen.js';
import { type Labelled, paste } from '../pictures.js';
import { chance, pick, tilt } from '../shapes.js';
import { scaledBy, writeText } from './hand.js';
import { type Face, type Kind, type Sources, whole } from './kind.js';
import { framed, labelled, onForm, penAndPaper, rectangle, ring, strokes } from './sheet.js';
import { FAMILIES, NAMES, WORDS } from './words.js';

/** Letters that no font gives the shape of a digit. */
const LETTERS = [...'ACEFHKLMNPRTUVWXYacdefhkmnprtuvwxy'];
const FOREIGN = [...'ΓΔΛΞΠΣΨΩαηκλμνπφχψωБГДЖИЙЛПФЦШЩЫЯджийлпфцшщыя'];
const MARKS = [...'!#$%&*+=?@{}~£©÷€'];

function shown(random: Random, ink: Plane, height: number): Labelled {
  const look = penAndPaper(random);
  return labelled(random, { label: '', ink: framed(random, ink, height * 0.12, height * 0.9) }, look);
}

function faceOf(random: Random, { hands, prints }: Sources): Face {
  return pick(random, chance(random, 0.75) ? hands : prints);
}

/** One character of the list, in a font that has it. */
function character(characters: readonly string[]): Kind['draw'] {
  return (random, sources) => {
    const faces = [...sources.hands, ...sources.prints];
    const height = random.uniform(28, 130);
    let glyph: { readonly ink: Plane } | undefined;
    while (!glyph) glyph = pick(random, faces).glyphs.get(pick(random, characters));
    const ink = crop(tilt(random, glyph.ink, 0.4));
    return shown(random, scaledBy(ink, height / Math.max(ink.width, ink.height)), height);
  };
}

function words(random: Random, sources: Sources): Labelled {
  const height = random.uniform(22, 80);
  const text = Array.from({ length: whole(random, 1, 3) }, () => pick(random, WORDS)).join(' ');
  const face = faceOf(random, sources);
  return shown(random, crop(writeText(face, chance(random, 0.2) ? text.toUpperCase() : text, height)), height);
}

function name(random: Random, sources: Sources): Labelled {
  const height = random.uniform(22, 80);
  const text = `${pick(random, NAMES)} ${pick(random, FAMILIES)}`;
  return shown(random, crop(writeText(faceOf(random, sources), text, height)), height);
}

/** Greek or Cyrillic letters in a row, or one of them. */
function foreign(random: Random, sources: Sources): Labelled {
  if (chance(random, 0.5)) return character(FOREIGN)(random, sources);
  const height = random.uniform(22, 80);
  const faces = [...sources.hands, ...sources.prints];
  let known: string[] = [];
  let face: Face;
  do {
    face = pick(random, faces);
    known = FOREIGN.filter((letter) => face.glyphs.has(letter));
  } while (known.length < 8);
  const text = Array.from({ length: whole(random, 2, 7) }, () => pick(random, known)).join('');
  return shown(random, crop(writeText(face, text, height)), height);
}

/** Kana as strokes of a pen. */
const KANA = [
  '15,22 80,18;45,5 42,80 50,90;~68,38 40,88 18,80 30,55 70,50 90,70 70,95', // あ
  '~18,20 22,70 34,84 40,70;~68,24 82,40 84,62', // い
  '25,12 75,14;20,45 80,43;~80,43 70,80 30,98', // ラ
  '10,30 90,28;48,5 48,60 30,95;~48,40 80,45 70,92', // か
  '15,25 85,22;18,52 84,50;50,4 62,80;~62,80 40,95 22,85', // き
  '~75,6 25,48 78,96', // く
  '~20,10 16,60 26,95;50,28 92,26;~74,6 76,60 58,96', // け
  '10,20 90,20 86,50;48,44 26,96', // ア
  '50,5 50,20;14,24 86,24 84,46 40,96;14,24 14,46', // ウ
  '14,18 86,18;50,18 50,88;6,88 94,88', // エ
  '12,38 88,38;60,6 60,92 48,86;56,40 14,82', // オ
  '20,10 28,30;50,6 56,26;~88,12 78,60 30,96', // ツ
  '12,26 88,22;36,6 36,70 50,90 88,88', // セ
  '12,14 24,30;~10,92 60,76 90,30', // ン
  '8,40 92,40;50,8 50,96;36,60 14,86;64,60 86,86', // ホ
];

function kana(random: Random): Labelled {
  const height = random.uniform(30, 110);
  const count = chance(random, 0.4) ? 1 : whole(random, 2, 5);
  const step = Math.round(height * random.uniform(1.05, 1.3));
  const lines = Array.from({ length: count }, (_, i) => placed(pick(random, KANA), i * step, 0, height)).flat();
  const size = { width: count * step, height: Math.round(height * 1.05) };
  return shown(random, crop(strokes(size, lines, height * random.uniform(0.04, 0.1))), height);
}

function placed(glyph: string, left: number, top: number, size: number): Stroke[] {
  return strokesOf(glyph).map((stroke) => stroke.map(([x, y]): Point => [left + x * size, top + y * size]));
}

/** A hand that runs along, loops and all, and a line below now and then. */
function signature(random: Random): Labelled {
  const height = random.uniform(30, 80);
  const length = height * random.uniform(2.5, 5);
  const points: Point[] = [];
  const waves = [random.uniform(0.5, 0.9), random.uniform(1.7, 2.6), random.uniform(4, 6)];
  const phases = waves.map(() => random.uniform(0, 6.28));
  for (let t = 0; t <= 1; t += 0.004) {
    const [slow, middle, fast] = waves.map((wave, i) =>
      Math.sin(wave * t * 2 * Math.PI * 3 + (phases[i] as number)),
    ) as [number, number, number];
    const fading = 1 - 0.6 * t;
    const x = length * t + height * (0.28 * fast + 0.22 * middle) * fading;
    points.push([height + x, height * (1 + fading * (0.34 * middle + 0.24 * fast + 0.2 * slow))]);
  }
  const lines: Stroke[] = [points];
  if (chance(random, 0.4)) {
    lines.push([
      [height, height * 1.75],
      [height + length, height * random.uniform(1.6, 1.8)],
    ]);
  }
  const size = { width: Math.ceil(length + 3 * height), height: Math.ceil(height * 2.2) };
  return shown(random, crop(strokes(size, lines, Math.max(1.2, height * random.uniform(0.02, 0.06)))), height);
}

const TICKS = ['10,55 38,92 92,8', '~8,55 30,95 40,80 98,2', '20,48 42,80 80,12'];
const CROSSES = ['10,10 90,90;90,10 10,90', '~15,8 50,55 92,92;~88,12 45,50 8,90', '22,5 78,95;80,6 20,92'];

/** Ticks and crosses, each in its box or without one. */
function ticks(random: Random): Labelled {
  const height = random.uniform(26, 90);
  const count = whole(random, 1, 6);
  const [inBoxes, down] = [chance(random, 0.5), chance(random, 0.4)];
  const step = height * random.uniform(1.5, 2.2);
  const margin = Math.round(height * 0.4);
  const at = (i: number): Point => (down ? [margin, margin + i * step] : [margin + i * step, margin]);
  const long = Math.ceil(2 * margin + (count - 1) * step + height);
  const short = Math.ceil(2 * margin + height);
  const size = down ? { width: short, height: long } : { width: long, height: short };
  const marks = Array.from({ length: count }, (_, i) => {
    const [x, y] = at(i);
    return placed(pick(random, chance(random, 0.6) ? TICKS : CROSSES), x, y, height);
  });
  const frames = Array.from({ length: inBoxes ? count : 0 }, (_, i) => rectangle(...at(i), height, height));
  const ink = strokes(size, marks.flat(), height * random.uniform(0.05, 0.12));
  const print = strokes(size, frames, random.uniform(1, height * 0.06));
  return { kind: 'none', label: '', picture: onForm(random, ink, print) };
}

/** Empty boxes, with the words beside them or without. */
function checkBoxes(random: Random, sources: Sources): Labelled {
  const side = random.uniform(16, 60);
  const count = whole(random, 1, 6);
  const captions = chance(random, 0.6) ? Array.from({ length: count }, () => pick(random, WORDS)) : [];
  const step = side * random.uniform(1.4, 2);
  const margin = side * random.uniform(0.3, 1);
  const face = pick(random, sources.prints);
  const texts = captions.map((word) => writeText(face, word, side * 0.6));
  const width = Math.ceil(2 * margin + side + Math.max(0, ...texts.map((text) => text.width + side)));
  const print = plane(width, Math.ceil(2 * margin + (count - 1) * step + side));
  const frames = Array.from({ length: count }, (_, i) => rectangle(margin, margin + i * step, side, side));
  paste(print, strokes(print, frames, random.uniform(1, side * 0.12)), 0, 0);
  texts.forEach((text, i) => {
    paste(
      print,
      text,
      Math.round(margin + 1.5 * side),
      Math.round(margin + i * step + side * 0.8 - text.height * 0.81),
    );
  });
  return { kind: 'none', label: '', picture: onForm(random, plane(print.width, print.height), print) };
}

const MOUTHS: readonly (readonly [from: number, to: number])[] = [
  [0.15 * Math.PI, 0.85 * Math.PI],
  [0.25 * Math.PI, 0.75 * Math.PI],
  [1.2 * Math.PI, 1.8 * Math.PI],
];

function smiley(random: Random): Labelled {
  const radius = random.uniform(18, 90);
  const pen = Math.max(1.5, radius * random.uniform(0.06, 0.15));
  const middle = radius + pen;
  const eye = (side: number): Stroke => ring(middle + side * radius * 0.36, middle - radius * 0.28, radius * 0.06);
  const [from, to] = pick(random, MOUTHS);
  const mouth = ring(middle, from > Math.PI ? middle + radius * 0.75 : middle, radius * 0.55, from, to);
  const size = { width: Math.ceil(2 * middle), height: Math.ceil(2 * middle) };
  return shown(random, strokes(size, [ring(middle, middle, radius), eye(-1), eye(1), mouth], pen), radius);
}

/** A page of prose, its lines too small to matter one by one. */
function prose(random: Random, sources: Sources): Labelled {
  const height = random.uniform(11, 20);
  const face = faceOf(random, sources);
  const page = plane(Math.round(random.uniform(260, 520)), Math.round(random.uniform(220, 480)));
  const margin = Math.round(random.uniform(6, 30));
  const leading = Math.round(height * random.uniform(1.6, 2.2));
  const drawn = new Map<string, Plane>();
  for (let y = margin; y + 1.6 * height < page.height - margin; y += leading) {
    const end = page.width - margin - (chance(random, 0.15) ? random.uniform(0, page.width / 2) : 0);
    for (let x = margin; ; ) {
      const word = pick(random, WORDS);
      const ink = drawn.get(word) ?? writeText(face, word, height);
      drawn.set(word, ink);
      if (x + ink.width > end) break;
      paste(page, ink, x, y);
      x += ink.width + Math.round(height * 0.45);
    }
  }
  return labelled(random, { label: '', ink: page });
}

export const NON_DIGITS: readonly Kind[] = [
  { name: 'none/letter', draw: character(LETTERS) },
  { name: 'none/mark', draw: character(MARKS) },
  { name: 'none/words', draw: words },
  { name: 'none/name', draw: name },
  { name: 'none/foreign', draw: foreign },
  { name: 'none/kana', draw: kana },
  { name: 'none/signature', draw: signature },
  { name: 'none/ticks', draw: ticks },
  { name: 'none/check-boxes', draw: checkBoxes },
  { name: 'none/smiley', draw: smiley },
  { name: 'none/prose', draw: prose },
];
