import { PIXELS } from '../given/bytes.js';
import { fit, mustFit, NUMBER } from '../given/options.js';
import type { Arena } from '../kernels/arena.js';
import type { Kernel, Squash, Units } from '../kernels/contract.js';
import { normalisePixel, PIXEL_RANGES } from '../math/pixels.js';
import type { Architecture } from '../switches/table.js';
import { BITMAP_PIXELS } from './bitmaps.js';
import { INPUT_SIDE } from './families.js';
import type { DenseLayer, Layer } from './layers.js';
import { NETWORK, type Network, takeMemory } from './network.js';
import { planParameters } from './parameters.js';
import { compile, fuse, named, type Operation, operationsOf, unitsOf } from './program.js';
import { fullTable } from './table-one.js';

/** Pixels between two windows: the two subsamplings halve the resolution twice. */
export const DISPLACEMENT_STEP = 4;

/** C5 becomes a convolution over the maps of S4, of which kernels take 32. */
const LENET_5 = fit('a network of family lenet-5 with at most 32 maps in C3, to slide along a strip', (network) => {
  const { family, width } = (network as Network).architecture;
  return family === 'lenet-5' && width.C3 <= 32;
});

const WIDTH = fit('a multiple of 4 that is 32 or more', (value) => {
  return Number.isSafeInteger(value) && Number(value) >= INPUT_SIDE && Number(value) % DISPLACEMENT_STEP === 0;
});

/**
 * Windows of 32×32 pixels along a strip of this width, a multiple of 4 from 32 on.
 * @throws SettingError for another width
 */
export function positionsOf(width: number): number {
  mustFit('width', width, WIDTH);
  return (width - INPUT_SIDE) / DISPLACEMENT_STEP + 1;
}

/**
 * A trained network slid along a strip of 32 rows (paper p.27-30): it answers for each window of 32×32 pixels, 4 pixels
 * apart, and what neighbouring windows share is computed once. C1 to S4 are simply wider; C5, which in a window of
 * 32×32 is full connection, is the 5×5 convolution that it is by its weights; F6 and the output are applied at each
 * place. The weights are a copy of the network's, taken when this is made.
 */
export class SpaceDisplacementNetwork {
  /** That of the network it was made from. */
  readonly architecture: Architecture;
  /** Distances to the bitmaps (or scores) of every window, [positions, classes], of the last strip. */
  readonly outputs: Float32Array;
  private readonly input: Units;
  private readonly alongStrip: readonly Kernel[];
  private readonly atPlaces: readonly Kernel[];
  private readonly c5: { readonly along: Units; readonly places: Units };
  private readonly results: Units;

  /**
   * @param width of the widest strip in pixels, a multiple of 4, 32 or more
   * @throws SettingError for another width, one that does not fit into memory, or a network that cannot be slid
   */
  constructor(
    network: Network,
    readonly width: number,
  ) {
    mustFit('network', network, NETWORK);
    mustFit('width', width, WIDTH);
    mustFit('network', network, LENET_5, 'switch-value');
    this.architecture = network.architecture;
    const backend = network.backend.another();
    const { layers } = network;
    const at = layers.findIndex(({ name }) => name === 'C5');
    const [maps, c5, rest] = [layers.slice(0, at), layers[at] as DenseLayer, layers.slice(at + 1)];
    const units = planUnits(backend.arena, maps, c5, rest, width);
    const parameters = planParameters(backend.arena, network.parameters);
    const bitmaps = backend.arena.tensor('bitmaps', [network.classes, BITMAP_PIXELS]);
    const buffers = { units, parameters, bitmaps };
    this.alongStrip = compile(fuse([...maps.flatMap(operationsOf), alongStrip(c5)]), backend, buffers);
    this.atPlaces = compile(rest.flatMap(operationsOf), backend, buffers);
    takeMemory(backend, `A strip of ${width} pixels`);
    bitmaps.data.set(network.bitmaps.flat());
    const state = network.stateDict();
    for (const { name, value } of parameters.values()) value.data.set(state.get(name)?.data ?? []);
    this.input = named(units, 'input');
    this.c5 = { along: named(units, ALONG), places: named(units, 'C5') };
    this.results = named(units, 'Output');
    this.outputs = new Float32Array(positionsOf(width) * network.classes);
  }

