import type { Random } from '../../../../src/math/random.js';
import type { Picture } from '../../../../src/recognition/index.js';
import { type Plane, plane } from '../../../../src/recognition/plane.js';
import { type Look, onPaper } from '../paper.js';
import { type Labelled, paste } from '../pictures.js';
import { chance } from '../shapes.js';
import { type Bend, bending, blurred, type Change, noisy, PERSPECTIVE, ROTATION } from './camera.js';
import { digitsOf, gaps, handOf, writeRow } from './hand.js';
import type { Kind, Sources, Writing } from './kind.js';
import { clouds, filled, framed, paper } from './sheet.js';

/** One digit or a short string. */
function written(random: Random, sources: Sources, height: number): Writing {
  const digits = digitsOf(random, 1, chance(random, 0.5) ? 1 : 6);
  return writeRow(random, handOf(random, sources), digits, { height, gap: gaps(random, 0.12, 0.35) });
}

function pictured(label: string, picture: Picture): Labelled {
  return { kind: label.length === 1 ? 'single' : 'multi', label, picture };
}

/** Small writing somewhere on a large photograph with a soft shadow. */
function photograph(random: Random, sources: Sources): Labelled {
  const height = random.uniform(18, 44);
  const { label, ink } = written(random, sources, height);
  const width = Math.round(random.uniform(Math.max(400, ink.width * 1.3), 800));
  const sheet = plane(width, Math.round(width * 0.75));
  const [x, y] = [random.below(width - ink.width - 16) + 8, random.below(sheet.height - ink.height - 16) + 8];
  paste(sheet, ink, x, y);
  const look = { ...paper(random), shadow: random.uniform(0.2, 0.6), vignette: random.uniform(0, 0.4), grain: 3 };
  return pictured(label, onPaper(sheet, look, random));
}

/** A page that ends in the picture, a table below it. */
function pageEdge(random: Random, sources: Sources): Labelled {
  const height = random.uniform(36, 90);
  const { label, ink } = written(random, sources, height);
  const room = Math.round(height * random.uniform(0.5, 1));
  const page = framed(random, ink, room * 0.6, room);
  const beyond = (likely: number) => (chance(random, likely) ? Math.round(height * random.uniform(0.15, 1)) : 0);
  const [right, top, bottom] = [beyond(0.4), beyond(0.4), beyond(0.4)];
  const left = beyond(right + top + bottom === 0 ? 1 : 0.5);
  const sheet = plane(page.width + left + right, page.height + top + bottom);
  paste(sheet, page, left, top);
  const tilt = random.uniform(-0.04, 0.04);
  const dark = random.uniform(40, 170);
  const grain = clouds(random, sheet.width, sheet.height, random.uniform(4, 30));
  const ground = filled(sheet.width, sheet.height, (x, y, i) => {
    const [u, v] = [x + tilt * y, y - tilt * x];
    const on =
      (left === 0 || u >= left) &&
      (right === 0 || u < left + page.width) &&
      (top === 0 || v >= top) &&
      (bottom === 0 || v < top + page.height);
    return on ? 255 : dark + 0.12 * ((grain.data[i] as number) - 128);
  });
  return pictured(label, onPaper(sheet, { ...paper(random), ground }, random));
}

/** Writing on some ground, made for the size of the sheet. */
function onGround(ground: (random: Random, sheet: Plane, height: number) => Plane): Kind['draw'] {
  return (random, sources) => {
    const height = random.uniform(36, 110);
    const { label, ink } = written(random, sources, height);
    const sheet = framed(random, ink, height * 0.2, height);
    const look: Look = { ...paper(random, INK), strength: 1, ground: ground(random, sheet, height) };
    return pictured(label, onPaper(sheet, look, random));
  };
}

const INK = [20, 22, 30] as const;

/** Squares of 4 to 30 pixels, light and a middling grey. */
function squares(random: Random, { width, height }: Plane): Plane {
  const cell = Math.round(random.uniform(4, 30));
  const [x0, y0, dark] = [random.below(cell), random.below(cell), random.uniform(150, 235)];
  return filled(width, height, (x, y) =>
    (Math.floor((x + x0) / cell) + Math.floor((y + y0) / cell)) % 2 ? dark : 255,
  );
}

/** Cloth, wood, cardboard: values of several sizes, longer in one direction now and then. */
function texture(random: Random, { width, height }: Plane): Plane {
  const [cell, depth] = [random.uniform(2, 16), random.uniform(0.15, 0.4)];
  const stretch = chance(random, 0.4) ? random.uniform(3, 10) : 1;
  const coarse = clouds(random, Math.ceil(width / stretch), height, cell);
  const fine = clouds(random, width, height, 1.5);
  return filled(width, height, (x, y, i) => {
    const slow = coarse.data[y * coarse.width + Math.floor(x / stretch)] as number;
    return 255 - depth * (0.7 * slow + 0.3 * (fine.data[i] as number));
  });
}

/** Seen from the side, or turned. */
function seen(bend: Bend): Kind['draw'] {
  return (random, sources) => {
    const height = random.uniform(36, 90);
    const { label, ink } = written(random, sources, height);
    const sheet = framed(random, ink, height * 0.1, height * 0.4);
    return pictured(label, onPaper(bending(random, bend, sheet)(sheet), paper(random), random));
  };
}

/** A finished picture that something happened to. */
function after(change: (height: number, random: Random) => Change): Kind['draw'] {
  return (random, sources) => {
    const height = random.uniform(36, 90);
    const { label, ink } = written(random, sources, height);
    const picture = onPaper(framed(random, ink, height * 0.25, height * 0.8), paper(random), random);
    return pictured(label, change(height, random)(random, picture));
  };
}

export const LIGHT: readonly Kind[] = [
  { name: 'light/photograph', draw: photograph },
  { name: 'light/page-edge', draw: pageEdge },
  { name: 'light/chequered', draw: onGround(squares) },
  { name: 'light/textured', draw: onGround(texture) },
  { name: 'light/rotated', draw: seen(ROTATION) },
  { name: 'light/perspective', draw: seen(PERSPECTIVE) },
  { name: 'light/blurred', draw: after((height, random) => blurred(height * random.uniform(0.02, 0.05))) },
  { name: 'light/noisy', draw: after((_, random) => noisy(random.uniform(12, 34))) },
];
