import { type Case, convolution, dense, distances, image, MODERN, pool, scale, unitBias } from './cases.js';

/**
 * The shapes that every backend must run: those of LeNet-5, tiny ones, and ones that make a vectorised loop run at
 * least three times with every kind of ragged tail, whether it goes by 4, 8, 12, 16, 20 or by whole rows.
 */

const CONVOLUTIONS = [
  [6, 14, 14, 16],
  [1, 5, 5, 1],
  [3, 5, 5, 2],
  [2, 6, 5, 3],
  [2, 5, 8, 1],
  [4, 7, 6, 3],
  [2, 9, 7, 3],
  [3, 8, 9, 5],
  [2, 8, 11, 2],
  [3, 10, 10, 4],
  [3, 13, 12, 7],
  [5, 11, 14, 4],
  [2, 12, 17, 3],
  [7, 9, 15, 6],
  [1, 16, 20, 3],
  [32, 6, 7, 3],
  [31, 7, 9, 2],
  [4, 14, 14, 12],
  [2, 9, 28, 2],
  [3, 7, 37, 3],
] as const;

/** Followed at once by the sum or the average of 2×2 windows. */
const FUSED = [
  [6, 14, 14, 16],
  [1, 6, 8, 1],
  [2, 8, 8, 2],
  [2, 6, 10, 3],
  [3, 8, 12, 2],
  [1, 10, 14, 5],
  [4, 12, 12, 3],
  [3, 12, 18, 4],
  [5, 14, 22, 5],
  [2, 20, 20, 3],
  [32, 6, 8, 2],
  [31, 10, 12, 3],
  [2, 8, 40, 2],
] as const;

const POOLED = [
  [6, 28, 28],
  [16, 10, 10],
  [1, 2, 2],
  [3, 2, 4],
  [2, 4, 6],
  [1, 2, 8],
  [3, 4, 14],
  [2, 6, 26],
  [5, 2, 32],
  [1, 8, 36],
] as const;

const SCALED = [
  [6, 14, 14],
  [16, 5, 5],
  [1, 1, 1],
  [3, 1, 2],
  [2, 1, 3],
  [5, 2, 2],
  [3, 3, 5],
  [7, 1, 13],
  [2, 3, 9],
  [4, 7, 5],
] as const;

const DENSE = [
  [[16, 5, 5], 120],
  [120, 84],
  [84, 10],
  [1, 1],
  [3, 2],
  [4, 4],
  [7, 5],
  [8, 3],
  [12, 9],
  [27, 13],
  [31, 15],
  [33, 18],
  [[2, 3, 5], 7],
  [5, 1],
  [1, 6],
  [50, 11],
  [30, 21],
  [64, 26],
] as const;

/** At least two units: with one there are two directions, and no gradient between them. */
const DISTANCES = [
  [84, 10],
  [2, 1],
  [3, 2],
  [4, 3],
  [6, 4],
  [15, 7],
  [13, 10],
  [21, 1],
  [32, 12],
  [84, 36],
] as const;

const IMAGES = [
  [28, 32],
  [32, 32],
  [5, 9],
  [26, 30],
  [27, 33],
  [31, 31],
] as const;

/** Of H1 and H2 of LeNet-1989, and smaller and stranger ones. */
const STRIDED = [
  [[1, 16, 16, 12], { cells: 2, value: -1 }],
  [[12, 8, 8, 12], { cells: 2, value: -1 }],
  [[2, 5, 5, 1], { cells: 0, value: 0 }],
  [[3, 6, 9, 4], { cells: 1, value: 0.5 }],
  [[1, 1, 1, 2], { cells: 2, value: -1 }],
  [[32, 4, 7, 3], { cells: 2, value: 1 }],
  [[2, 11, 13, 5], { cells: 3, value: -0.25 }],
  [[3, 12, 10, 2], { cells: 4, value: 2 }],
] as const;

/** Pictures that are reduced: those of MNIST, and small ones. */
const REDUCED = [
  [28, 28, 16],
  [32, 28, 16],
  [9, 9, 5],
  [12, 8, 7],
] as const;

const PADDINGS = ['background', 'replicate', 'zero'] as const;
const POOLINGS = ['sum', 'average', 'max'] as const;
const MEASURES = ['distance', 'angle'] as const;

/** Each shape in two circumstances that differ in where the gradients go. */
const twice = <Shape, T>(shapes: readonly Shape[], make: (shape: Shape, index: number) => T): T[] =>
  shapes.flatMap((shape, i) => [make(shape, i), make(shape, i + 5)]);

