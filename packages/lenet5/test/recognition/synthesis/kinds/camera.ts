import type { Random } from '../../../../src/math/random.js';
import { localMean } from '../../../../src/recognition/background.js';
import type { Picture } from '../../../../src/recognition/index.js';
import { type Plane, plane } from '../../../../src/recognition/plane.js';
import { drawMatrix, warp } from '../warp.js';

/** What happens to a finished picture between the paper and the file. */
export type Change = (random: Random, picture: Picture) => Picture;

type Channels = Picture['channels'];

/** Each channel by itself. */
function eachChannel(picture: Picture, change: (channel: Plane) => Plane): Picture {
  const { channels } = picture;
  const changed = Array.from({ length: channels }, (_, c) => change(channelOf(picture, c)));
  const { width, height } = changed[0] as Plane;
  const data = new Uint8Array(width * height * channels);
  changed.forEach((channel, c) => {
    for (let i = 0; i < channel.data.length; i++) data[i * channels + c] = channel.data[i] as number;
  });
  return { data, width, height, channels };
}

function channelOf({ data, width, height, channels }: Picture, c: number): Plane {
  const result = plane(width, height);
  for (let i = 0; i < result.data.length; i++) result.data[i] = data[i * channels + c] as number;
  return result;
}

/** The median of the border: what is taken for ground beyond it. */
function borderOf({ width, height, data }: Plane): number {
  const values: number[] = [];
  for (let x = 0; x < width; x++) values.push(data[x] as number, data[(height - 1) * width + x] as number);
  for (let y = 0; y < height; y++) values.push(data[y * width] as number, data[(y + 1) * width - 1] as number);
  return values.sort((a, b) => a - b)[values.length >> 1] as number;
}

function padded(channel: Plane, side: number, value: number): Plane {
  const result = plane(channel.width + 2 * side, channel.height + 2 * side);
  result.data.fill(value);
  for (let y = 0; y < channel.height; y++) {
    const row = channel.data.subarray(y * channel.width, (y + 1) * channel.width);
    result.data.set(row, (y + side) * result.width + side);
  }
  return result;
}

/** Turned and tilted, with so much more ground on all sides that nothing is lost. */
export interface Bend {
  /** Room on each side, as a share of the longer side. */
  readonly room: number;
  /** Radians, ±. */
  readonly rotation: number;
  /** Change of scale across the picture, ±. */
  readonly perspective: number;
}

export const ROTATION: Bend = { room: 0.16, rotation: 0.35, perspective: 0 };
export const PERSPECTIVE: Bend = { room: 0.22, rotation: 0, perspective: 0.25 };

/** The same bend for every plane of that size. */
export function bending(random: Random, bend: Bend, size: { width: number; height: number }): (old: Plane) => Plane {
  const side = Math.ceil(bend.room * Math.max(size.width, size.height)) + 2;
  const ranges = { slant: 0, squeeze: 0, rotation: bend.rotation, perspective: bend.perspective };
  const matrix = drawMatrix(random, ranges, size.width + 2 * side, size.height + 2 * side);
  return (old) => {
    const ground = borderOf(old);
    return warp(padded(old, side, ground), matrix, ground);
  };
}

/** A finished picture, bent. */
export function bent(bend: Bend): Change {
  return (random, picture) => eachChannel(picture, bending(random, bend, picture));
}

/** Out of focus by so many pixels. */
export function blurred(reach: number): Change {
  const pixels = Math.max(1, Math.round(reach));
  return (_, picture) => eachChannel(picture, (channel) => localMean(localMean(channel, pixels), pixels));
}

/** Every value changed where it is; of four channels the last one stays, of two the second. */
function repainted(picture: Picture, value: (old: number, x: number, y: number) => number): Picture {
  const { width, channels } = picture;
  const colours = channels === 4 ? 3 : channels === 2 ? 1 : channels;
  const data = picture.data.map((old, i) => {
    if (i % channels >= colours) return old;
    const at = Math.floor(i / channels);
    return Math.max(0, Math.min(255, value(old, at % width, Math.floor(at / width))));
  });
  return { ...picture, channels: channels as Channels, data };
}

export function noisy(deviation: number): Change {
  return (random, picture) =>
    repainted(picture, (old) => old + deviation * 1.22 * (random.uniform(-1, 1) + random.uniform(-1, 1)));
}

/** Light squares on the ground: darker by that share in every other square. */
export function chequered(cell: number, depth: number): Change {
  return (_, picture) =>
    repainted(picture, (old, x, y) => ((Math.floor(x / cell) + Math.floor(y / cell)) % 2 ? old * (1 - depth) : old));
}

/** A soft shadow over one side, from a random direction. */
export function shadowed(depth: number): Change {
  return (random, picture) => {
    const angle = random.uniform(0, 2 * Math.PI);
    const [u, v] = [(8 * Math.cos(angle)) / picture.width, (8 * Math.sin(angle)) / picture.height];
    return repainted(picture, (old, x, y) => {
      const at = u * (x - picture.width / 2) + v * (y - picture.height / 2);
      return old * (1 - depth / (1 + Math.exp(-at)));
    });
  };
}
