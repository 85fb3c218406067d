import type { Random } from '../../../src/math/random.js';
import type { Picture } from '../../../src/recognition/index.js';
import { crop } from '../../../src/recognition/normalise.js';
import { type Plane, plane, scaleTo } from '../../../src/recognition/plane.js';
import type { DigitImages } from './digit-images.js';
import { type Look, onPaper } from './paper.js';
import { BODY, enlarge, foreignDigit, nonDigit, tilt, withPen } from './shapes.js';

/** A picture with the digits in it, '' for none. */
export interface Labelled {
  readonly kind: 'single' | 'multi' | 'none';
  readonly label: string;
  readonly picture: Picture;
}

/** Pictures of as many kinds as one finds: pens, papers, light, sizes, places. Those of single digits, strings, neither. */
export function drawPicture(random: Random, kind: Labelled['kind'], mnist: DigitImages): Labelled {
  const height = random.uniform(0, 1) < 0.25 ? random.uniform(18, 40) : random.uniform(40, 260);
  const pen = penOf(random);
  const count = kind === 'multi' ? Math.floor(random.uniform(2, 9)) : 1;
  const drawn = Array.from({ length: count }, () => drawShape(random, kind, pen, mnist));
  const { ink, label } = row(random, drawn, height);
  const look = drawLook(random, height);
  return { kind, label, picture: onPaper(margins(random, ink, kind), look, random) };
}

interface Shape {
  readonly label: string;
  readonly ink: Plane;
}

function drawShape(random: Random, kind: Labelled['kind'], pen: number | null, mnist: DigitImages): Shape {
  const any = () => {
    const i = Math.floor(random.uniform(0, mnist.count));
    return { image: mnist.images.subarray(i * 784, (i + 1) * 784), digit: mnist.labels[i] as number };
  };
  if (kind === 'none')
    return {
      label: '',
      ink: tilt(random, nonDigit(random, pen ?? 10), 0.6),
    };
  if (random.uniform(0, 1) < 0.15) {
    const { digit, ink } = foreignDigit(random, pen ?? 10);
    return { label: String(digit), ink: tilt(random, ink, 0.4) };
  }
  const { image, digit } = any();
  const large = enlarge(image);
  return { label: String(digit), ink: tilt(random, pen === null ? large : withPen(large, pen), 0.4) };
}

/** Half of the pens are the writer's own; the others run from thin to thick. */
function penOf(random: Random): number | null {
  if (random.uniform(0, 1) < 0.4) return null;
  const share = random.uniform(0, 1);
  return (BODY / 20) * (0.5 + 3.5 * share * share);
}

/** Side by side, with gaps from none to wide. */
function row(random: Random, shapes: readonly Shape[], height: number): Shape {
  const scaled = shapes.map(({ ink }) => {
    const tight = crop(ink);
    const scale = (height * random.uniform(0.85, 1.1)) / Math.max(tight.height, 0.8 * tight.width);
    return scaleTo(tight, Math.max(2, Math.round(tight.width * scale)), Math.max(2, Math.round(tight.height * scale)));
  });
  const spread = random.uniform(0, 1) < 0.5 ? [0.12, 0.4] : [0, 0.9];
  const gaps = scaled.map(() => Math.round(height * random.uniform(spread[0] as number, spread[1] as number)));
  const tallest = Math.max(...scaled.map((ink) => ink.height));
  const width = scaled.reduce((sum, ink, i) => sum + ink.width + (i ? (gaps[i] as number) : 0), 0);
  const wander = Math.round(tallest * 0.12);
  const result = plane(width, tallest + 2 * wander);
  let left = 0;
  scaled.forEach((ink, i) => {
    if (i) left += gaps[i] as number;
    const top = Math.round(wander + (tallest - ink.height) / 2 + random.uniform(-wander, wander));
    paste(result, ink, left, top);
    left += ink.width;
  });
  return { label: shapes.map(({ label }) => label).join(''), ink: result };
}

export function paste(target: Plane, ink: Plane, left: number, top: number): void {
  for (let y = Math.max(0, -top); y < Math.min(ink.height, target.height - top); y++) {
    for (let x = Math.max(0, -left); x < Math.min(ink.width, target.width - left); x++) {
      const i = (top + y) * target.width + left + x;
      target.data[i] = Math.max(target.data[i] as number, ink.data[y * ink.width + x] as number);
    }
  }
}

/** Room around the ink: little (touching the border now and then), or much, the ink anywhere in it. */
function margins(random: Random, ink: Plane, kind: Labelled['kind']): Plane {
  const most = kind === 'multi' ? 0.8 : random.uniform(0, 1) < 0.2 ? 5 : 1;
  const room = () => Math.round(ink.height * (random.uniform(0, 1) < 0.08 ? 0 : random.uniform(0.05, most)));
  const [left, right, top, bottom] = [room(), room(), room(), room()];
  const result = plane(ink.width + left + right, ink.height + top + bottom);
  paste(result, ink, left, top);
  return result;
}

const BLACK = [20, 20, 25] as const;

function drawLook(random: Random, height: number): Look {
  const chance = (share: number) => random.uniform(0, 1) < share;
  if (chance(0.12)) return { ink: BLACK, paper: [255, 255, 255], channels: 4 };
  if (chance(0.12)) return { ink: [255, 255, 255], paper: [0, 0, 0] };
  if (chance(0.12))
    return {
      ink: [235, 235, 225],
      paper: [35, 60, 45],
      grain: random.uniform(2, 14),
      strength: random.uniform(0.6, 1),
    };
  const colours = [BLACK, [30, 50, 150], [180, 30, 40], [20, 120, 60], [90, 90, 95]] as const;
  const ink = colours[Math.floor(random.uniform(0, colours.length))] as Look['ink'];
  if (chance(0.25)) return { ink, paper: [255, 255, 255] };
  const white = random.uniform(130, 250);
  const lines = chance(0.25)
    ? {
        distance: height * random.uniform(0.35, 1.4),
        squares: chance(0.5),
        colour: [white * 0.62, white * 0.75, white * 0.92] as const,
        tilt: random.uniform(-0.04, 0.04),
      }
    : null;
  return {
    ink,
    paper: [white, white * random.uniform(0.92, 1), white * random.uniform(0.8, 1)],
    strength: random.uniform(0.5, 1),
    grain: random.uniform(0, 8),
    ...(chance(0.4) ? { shadow: random.uniform(0.1, 0.6) } : {}),
    ...(chance(0.15) ? { hardShadow: random.uniform(0.1, 0.4) } : {}),
    ...(chance(0.3) ? { vignette: random.uniform(0.1, 0.5) } : {}),
    ...(lines ? { lines } : {}),
  };
}
