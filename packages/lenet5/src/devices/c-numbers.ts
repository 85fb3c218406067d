import { AMPLITUDE, SLOPE } from '../kernels/squash.js';
import { PIXEL_RANGES } from '../math/pixels.js';
import type { Layer } from '../network/layers.js';
import type { Network } from '../network/network.js';
import { array, float } from './c-text.js';
import { targetOf } from './int8-forward.js';
import { type Int8Layer, type Int8Network, LEVELS, REACH } from './int8-network.js';
import { valuesOf } from './values.js';

/** What differs between a file of C that computes with floats and one of whole numbers. */
export interface Numbers {
  /** C's type of a unit. */
  readonly unit: string;
  /** C's type of a weighted sum, and of the outputs. */
  readonly sum: string;
  /** C's type of a weight. */
  readonly weight: string;
  readonly headers: readonly string[];
  /** Constants and functions before the layers. */
  readonly before: string;
  /** The input for `pixel`, an int of 0 to 255 times `parts`. */
  readonly input: (pixel: string, parts: number) => string;
  /** The input where no pixel is. */
  readonly beyond: string;
  /** Constants of a layer. */
  readonly constants: (layer: Layer) => string;
  /** The unit of `layer` from its weighted sum `sum`, by the number of its map and of its unit. */
  readonly finish: (layer: Layer, sum: string, map: string, unit: string) => string;
  /** A unit of the border around the maps below a convolution. */
  readonly around: (layer: Layer) => string;
  /** The output from its weighted sum. */
  readonly last: (layer: Layer, sum: string, unit: string) => string;
  /** The 1 of the bitmaps. */
  readonly one: string;
}

const SQUASH = {
  none: '',
  relu: 'static float squash_relu(float a)\n{\n  return a > 0 ? a : 0;\n}\n',
  tanh: 'static float squash_tanh(float a)\n{\n  return tanhf(a);\n}\n',
  logistic: 'static float squash_logistic(float a)\n{\n  return 1 / (1 + expf(-a));\n}\n',
  'scaled-tanh': `static float squash_scaled_tanh(float a)\n{\n  return ${float(AMPLITUDE)} * tanhf(${float(SLOPE)} * a);\n}\n`,
} as const;

function squashed(kind: Layer['squash'], sum: string): string {
  return kind === 'none' ? sum : `squash_${kind.replace('-', '_')}(${sum})`;
}

/** Floats, as the network itself computes. */
export function floats(network: Network): Numbers {
  const { architecture, layers } = network;
  const state = network.stateDict();
  const { range, background } = PIXEL_RANGES[architecture.pixels];
  const kinds = [...new Set(layers.map(({ squash }) => squash))];
  const pooled = (layer: Layer) => layer.kind === 'subsampling' && !layer.trained;
  const biased = ({ name }: Layer, sum: string, i: string) => `${sum} + ${name}_bias[${i}]`;
  return {
    ...{ unit: 'float', sum: 'float', weight: 'float', headers: ['math.h'], one: '1' },
    before: kinds.map((kind) => SQUASH[kind]).join('\n'),
    input: (pixel, parts) => `(float)(${pixel}) * ${float(range / (255 * parts))} + ${float(background)}`,
    beyond: architecture.padding === 'zero' ? '0' : float(background),
    constants: (layer) => {
      const { weight, bias } = valuesOf(layer, state);
      return array('float', `${layer.name}_weight`, weight, float) + array('float', `${layer.name}_bias`, bias, float);
    },
    finish: (layer, sum, map, unit) => {
      if (pooled(layer)) return layer.kind === 'subsampling' && layer.pooling === 'average' ? `${sum} / 4` : sum;
      const ofUnits = layer.kind === 'convolution' && layer.biases === 'unit';
      if (layer.kind !== 'subsampling') return squashed(layer.squash, biased(layer, sum, ofUnits ? unit : map));
      const quarter = layer.pooling === 'average' ? ' / 4' : '';
      return squashed(layer.squash, biased(layer, `${layer.name}_weight[${map}] * ${sum}${quarter}`, map));
    },
    around: (layer) => (layer.kind === 'convolution' && layer.border ? float(layer.border.value) : '0'),
    last: (layer, sum, unit) => squashed(layer.squash, biased(layer, sum, unit)),
  };
}

const FINISH = `/* (sum * multiplier + offset) / 2^shift, rounded down. */
static int32_t scaled(int32_t sum, int32_t multiplier, int64_t offset, int shift)
{
  const int64_t value = (int64_t)sum * multiplier + offset;
  const int64_t one = (int64_t)1 << shift;
  return (int32_t)(value >= 0 ? value / one : -((one - 1 - value) / one));
}
`;
const LIMITED = `
static int8_t limited(int32_t value, int32_t least)
{
  return (int8_t)(value < least ? least : value > ${LEVELS} ? ${LEVELS} : value);
}
`;
const LOOKED_UP = `
static int8_t looked_up(const int8_t *table, int32_t value)
{
  return table[(value < -${REACH} ? -${REACH} : value > ${REACH - 1} ? ${REACH - 1} : value) + ${REACH}];
}
`;

/** Whole numbers alone: neither floats nor a library of mathematics. */
export function wholeNumbers({ architecture, layers, pixels }: Int8Network): Numbers {
  const at = (layer: Layer) => layers.find((each) => each.layer === layer) as Int8Layer;
  const tables = new Map(layers.flatMap(({ table, layer }) => (table ? [[layer.squash, table] as const] : [])));
  const limited = layers.slice(0, -1).some(({ multipliers, table }) => multipliers.length > 0 && !table);
  const tableName = (kind: Layer['squash']) => `squash_${kind.replace('-', '_')}`;
  return {
    ...{ unit: 'int8_t', sum: 'int32_t', weight: 'int8_t', headers: ['stdint.h'] },
    one: String(targetOf(layers.at(-1)?.scale ?? 1)),
    before: [
      array('int8_t', 'pixel_value', pixels),
      ...[...tables].map(([kind, table]) => array('int8_t', tableName(kind), table)),
      FINISH + (tables.size > 0 ? LOOKED_UP : '') + (limited ? LIMITED : ''),
    ].join('\n'),
    input: (pixel, parts) => `pixel_value[${parts === 1 ? pixel : `(${pixel} + ${parts / 2}) / ${parts}`}]`,
    beyond: architecture.padding === 'zero' ? '0' : 'pixel_value[0]',
    constants: (layer) => {
      const { weights, multipliers, offsets } = at(layer);
      const last = layer === layers.at(-1)?.layer;
      return (
        array('int8_t', `${layer.name}_weight`, weights) +
        (last ? '' : array('int32_t', `${layer.name}_multiplier`, multipliers)) +
        array(last ? 'int32_t' : 'int64_t', `${layer.name}_offset`, offsets)
      );
    },
    finish: (layer, sum, map, unit) => {
      const { shift, table, least, offsets, multipliers } = at(layer);
      if (layer.kind === 'subsampling' && !layer.trained) {
        return layer.pooling === 'max' ? `(int8_t)${sum}` : `(int8_t)((${sum} + 514) / 4 - 128)`;
      }
      const offset = `${layer.name}_offset[${offsets.length > multipliers.length ? unit : map}]`;
      const value = `scaled(${sum}, ${layer.name}_multiplier[${map}], ${offset}, ${shift})`;
      return table ? `looked_up(${tableName(layer.squash)}, ${value})` : `limited(${value}, ${least})`;
    },
    around: (layer) => String(at(layer).beyond),
    last: ({ name }, sum, unit) => `${sum} + ${name}_offset[${unit}]`,
  };
}
