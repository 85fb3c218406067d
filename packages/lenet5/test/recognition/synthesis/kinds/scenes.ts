import type { Random } from '../../../../src/math/random.js';
import type { Picture } from '../../../../src/recognition/index.js';
import { plane } from '../../../../src/recognition/plane.js';
import { type Colour, type Look, onPaper } from '../paper.js';
import type { Labelled } from '../pictures.js';
import { chance } from '../shapes.js';
import { type Kind, whole } from './kind.js';
import { clouds, filled, paper, strokes } from './sheet.js';

function nothing(picture: Picture): Labelled {
  return { kind: 'none', label: '', picture };
}

function sizeOf(random: Random): { width: number; height: number } {
  return { width: Math.round(random.uniform(90, 360)), height: Math.round(random.uniform(90, 280)) };
}

/** Colours in bands that a rough line divides: sky, hills, field. */
function landscape(random: Random): Labelled {
  const { width, height } = sizeOf(random);
  const shades: Colour[] = [
    [random.uniform(150, 210), random.uniform(180, 220), random.uniform(220, 250)],
    [random.uniform(70, 130), random.uniform(100, 140), random.uniform(80, 130)],
    [random.uniform(60, 140), random.uniform(90, 150), random.uniform(30, 70)],
  ];
  const ridges = [0.45, 0.7].map((level) => {
    const shape = clouds(random, width, 2, random.uniform(20, 60));
    return (x: number) => height * (level + 0.25 * ((shape.data[x] as number) / 255 - 0.5));
  }) as [(x: number) => number, (x: number) => number];
  const [coarse, fine] = [clouds(random, width, height, 14), clouds(random, width, height, 2)];
  const data = new Uint8Array(width * height * 3);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const band = y < ridges[0](x) ? 0 : y < ridges[1](x) ? 1 : 2;
      const rough = band === 0 ? 0.1 : 0.3;
      const change = 1 + rough * (((coarse.data[i] as number) + (fine.data[i] as number)) / 255 - 1);
      (shades[band] as Colour).forEach((value, c) => {
        data[i * 3 + c] = Math.min(255, value * change);
      });
    }
  }
  return nothing({ data, width, height, channels: 3 });
}

/** A wall: bumps of several sizes in light from one side. */
function plaster(random: Random): Labelled {
  const { width, height } = sizeOf(random);
  const octaves = [2, 5, 12, 40].map((cell) => clouds(random, width, height, cell));
  const depth = random.uniform(15, 60);
  const bumps = filled(width, height, (_x, _y, i) => {
    const sum = octaves.reduce((total, { data }) => total + (data[i] as number) - 128, 0);
    return 255 - depth + (sum * depth) / 400;
  });
  const tone = random.uniform(140, 250);
  const look: Look = { ink: [0, 0, 0], paper: [tone, tone * 0.97, tone * 0.92], ground: bumps, grain: 3 };
  return nothing(onPaper(plane(width, height), { ...look, shadow: random.uniform(0, 0.4) }, random));
}

/** A sheet with nothing on it but light, folds and a shadow. */
function blank(random: Random): Labelled {
  const { width, height } = sizeOf(random);
  const look = { ...paper(random), vignette: random.uniform(0, 0.4) };
  const shadow = random.uniform(0.15, 0.5);
  const shaded = chance(random, 0.5) ? { ...look, shadow } : { ...look, hardShadow: shadow };
  if (chance(random, 0.6)) return nothing(onPaper(plane(width, height), shaded, random));
  const fold = random.uniform(0.3, 0.7) * width;
  const ground = filled(width, height, (x) => 255 - 24 * Math.exp(-Math.abs(x - fold) / 6) - (x > fold ? 6 : 0));
  return nothing(onPaper(plane(width, height), { ...shaded, ground }, random));
}

/** Holes for a file at the side of a sheet, dark or with what lies below. */
function holes(random: Random): Labelled {
  const radius = random.uniform(6, 24);
  const count = whole(random, 1, 4);
  const step = radius * random.uniform(5, 9);
  const margin = radius * random.uniform(1.5, 3);
  const size = {
    width: Math.round(margin + radius * random.uniform(4, 14)),
    height: Math.round(2 * margin + (count - 1) * step),
  };
  const spots = Array.from({ length: count }, (_, i) => [margin, margin + i * step] as const);
  const ink = strokes(
    size,
    spots.map(([x, y]) => [
      [x, y],
      [x + 0.1, y],
    ]),
    2 * radius,
  );
  const tone = random.uniform(10, 120);
  return nothing(onPaper(ink, paper(random, [tone, tone, tone]), random));
}

/** Lines of an empty form or a notebook. */
function emptyLines(random: Random): Labelled {
  const { width, height } = sizeOf(random);
  const distance = random.uniform(14, 40);
  const lines = {
    distance,
    squares: chance(random, 0.4),
    colour: [140, 160, random.uniform(160, 210)] as const,
    tilt: random.uniform(-0.03, 0.03),
  };
  return nothing(onPaper(plane(width, height), { ...paper(random), lines }, random));
}

/** Pictures with no writing in them at all. */
export const SCENES: readonly Kind[] = [
  { name: 'none/landscape', draw: landscape },
  { name: 'none/plaster', draw: plaster },
  { name: 'none/blank', draw: blank },
  { name: 'none/punch-holes', draw: holes },
  { name: 'none/empty-lines', draw: emptyLines },
];
