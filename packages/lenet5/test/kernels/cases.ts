import type { Tensor } from '../../src/kernels/arena.js';
import type {
  Backend,
  Border,
  Descent,
  Filter,
  ImageSpec,
  Kernel,
  Parameter,
  Pooling,
  SquaredSquash,
  Squash,
  Units,
} from '../../src/kernels/contract.js';
import { PIXEL_RANGES } from '../../src/math/pixels.js';
import { Random } from '../../src/math/random.js';
import type { Bench } from './bench.js';

/** Forward, then backward. */
export interface Run extends Descent {
  readonly samples: number;
}

/** One operation on one shape. A later run finds the scratch of the runs before it. */
export interface Case {
  readonly title: string;
  readonly runs: readonly Run[];
  /** Backward without forward, on states as they are. */
  readonly alone?: boolean;
  build(bench: Bench): Subject;
}

/** An operation bound to buffers, and the buffers. */
export interface Subject {
  readonly kernel: Kernel;
  /** What the operation reads; `null` where it reads pixels. */
  readonly input: Units | null;
  readonly pixels: Uint8Array;
  readonly output: Units;
  readonly parameters: readonly Parameter[];
  /** Inputs of one unit, for weights of a sensible size. */
  readonly fanIn: number;
  readonly targets: Tensor | null;
}

export const SQUASHES = ['scaled-tanh', 'logistic', 'none'] as const;
/** Those of other networks, in cases from this index on. */
export const MODERN = 1000;
const MODERN_SQUASHES = ['tanh', 'relu'] as const;
const NO_BYTES = new Uint8Array(0);
const CAPACITY = 5;
/** For layers that take samples in fours: three of these and a rest. */
const MANY = 13;

/** Cycles through squashing functions, numbers of samples and descents, so that each meets each. */
function circumstances(index: number, most = CAPACITY): { below: Squash; above: Squash; runs: Run[] } {
  const at = <T>(list: readonly T[], i: number) => list[i % list.length] as T;
  const descents: Descent[] = [
    { into: 'gradient', scale: 1 },
    { into: 'value', scale: -0.375 },
  ];
  const samples = at(
    [
      [1, 1],
      [3, 1],
      [1, 4],
      [2, 3],
      [most, 2],
    ] as const,
    index,
  );
  const runs = samples.map((count, i) => ({ samples: count, ...at(descents, index + i) }));
  const squashes: readonly Squash[] = index >= MODERN ? MODERN_SQUASHES : SQUASHES;
  const above = Math.floor((index % MODERN) / squashes.length);
  return { below: at(squashes, index), above: at(squashes, above), runs };
}

const describeRuns = (runs: readonly Run[]) => runs.map(({ samples, into }) => `${samples} into ${into}`).join(', ');

/** What an operation is built from; `make` binds it once the buffers are planned. */
interface Plan {
  /** Room for so many samples; CAPACITY unless given. */
  readonly capacity?: number;
  readonly below: readonly [shape: readonly number[], squash: Squash | SquaredSquash, needsDelta?: boolean];
  readonly above: readonly [shape: readonly number[], squash: Squash];
  readonly parameters?: readonly (readonly number[])[];
  readonly fanIn?: number;
  readonly targets?: readonly number[];
  make(backend: Backend, input: Units, output: Units, parameters: readonly Parameter[], targets: Tensor): Kernel;
}

function build(bench: Bench, plan: Plan): Subject {
  const { capacity = CAPACITY, below, above, parameters = [], fanIn = 1, targets, make } = plan;
  const input = bench.units('input', [capacity, ...below[0]], below[1], below[2]);
  const planned = bench.parameters(parameters);
  const output = bench.units('output', [capacity, ...above[0]], above[1]);
  const codes = bench.backend.arena.tensor('targets', targets ?? [1]);
  const kernel = bench.bind((backend) => make(backend, input, output, planned, codes));
  return { kernel, input, pixels: NO_BYTES, output, parameters: planned, fanIn, targets: targets ? codes : null };
}

