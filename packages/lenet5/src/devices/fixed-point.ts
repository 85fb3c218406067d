import { type Fits, fit, mustFit, optionsOf, whole } from '../given/options.js';
import { NETWORK, type Network, type StateDict } from '../network/network.js';
import { array, comment } from './c-text.js';
import { mostOf, valuesOf } from './values.js';
import { NOTES, type NotesOptions } from './write-c.js';

/** Choices of `fixedPoint`. */
export interface FixedPointOptions {
  /** Of a value, its sign in it: 2 to 16, 16 by default. */
  readonly bits?: number;
}

/** The weights or biases of a layer: `values` over 2^`fraction`. */
export interface FixedPointTensor {
  /** Name of the layer and what it is: `C1_weight`. */
  readonly name: string;
  /** Whole numbers of `bits` bits, in the order of the state dict. */
  readonly values: Int16Array;
  /** Bits behind the point; below 0 where all values are large. */
  readonly fraction: number;
  /** The largest difference to the float. */
  readonly error: number;
}

/** A network's parameters in fixed point. */
export interface FixedPoint {
  /** Bits of a value. */
  readonly bits: number;
  /** Two for each trained layer, from the first. */
  readonly tensors: readonly FixedPointTensor[];
  /** The same as floats: load them into a network and measure it. */
  readonly weights: StateDict;
  /** Signs of the bitmaps, [classes][84]; none with a linear output. */
  readonly bitmaps: readonly (readonly number[])[];
}

/**
 * Rounds the parameters of a network to fixed point, weights and biases of each layer with a point of their own.
 * @throws SettingError for what is no network, and a number of bits beyond 2 to 16
 * @example
 * import { fixedPoint } from 'lenet5/devices';
 * import { pretrained } from 'lenet5/weights';
 * const network = pretrained();
 * network.loadStateDict(fixedPoint(network, { bits: 8 }).weights); // then evaluate it
 */
export function fixedPoint(network: Network, options?: FixedPointOptions): FixedPoint {
  mustFit('network', network, NETWORK);
  const { bits = 16 } = optionsOf(options, BITS, 'fixedPoint');
  const state = network.stateDict();
  const tensors: FixedPointTensor[] = [];
  for (const layer of network.layers) {
    const values = valuesOf(layer, state);
    for (const role of ['weight', 'bias'] as const) {
      if (values[role].length === 0) continue;
      const tensor = { name: `${layer.name}_${role}`, ...rounded(values[role], bits) };
      tensors.push(tensor);
      let at = 0;
      for (const { name } of layer.parameters.filter((each) => each.name.endsWith(`.${role}`))) {
        const data = state.get(name)?.data ?? new Float32Array();
        for (let i = 0; i < data.length; i++) data[i] = (tensor.values[at++] ?? 0) / 2 ** tensor.fraction;
      }
    }
  }
  return new Rounded(bits, tensors, state, network.bitmaps);
}

class Rounded implements FixedPoint {
  constructor(
    readonly bits: number,
    readonly tensors: readonly FixedPointTensor[],
    readonly weights: StateDict,
    readonly bitmaps: readonly (readonly number[])[],
  ) {}
}

const BITS: Fits<FixedPointOptions> = { bits: whole(2, 16) };
/** More bits behind the point than this are none: a tensor of zeros has as many as you like. */
const MOST = 30;

function rounded(values: Float32Array, bits: number): Omit<FixedPointTensor, 'name'> {
  const largest = 2 ** (bits - 1) - 1;
  const most = mostOf(values);
  let fraction = MOST;
  while (Math.round(most * 2 ** fraction) > largest) fraction--;
  const whole = Int16Array.from(values, (value) => Math.round(value * 2 ** fraction));
  const error = values.reduce(
    (worst, value, i) => Math.max(worst, Math.abs(value - (whole[i] ?? 0) / 2 ** fraction)),
    0,
  );
  return { values: whole, fraction, error };
}

/**
 * Writes a header of C99 for those who build hardware: an array of whole numbers for the weights and for the biases of each
 * layer, the bits behind the point as `LENET5_C1_WEIGHT_FRACTION`, and the largest rounding error beside each.
 * @throws SettingError for what is none, and notes that are no texts
 * @example
 * import { fixedPoint, writeFixedPoint } from 'lenet5/devices';
 * import { pretrained } from 'lenet5/weights';
 * const header = writeFixedPoint(fixedPoint(pretrained(), { bits: 8 }), { notes: ['the weights that come with lenet5'] });
 */
export function writeFixedPoint(fixed: FixedPoint, options?: NotesOptions): string {
  mustFit('fixed', fixed, FIXED);
  const { bits, tensors, bitmaps } = fixed;
  const { notes = [] } = optionsOf(options, NOTE_OPTIONS, 'writeFixedPoint');
  const type = bits > 8 ? 'int16_t' : 'int8_t';
  const about = [
    `LeNet-5 in fixed point: ${bits} bits. Written by lenet5 as C99.`,
    ...notes,
    '',
    'A value is the whole number divided by 2^FRACTION. Maps and units stand after each other, in the order of the state dict.',
  ];
  const arrays = tensors.map(({ name, values, fraction, error }) => {
    const define = `#define LENET5_${name.toUpperCase()}_FRACTION ${fraction}`;
    return `/* largest rounding error ${error.toPrecision(3)} */\n${define}\n${array(type, `lenet5_${name}`, values)}`;
  });
  return [
    comment(about),
    '#ifndef LENET5_WEIGHTS_H\n#define LENET5_WEIGHTS_H\n\n#include <stdint.h>\n',
    ...arrays,
    array('int8_t', 'lenet5_bitmap', bitmaps.flat()),
    '#endif\n',
  ].join('\n');
}

const FIXED = fit('what fixedPoint() gives', (given) => given instanceof Rounded);
const NOTE_OPTIONS: Fits<NotesOptions> = { notes: NOTES };
