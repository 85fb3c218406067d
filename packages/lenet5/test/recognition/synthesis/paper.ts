import type { Random } from '../../../src/math/random.js';
import type { Picture } from '../../../src/recognition/index.js';
import type { Plane } from '../../../src/recognition/plane.js';

export type Colour = readonly [red: number, green: number, blue: number];

/** What ink and paper look like; everything off by default. */
export interface Look {
  readonly ink: Colour;
  readonly paper: Colour;
  /** Strength of the ink, 0 to 1. */
  readonly strength?: number;
  /** Standard deviation of the noise of each pixel. */
  readonly grain?: number;
  /** Darkest part of a soft shadow over one side, as a share of the light, 0 to 1. */
  readonly shadow?: number;
  /** A shadow with a hard edge across the picture, the same. */
  readonly hardShadow?: number;
  /** Darkening towards the corners, the same. */
  readonly vignette?: number;
  /** Distance of ruled lines in pixels, and whether they are squares. */
  readonly lines?: {
    readonly distance: number;
    readonly squares: boolean;
    readonly colour: Colour;
    readonly tilt: number;
  };
  /** Light that each place of the paper throws back, 0 to 255: textures, squares of a floor. */
  readonly ground?: Plane;
  /** What is printed beneath the writing, as large as it. */
  readonly print?: { readonly ink: Plane; readonly colour: Colour };
  /** 4: the paper is transparent. */
  readonly channels?: 3 | 4;
}

/** Puts ink of 0 to 255 on paper. */
export function onPaper(ink: Plane, look: Look, random: Random): Picture {
  const { width, height } = ink;
  const channels = look.channels ?? 3;
  const data = new Uint8Array(width * height * channels);
  const light = lightOf(look, width, height);
  const paper = paperOf(look);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const share = ((ink.data[i] as number) / 255) * (look.strength ?? 1);
      const noise = look.grain ? look.grain * normal(random) : 0;
      const bright = light(x, y);
      const grounds = paper(x, y, i);
      for (let c = 0; c < 3; c++) {
        const colour = look.ink[c] as number;
        const ground = grounds[c] as number;
        const value = channels === 4 ? colour : (ground + (colour - ground) * share) * bright + noise;
        data[i * channels + c] = Math.max(0, Math.min(255, value));
      }
      if (channels === 4) data[i * 4 + 3] = 255 * share;
    }
  }
  return { data, width, height, channels };
}

function lightOf({ shadow = 0, hardShadow = 0, vignette = 0 }: Look, width: number, height: number) {
  if (!shadow && !hardShadow && !vignette) return () => 1;
  return (x: number, y: number): number => {
    const [u, v] = [x / width - 0.5, y / height - 0.5];
    const soft = shadow ? 1 - shadow / (1 + Math.exp(-8 * (u + 0.5 * v))) : 1;
    const hard = u + 0.3 * v > 0.1 ? 1 - hardShadow : 1;
    return soft * hard * (1 - vignette * 2 * (u * u + v * v));
  };
}

/** Colour of the paper with everything that is on it but the writing. */
function paperOf(look: Look): (x: number, y: number, i: number) => Colour {
  const line = linesOf(look);
  const { ground, print, lines } = look;
  if (!lines && !ground && !print) return () => look.paper;
  return (x, y, i) => {
    let colour = lines && line(x, y) ? lines.colour : look.paper;
    if (ground) colour = mix(colour, BLACK, 1 - (ground.data[i] as number) / 255);
    return print?.ink.data[i] ? mix(colour, print.colour, (print.ink.data[i] as number) / 255) : colour;
  };
}

const BLACK: Colour = [0, 0, 0];

function mix(a: Colour, b: Colour, share: number): Colour {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

function linesOf({ lines }: Look): (x: number, y: number) => boolean {
  if (!lines) return () => false;
  const thickness = Math.max(1, lines.distance / 22);
  const on = (place: number) => ((place % lines.distance) + lines.distance) % lines.distance < thickness;
  return (x, y) => on(y + lines.tilt * x + lines.distance / 3) || (lines.squares && on(x - lines.tilt * y));
}

/** Nearly normal, of deviation 1. */
function normal(random: Random): number {
  let sum = 0;
  for (let i = 0; i < 4; i++) sum += random.uniform(-1, 1);
  return sum * 0.866;
}