  /**
   * Reads a strip: 32 rows of `width` bytes, 0 background to 255 ink.
   * @throws SettingError for other bytes than these
   * @returns `outputs`: those of the window whose left edge is at pixel 4p are at [classes·p, classes·(p + 1))
   */
  read(strip: Uint8Array): Float32Array {
    mustFit('strip', strip, PIXELS);
    mustFit(
      'strip.length',
      strip.length,
      fit(`32 rows of ${this.width} bytes`, (count) => count === 32 * this.width),
    );
    const { data } = this.input.state;
    const range = PIXEL_RANGES[this.architecture.pixels];
    for (let i = 0; i < strip.length; i++) data[i] = normalisePixel(strip[i]!, range);
    for (const kernel of this.alongStrip) kernel.forward(1);
    this.placeC5();
    const positions = positionsOf(this.width);
    for (const kernel of this.atPlaces) kernel.forward(positions);
    this.outputs.set(this.results.state.data);
    return this.outputs;
  }

  /** [120, positions], as a convolution writes it, becomes [positions, 120], as full connection reads it. */
  private placeC5(): void {
    const [from, to] = [this.c5.along.state.data, this.c5.places.state.data];
    const positions = positionsOf(this.width);
    const count = from.length / positions;
    for (let unit = 0; unit < count; unit++) {
      for (let p = 0; p < positions; p++) to[p * count + unit] = from[unit * positions + p]!;
    }
  }
}

/** C5 as a map along the strip. */
const ALONG = 'C5.along';

/** C5 as the convolution over the maps of S4, 5 rows high, that it is. */
function alongStrip({ name, from, units, weightShape: [, maps = 0], squash }: DenseLayer): Operation {
  return { op: 'convolve', from, to: ALONG, layer: name, table: fullTable(units, maps), squash, biased: true };
}

/** All units for one strip: maps as wide as it needs, and C5 and what follows at every place. */
function planUnits(arena: Arena, maps: readonly Layer[], c5: DenseLayer, rest: readonly Layer[], width: number) {
  const units = new Map<string, Units>();
  const plan = (name: string, shape: readonly number[], squash: Squash) =>
    units.set(name, { state: arena.tensor(name, shape), delta: null, squash });
  plan('input', [1, 1, INPUT_SIDE, width], 'none');
  let columns = width;
  for (const layer of maps) {
    columns = layer.kind === 'subsampling' ? columns / 2 : columns - 4;
    for (const { name, shape, squash } of unitsOf(layer)) plan(name, [1, ...shape.slice(0, -1), columns], squash);
  }
  const positions = positionsOf(width);
  plan(ALONG, [1, c5.units, 1, positions], c5.squash);
  for (const { name, shape, squash } of [c5, ...rest].flatMap(unitsOf)) plan(name, [positions, ...shape], squash);
  return units;
}

/** Widths are rounded up to a multiple of this, so that few networks serve all strips. */
const WIDTH_STEP = 64;

/** Networks for strips of any width, made when they are first needed and kept. @throws SettingError for what is none */
export function displacementNetworks(network: Network): (width: number) => SpaceDisplacementNetwork {
  mustFit('network', network, NETWORK);
  const made = new Map<number, SpaceDisplacementNetwork>();
  return (width) => {
    mustFit('width', width, NUMBER);
    const rounded = Math.max(1, Math.ceil(width / WIDTH_STEP)) * WIDTH_STEP;
    const known = made.get(rounded) ?? new SpaceDisplacementNetwork(network, rounded);
    made.set(rounded, known);
    return known;
  };
}
