/**
 * The layer tables: which layers follow each other in a network of each family. Kernels, counts, files and pictures of a
 * network are all made from the list that `layersOf` gives; a new network is a row of presets.ts, or one more table here.
 */
import { SettingError } from '../errors.js';
import { words } from '../given/kinds.js';
import { fit, mustFit } from '../given/options.js';
import { checkArchitecture } from '../switches/check.js';
import { type Architecture, DEFAULT_ARCHITECTURE, WIDE_LAYERS } from '../switches/table.js';
import { BITMAP_PIXELS, bitmapsOf } from './bitmaps.js';
import { convolution, dense, distances, type Layer, subsampling, valuesIn } from './layers.js';
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

/** Trainable parameters and connections of layers, as printed. */
type Counts = Readonly<Record<string, readonly [parameters: number, connections: number]>>;

const PAPER: Counts = {
  C1: [156, 122_304],
  S2: [12, 5_880],
  C3: [1_516, 151_600],
  S4: [32, 2_000],
  C5: [48_120, 48_120],
  F6: [10_164, 10_164],
};

/** LeNet-5 (paper p.7-8). */
function lenet5(architecture: Architecture): Layer[] {
  const { squash, pooling, coefficients, c3, output, classes } = architecture;
  const { C1, C3, C5, F6 } = architecture.width;
  const trained = coefficients === 'trained';
  const table = tableOf(architecture);
  checkUnits(architecture);
  const layers = [
    convolution('C1', { from: 'input', maps: C1, size: 28, table: fullTable(C1, 1), squash: squash.C1 }),
    subsampling('S2', { from: 'C1', maps: C1, size: 14, pooling, trained, squash: squash.S2 }),
    convolution('C3', { from: 'S2', maps: C3, size: 10, table, squash: squash.C3 }),
    subsampling('S4', { from: 'C3', maps: C3, size: 5, pooling, trained, squash: squash.S4 }),
    dense('C5', { from: 'S4', weightShape: [C5, C3, 5, 5], squash: squash.C5 }),
    dense('F6', { from: 'C5', weightShape: [F6, C5], squash: squash.F6 }),
    output === 'linear'
      ? dense('Output', { from: 'F6', weightShape: [classes, F6], squash: 'none' })
      : distances('Output', { from: 'F6', classes, measure: output === 'rbf' ? 'distance' : 'angle' }),
  ];
  const { width } = DEFAULT_ARCHITECTURE;
  const printed = trained && c3 === 'table' && WIDE_LAYERS.every((name) => architecture.width[name] === width[name]);
  return printed ? counted(layers, PAPER) : layers;
}

/** Each map of H2 reads 8 of the 12 of H1, four maps alike (the choice of karpathy's reproduction; the paper has none). */
const EIGHT_OF_TWELVE: readonly (readonly number[])[] = [
  [0, 1, 2, 3, 4, 5, 6, 7],
  [4, 5, 6, 7, 8, 9, 10, 11],
  [0, 1, 2, 3, 8, 9, 10, 11],
].flatMap((maps) => Array<number[]>(4).fill(maps));

const PAPER_OF_1989: Counts = { H1: [1_068, 19_968], H2: [2_592, 38_592], H3: [5_790, 5_790] };

/**
 * The network of 1989 (LeCun et al., Backpropagation Applied to Handwritten Zip Code Recognition): 16×16 units in −1…1,
 * around which the background goes on, convolutions with stride 2 in place of subsampling, a bias for each unit.
 */
function lenet1989({ output, classes }: Architecture): Layer[] {
  mustFit('output', output, words('linear'), 'switch-value');
  const common = { maps: 12, border: { cells: 2, value: -1 }, squash: 'tanh' } as const;
  const layers = [
    convolution('H1', { ...common, from: 'input', size: 8, table: fullTable(12, 1) }),
    convolution('H2', { ...common, from: 'H1', size: 4, table: EIGHT_OF_TWELVE }),
    dense('H3', { from: 'H2', weightShape: [30, 192], squash: 'tanh' }),
    dense('Output', { from: 'H3', weightShape: [classes, 30], squash: 'tanh' }),
  ];
  return counted(layers, PAPER_OF_1989);
}

/** @throws Error for a layer with other counts than printed: a number of the table is wrong */
function counted(layers: Layer[], printed: Counts): Layer[] {
  for (const { name, parameters, connections } of layers) {
    const found = `${[valuesIn(parameters), connections]}`;
    const expected = printed[name];
    if (expected && found !== `${expected}`) {
      throw new Error(`${name} has ${found} parameters and connections, expected ${expected}.`);
    }
  }
  return layers;
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
  const pixels = `${BITMAP_PIXELS}, a unit for each pixel of a bitmap, or output linear`;
  mustFit(
    'width.F6',
    width.F6,
    fit(pixels, (units) => units === BITMAP_PIXELS),
    'switch-value',
  );
  const most = `2 to ${bitmaps}, as there are bitmaps with codes ${codes}, or output linear`;
  mustFit(
    'classes',
    classes,
    fit(most, (count) => Number(count) <= bitmaps),
    'switch-value',
  );
}