/** Nine circumstances (see cases.ts) make every pair of squashing functions; a shape with loops and tails sees all. */
const nine = <T>(make: (index: number) => T): T[] => Array.from({ length: 9 }, (_, index) => make(index));

/** Below and above tanh or relu. */
const modern = <T>(make: (index: number) => T): T[] => [0, 1, 2, 3].map((i) => make(MODERN + i));

/** What second derivatives need: backward through f′², on squared states, with nothing forward before it. */
const SQUARED = (['squared scaled-tanh', 'squared tanh', 'squared logistic'] as const).flatMap((squared) => [
  ...[0, 1].map((i) => convolution([3, 9, 11, 4], i, { squared })),
  ...[2, 3].map((i) => convolution([6, 14, 14, 5], i, { squared })),
  convolution([1, 10, 12, 2], 5, { squared, leaf: true, full: true }),
  ...[0, 1].map((i) => pool([2, 6, 26], 'sum', i, squared)),
  ...[0, 1].map((i) => pool([2, 4, 6], 'average', i, squared)),
  ...[0, 1].map((i) => dense(29, 14, i, squared)),
  dense([16, 5, 5], 13, 5, squared),
]);

export const CASES: Readonly<Record<string, readonly Case[]>> = {
  image: [
    ...IMAGES.flatMap(([size, side], i) => PADDINGS.map((padding, k) => image(size, side, { padding }, i + k))),
    ...(['unit', 'standardised', 'symmetric'] as const).flatMap((range) =>
      PADDINGS.map((padding, i) => image(27, 33, { padding, range }, i)),
    ),
    ...REDUCED.map(([size, inner, side], i) => image(size, side, { padding: 'background', inner }, i)),
    image(28, 16, { padding: 'background', range: 'symmetric', inner: 28 }, 2),
  ],
  convolution: [
    convolution([1, 32, 32, 6], 0, { full: true, leaf: true }),
    convolution([1, 12, 13, 5], 6, { full: true, leaf: true }),
    ...twice(CONVOLUTIONS, convolution),
    ...nine((i) => convolution([3, 9, 11, 5], i)),
    ...nine((i) => convolution([2, 7, 7, 3], i)),
    ...modern((i) => convolution([3, 9, 11, 5], i)),
  ],
  'convolution and pooling': [
    convolution([1, 32, 32, 6], 1, { full: true, leaf: true, pooling: 'average' }),
    ...twice(FUSED, (shape, i) => convolution(shape, i, { pooling: i % 2 ? 'sum' : 'average' })),
    ...nine((i) => convolution([3, 12, 16, 5], i, { pooling: i % 2 ? 'average' : 'sum' })),
  ],
  'convolution by 2': [
    convolution([1, 16, 16, 12], 2, { full: true, leaf: true, border: { cells: 2, value: -1 } }),
    ...twice(STRIDED, ([shape, border], i) => convolution(shape, i, { border })),
    ...modern((i) => convolution([3, 9, 11, 5], i, { border: { cells: 2, value: -1 } })),
    convolution([3, 8, 8, 4], 1, { squared: 'squared tanh', border: { cells: 2, value: 1 } }),
  ],
  'unit bias': [...[768, 192, 1, 2, 3, 5, 13].map((units, i) => unitBias(units, i)), ...modern((i) => unitBias(30, i))],
  pool: POOLINGS.flatMap((pooling) => [
    ...twice(POOLED, (shape, i) => pool(shape, pooling, i)),
    ...[0, 1, 2, MODERN, MODERN + 1].map((i) => pool([2, 4, 22], pooling, i)),
  ]),
  scale: [
    ...twice(SCALED, scale),
    ...nine((i) => scale([3, 3, 5], i)),
    ...nine((i) => scale([2, 3, 6], i)),
    ...modern((i) => scale([3, 3, 5], i)),
  ],
  dense: [
    dense([16, 5, 5], 120, 3),
    ...twice(DENSE, ([inputs, outputs], i) => dense(inputs, outputs, i)),
    ...nine((i) => dense(28, 14, i)),
    ...nine((i) => dense(29, 15, i)),
    ...modern((i) => dense(29, 15, i)),
  ],
  distances: MEASURES.flatMap((measure) => [
    ...twice(DISTANCES, ([units, classes], i) => distances(units, classes, measure, i)),
    ...[0, 1, 2, MODERN, MODERN + 1].map((i) => distances(18, 5, measure, i)),
  ]).concat(distances(1, 3, 'distance', 0)),
  squares: SQUARED,
};
