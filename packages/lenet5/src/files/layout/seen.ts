import { whole } from '../../given/options.js';
import { BITMAP_PIXELS, bitmapsOf } from '../../network/bitmaps.js';
import { layersOf } from '../../network/families.js';
import { TABLE_I } from '../../network/table-one.js';
import { ARCHITECTURES } from '../../switches/presets.js';
import { type Architecture, DEFAULT_ARCHITECTURE, WIDE_LAYERS } from '../../switches/table.js';
import { buffersOf, differencesFrom } from '../pth/blog-class.js';
import type { FoundTensor } from '../pth/strided-tensors.js';
import type { Layout } from './layout.js';
import { modulesOf } from './modules.js';

/** The switches that the shapes of weights tell. */
export type Seen = Pick<Architecture, 'family' | 'width' | 'coefficients' | 'c3' | 'output' | 'classes' | 'codes'>;

function pick({ family, width, coefficients, c3, output, classes, codes }: Architecture): Seen {
  return { family, width, coefficients, c3, output, classes, codes };
}

type Tensors = ReadonlyMap<string, FoundTensor>;

/**
 * What a layout tells, by the number of outputs of each layer.
 * @param preset whose modules it has
 * @returns null where the widths of that network are fixed and these are others
 */
export function seenInLayout(layout: Layout, preset: Architecture): Seen | null {
  const outputs = (layer: string) => layout.find((each) => each.layer === layer && each.role === 'bias')?.shape[0];
  const wide = WIDE_LAYERS.map((layer) => [layer, outputs(layer) ?? preset.width[layer]]);
  const width = Object.fromEntries(wide) as Architecture['width'];
  const told = { ...pick(preset), width, classes: outputs('Output') ?? 0 };
  const expected = modulesOf(layersOf({ ...preset, ...told })) ?? [];
  return expected.every(({ layer, bias }) => outputs(layer) === bias.shape[0]) ? told : null;
}

/** What entries with the names of this library tell. */
export function seenInOwn(tensors: Tensors): Seen {
  if (tensors.has('H1.weight')) return pick(ARCHITECTURES['lenet-1989']);
  const { width, classes, family } = DEFAULT_ARCHITECTURE;
  const sized = (name: string, axis = 0) => tensors.get(name)?.shape[axis];
  const maps = [...tensors.keys()].filter((name) => /^C3\.conv\d+\.weight$/.test(name)).length;
  const output = tensors.has('Output.bias') ? 'linear' : 'rbf';
  const found = {
    C1: sized('C1.bias') ?? width.C1,
    C3: maps || width.C3,
    C5: sized('C5.bias') ?? width.C5,
    F6: sized('F6.bias') ?? width.F6,
  };
  return {
    family,
    width: found,
    coefficients:
      tensors.has('C3.conv0.weight') && !tensors.has('S2.weight') && !tensors.has('S4.weight') ? 'none' : 'trained',
    c3: tableIn(tensors, found),
    output,
    ...(output === 'linear'
      ? { classes: sized('Output.bias') ?? classes, codes: DEFAULT_ARCHITECTURE.codes }
      : codesIn(tensors.get('Output.weight'))),
  };
}

/** The table of C3: as the blog's class keeps it, where the weights agree with it, else by the weights of the first map. */
function tableIn(tensors: Tensors, { C1, C3 }: Architecture['width']): Architecture['c3'] {
  const info = tensors.get('C3.mapInfo');
  const reads = (map: number) => tensors.get(`C3.conv${map}.weight`)?.shape[1];
  if (`${info?.shape}` === `${[C1, C3]}`) {
    const rows = Array.from({ length: C3 }, (_, map) =>
      Array.from({ length: C1 }, (_, input) => input).filter((input) => Number(info?.data[input * C3 + map]) === 1),
    );
    const told = rows.every((row, map) => row.length > 0 && row.length === (reads(map) ?? row.length));
    if (told && rows.every((row) => row.length === C1)) return 'full';
    if (told && JSON.stringify(rows) !== JSON.stringify(TABLE_I)) return rows;
  }
  return reads(0) === C1 ? 'full' : 'table';
}

const CODES = ['digits', 'letters', 'alphanumeric'] as const;

/** Which bitmaps the blog's class keeps; where there are none, or others, those that there are enough of. */
function codesIn(given: FoundTensor | undefined): Pick<Seen, 'classes' | 'codes'> {
  const [units, columns = 0] = given?.shape ?? [];
  const classes = units === BITMAP_PIXELS && whole(2, 36).accepts(columns) ? columns : DEFAULT_ARCHITECTURE.classes;
  const same = (codes: (typeof CODES)[number]) =>
    bitmapsOf(codes)
      .slice(0, classes)
      .every((bitmap, i) => bitmap.every((value, unit) => Number(given?.data[unit * classes + i]) === value));
  const enough = CODES.filter((codes) => bitmapsOf(codes).length >= classes);
  const [first = 'alphanumeric'] = enough;
  return { classes, codes: (given && enough.find(same)) ?? first };
}

/**
 * How the integer buffers of the blog's class differ from what they should be, a sentence each.
 * @param each is called with the name of each buffer
 */
export function differencesIn(tensors: Tensors, seen: Seen, each: (name: string) => void): string[] {
  const has = tensors.has('C3.mapInfo') || (seen.output === 'rbf' && tensors.has('Output.weight'));
  if (!has) return [];
  const preset = seen.coefficients === 'none' ? ARCHITECTURES.tutorial : ARCHITECTURES.blog;
  const layers = layersOf({ ...preset, ...seen });
  return layers
    .flatMap((layer) => buffersOf(layer, bitmapsOf(seen.codes)))
    .flatMap((buffer) => {
      each(buffer.name);
      const given = tensors.get(buffer.name);
      return given ? differencesFrom(buffer, given) : [];
    });
}