/** A random subset of the input maps for every output map; the last one reads the last map, alone or among others. */
function randomTable(inputs: number, outputs: number, random: Random): number[][] {
  return Array.from({ length: outputs }, (_, map) => {
    const all = Array.from({ length: inputs }, (_, i) => i);
    const always = map === outputs - 1 ? inputs - 1 : random.below(inputs);
    return all.filter((i) => i === always || random.below(3) > 0);
  });
}

/** The weights of every map in one parameter for all, as in C1, or in one for each, as in C3. */
function filtersOf(
  table: readonly number[][],
  shared: boolean,
  parameters: readonly Parameter[],
  biased: boolean,
): Filter[] {
  let start = 0;
  return table.map((inputs, map) => {
    const length = inputs.length * 25;
    const each = biased ? 2 : 1;
    const own = shared ? parameters : parameters.slice(each * map, each * (map + 1));
    const [weight, bias] = own as [Parameter, Parameter];
    const filter: Filter = {
      inputs,
      weights: { parameter: weight, start: shared ? start : 0, length },
      bias: biased ? { parameter: bias, start: shared ? map : 0, length: 1 } : null,
    };
    start += length;
    return filter;
  });
}

type ConvolutionShape = readonly [inputs: number, height: number, width: number, outputs: number];

/** `full`: every map reads every map. `leaf`: the input needs no gradient. `pooling`: windows of 2×2 follow at once. */
interface Kind {
  readonly full?: boolean;
  readonly leaf?: boolean;
  readonly pooling?: 'sum' | 'average';
  /** Cells around the input, with stride 2 and no biases. */
  readonly border?: Border;
  /** As for second derivatives: backward alone, and the input's squashing function squared. */
  readonly squared?: SquaredSquash;
}

export function convolution(shape: ConvolutionShape, index: number, kind: Kind = {}): Case {
  const { full, leaf, pooling, border, squared } = kind;
  const [inputs, height, width, outputs] = shape;
  const { below: plain, above: squash, runs } = circumstances(index);
  const below = squared ?? plain;
  // Convolution and pooling together are one linear map, and leave the squashing to what follows.
  const above = pooling ? 'none' : squash;
  const table = full
    ? Array.from({ length: outputs }, () => Array.from({ length: inputs }, (_, i) => i))
    : randomTable(inputs, outputs, new Random(index, 'table'));
  const shared = full || index % 2 === 0;
  const links = table.map((maps) => maps.length);
  const total = links.reduce((sum, count) => sum + count, 0);
  const side = (length: number) => {
    if (border) return Math.floor((length + 2 * border.cells - 5) / 2) + 1;
    return pooling ? (length - 4) / 2 : length - 4;
  };
  const how = border
    ? `by 2 with ${border.cells} cells of ${border.value} around `
    : pooling
      ? `and ${pooling} of `
      : '';
  const from = `${how}${inputs}×${height}×${width}`;
  const biases = border ? [] : shared ? [[outputs]] : [[1]];
  const alone = squared !== undefined;
  return {
    title: `${from} to ${outputs} maps, ${below} to ${above}, samples ${describeRuns(runs)}`,
    runs,
    alone,
    build: (bench) =>
      build(bench, {
        below: [[inputs, height, width], leaf ? 'none' : below, !leaf],
        above: [[outputs, side(height), side(width)], above],
        parameters: shared ? [[total, 25], ...biases] : links.flatMap((count) => [[count, 25], ...biases]),
        fanIn: 25 * Math.ceil(total / outputs),
        make: (backend, input, output, parameters) => {
          const filters = filtersOf(table, shared, parameters, border === undefined);
          const rest = { ...(pooling && { pooling }), ...(border && { border }) };
          return backend.convolution({ input, output, filters, backwardAlone: alone, ...rest });
        },
      }),
  };
}

type MapShape = readonly [maps: number, height: number, width: number];

