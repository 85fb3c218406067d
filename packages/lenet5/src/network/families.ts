/**
 * The layer tables: which layers follow each other in a network of each family. Kernels, counts, files and pictures of a
 * network are all made from the list that `layersOf` gives; a new network is a row of presets.ts, or one more table here.
 */
import { SettingError } from '../errors.js';
import { words } from '../given/kinds.js';
import { mustFit, whole } from '../given/options.js';
import { checkArchitecture } from '../switches/check.js';
import { type Architecture, DEFAULT_ARCHITECTURE } from '../switches/table.js';
import { BITMAP_PIXELS, bitmapsOf } from './bitmaps.js';
import { convolution, dense, distances, type Layer, subsampling } from './layers.js';
import { fullTable, TABLE_I } from './table-one.js';

/** Side of the pictures as stored; 32×32 ones have a border of 2 already. */
export const PICTURE_SIDE = 28;
/** Side of LeNet-5's input: 28×28 pictures with a border of 2 (paper p.7). */
export const INPUT_SIDE = 32;

/** Side of the network's input, in units. */
export function inputSideOf({ family }: Pick<Architecture, 'family'>): number {
  return family === 'lenet-1989' ? 16 : INPUT_SIDE;
}

/**
 * The layer table of a network.
 * @throws SettingError as `checkArchitecture` does, and where switches do not go together
 */
export function layersOf(architecture: Architecture): Layer[] {
  checkArchitecture(architecture);
  return architecture.family === 'lenet-1989' ? lenet1989(architecture) : lenet5(architecture);
}

/**
 * LeNet-5 (paper p.7-8). At the end of each row stand the layer's trainable parameters and its connections as printed,
 * which are checked where it is made.
 */
function lenet5(architecture: Architecture): Layer[] {
  const { squash, pooling, output, width, classes } = architecture;
  const trained = architecture.coefficients === 'trained';
  const table = tableOf(architecture);
  checkUnits(architecture);
  const printed = JSON.stringify(width) === JSON.stringify(DEFAULT_ARCHITECTURE.width);
  const c3 = { table: [1_516, 151_600], full: [2_416, 241_600] } as const;
  const counts = <C>(known: C) => (printed ? known : undefined);
  const [s2, s4] = trained
    ? ([
        [12, 5_880],
        [32, 2_000],
      ] as const)
    : ([
        [0, 4_704],
        [0, 1_600],
      ] as const); // prettier
  const last = { from: 'F6', classes } as const;
  return [
    convolution(
      'C1',
      { from: 'input', maps: width.C1, size: 28, table: fullTable(width.C1, 1), squash: squash.C1 },
      counts([156, 122_304]),
    ),
    subsampling('S2', { from: 'C1', maps: width.C1, size: 14, pooling, trained, squash: squash.S2 }, counts(s2)),
    convolution(
      'C3',
      { from: 'S2', maps: width.C3, size: 10, table, squash: squash.C3 },
      counts(typeof architecture.c3 === 'string' ? c3[architecture.c3] : undefined),
    ),
    subsampling('S4', { from: 'C3', maps: width.C3, size: 5, pooling, trained, squash: squash.S4 }, counts(s4)),
    dense('C5', { from: 'S4', weightShape: [width.C5, width.C3, 5, 5], squash: squash.C5 }, counts([48_120, 48_120])),
    dense('F6', { from: 'C5', weightShape: [width.F6, width.C5], squash: squash.F6 }, counts([10_164, 10_164])),
    output === 'linear'
      ? dense('Output', { from: 'F6', weightShape: [classes, width.F6], squash: 'none' }, undefined)
      : distances('Output', { ...last, measure: output === 'rbf' ? 'distance' : 'angle' }),
  ];
}

/** Each map of H2 reads 8 of the 12 of H1, four maps alike (the choice of karpathy's reproduction; the paper has none). */
const EIGHT_OF_TWELVE: readonly (readonly number[])[] = [
  [0, 1, 2, 3, 4, 5, 6, 7],
  [4, 5, 6, 7, 8, 9, 10, 11],
  [0, 1, 2, 3, 8, 9, 10, 11],
].flatMap((maps) => Array<number[]>(4).fill(maps));

/**
 * The network of 1989 (LeCun et al., Backpropagation Applied to Handwritten Zip Code Recognition): 16×16 units in −1…1,
 * around which the background goes on, convolutions with stride 2 in place of subsampling, a bias for each unit.
 */
function lenet1989({ output, classes }: Architecture): Layer[] {
  mustFit('output', output, words('linear'), 'switch-value');
  const common = { maps: 12, border: { cells: 2, value: -1 }, squash: 'tanh' } as const;
  const counts = classes === 10 ? ([310, 310] as const) : undefined;
  return [
    convolution('H1', { ...common, from: 'input', size: 8, table: fullTable(12, 1) }, [1_068, 19_968]),
    convolution('H2', { ...common, from: 'H1', size: 4, table: EIGHT_OF_TWELVE }, [2_592, 38_592]),
    dense('H3', { from: 'H2', weightShape: [30, 192], squash: 'tanh' }, [5_790, 5_790]),
    dense('Output', { from: 'H3', weightShape: [classes, 30], squash: 'tanh' }, counts),
  ];
}

/** The maps of S2 that each map of C3 reads. @throws SettingError for a table of another number of maps */
function tableOf({ c3, width }: Architecture): readonly (readonly number[])[] {
  if (c3 === 'full') return fullTable(width.C3, width.C1);
  const table = c3 === 'table' ? TABLE_I : c3;
  const below = Math.max(...table.flat()) + 1;
  const fits = table.length === width.C3 && (c3 === 'table' ? below === width.C1 : below <= width.C1);
  if (fits) return table;
  throw new SettingError(
    'switch-value',
    `c3 ${c3 === 'table' ? 'table' : 'as given'} is for ${table.length} maps that read ${below}, but width.C3 is ` +
      `${width.C3} and width.C1 is ${width.C1}: use c3 full, or a list with an entry for each map of C3.`,
  );
}

/** @throws SettingError where layers would not fit on each other */
function checkUnits({ squash, coefficients, output, width, classes, codes }: Architecture): void {
  if (coefficients === 'none') {
    const why = (layer: string) => `squash.${layer} (coefficients is none: nothing is squashed there)`;
    mustFit(why('S2'), squash.S2, words('none'), 'switch-value');
    mustFit(why('S4'), squash.S4, words('none'), 'switch-value');
  }
  if (output === 'linear') return;
  const bitmaps = bitmapsOf(codes).length;
  mustFit(
    `width.F6 (output ${output} compares bitmaps)`,
    width.F6,
    whole(BITMAP_PIXELS, BITMAP_PIXELS),
    'switch-value',
  );
  mustFit(`classes (output ${output} with codes ${codes})`, classes, whole(2, bitmaps), 'switch-value');
}