export function pool([maps, height, width]: MapShape, pooling: Pooling, index: number, squared?: SquaredSquash): Case {
  const { below: plain, runs } = circumstances(index);
  const below = squared ?? plain;
  return {
    title: `${pooling} of ${maps}×${height}×${width}, below ${below}, samples ${describeRuns(runs)}`,
    runs,
    build: (bench) =>
      build(bench, {
        below: [[maps, height, width], below],
        above: [[maps, height / 2, width / 2], 'none'],
        make: (backend, input, output) => backend.pool({ input, output, pooling }),
      }),
  };
}

export function scale([maps, height, width]: MapShape, index: number): Case {
  const { above, runs } = circumstances(index);
  return {
    title: `${maps}×${height}×${width}, ${above}, samples ${describeRuns(runs)}`,
    runs,
    build: (bench) =>
      build(bench, {
        below: [[maps, height, width], 'none'],
        above: [[maps, height, width], above],
        parameters: [[maps], [maps]],
        make: (backend, input, output, [coefficient, bias]) =>
          backend.scale({ input, output, coefficient: coefficient as Parameter, bias: bias as Parameter }),
      }),
  };
}

type Inputs = number | readonly number[];

export function dense(inputs: Inputs, outputs: number, index: number, squared?: SquaredSquash): Case {
  const { below: plain, above, runs } = circumstances(index, MANY);
  const below = squared ?? plain;
  const shape = typeof inputs === 'number' ? [inputs] : inputs;
  const fanIn = shape.reduce((product, size) => product * size, 1);
  return {
    title: `${shape.join('×')} to ${outputs}, ${below} to ${above}, samples ${describeRuns(runs)}`,
    runs,
    build: (bench) =>
      build(bench, {
        capacity: MANY,
        below: [shape, below],
        above: [[outputs], above],
        parameters: [[outputs, fanIn], [outputs]],
        fanIn,
        make: (backend, input, output, [weights, bias]) =>
          backend.dense({ input, output, weights: weights as Parameter, bias: bias as Parameter }),
      }),
  };
}

export function distances(units: number, classes: number, measure: 'distance' | 'angle', index: number): Case {
  const { below, runs } = circumstances(index);
  return {
    title: `${measure} of ${units} units to ${classes} codes, below ${below}, samples ${describeRuns(runs)}`,
    runs,
    build: (bench) =>
      build(bench, {
        below: [[units], below],
        above: [[classes], 'none'],
        targets: [classes, units],
        make: (backend, input, output, _, targets) => backend.distances({ input, output, targets, measure }),
      }),
  };
}

export function unitBias(units: number, index: number): Case {
  const { above, runs } = circumstances(index);
  return {
    title: `${units} units, ${above}, samples ${describeRuns(runs)}`,
    runs,
    build: (bench) =>
      build(bench, {
        below: [[units], 'none'],
        above: [[units], above],
        parameters: [[units]],
        make: (backend, input, output, [bias]) => backend.unitBias({ input, output, bias: bias as Parameter }),
      }),
  };
}

type Painting = Pick<ImageSpec, 'padding' | 'inner'> & { readonly range?: keyof typeof PIXEL_RANGES };

export function image(size: number, side: number, painting: Painting, index: number): Case {
  const { runs } = circumstances(index);
  const { range = 'paper', ...rest } = painting;
  return {
    title: `${size}×${size} to ${side}×${side}, ${Object.values(painting).join(', ')}, samples ${describeRuns(runs)}`,
    runs,
    build: (bench) => {
      const pixels = bench.backend.arena.pixels(CAPACITY * size * size);
      const output = bench.units('output', [CAPACITY, 1, side, side], 'none', false);
      const kernel = bench.bind((backend) =>
        backend.image({ pixels, size, output, range: PIXEL_RANGES[range], ...rest }),
      );
      return { kernel, input: null, pixels: pixels.data, output, parameters: [], fanIn: 1, targets: null };
    },
  };
}
