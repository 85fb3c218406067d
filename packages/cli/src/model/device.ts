import { type Dataset, defaultMeasure, evaluateStepwise, type Network, slice } from 'lenet5/core';
import { type FixedPoint, fixedPoint, type Int8Network, quantise } from 'lenet5/devices';
import { refuseOtherClasses } from '../classes.js';
import { type Reading, readSource } from '../data.js';
import { integer, percent } from '../output.js';
import { breath, breathing, unhurried } from '../run/pace.js';
import { phrase, t } from '../texts/language.js';

/** What a device computes with, and what rounding costs it. */
export interface Device {
  readonly small: Int8Network | FixedPoint;
  /** For people. */
  readonly said: string;
  /** For the head of a file, in English. */
  readonly note: string;
  readonly measured: {
    readonly data: string;
    readonly count: number;
    readonly errors: number;
    /** Of the floats that it was made from; of what was int8 before, those that its weights stand for. */
    readonly floatErrors: number;
  };
}

/** Training pictures that the ranges of ReLU and linear layers are taken from. */
const RANGES_FROM = 1000;

/**
 * Rounds a network to int8, or its weights to fixed point of `bits` bits, and counts the test samples that it misreads then.
 * @param already the network of whole numbers, where it was rounded to int8 before: once more it would be another one
 * @param source the data set, and how it is read; MNIST itself unless given
 */
export async function deviceOf(
  network: Network,
  bits: number | 'int8',
  already: Int8Network | null,
  { data, ...reading }: Reading & { readonly data: string | undefined },
): Promise<Device> {
  const source = await readSource(data, reading);
  refuseOtherClasses(phrase('The network'), network.classes, source);
  const { test } = source;
  const { errors: floatErrors } = await unhurried(
    evaluateStepwise(network, test, { measure: defaultMeasure(network) }),
  );
  const state = network.stateDict();
  const made =
    bits === 'int8' ? await int8(already ?? ranged(network, source.train), test) : await rounded(network, bits, test);
  network.loadStateDict(state);
  const { small, errors } = made;
  const shown = (count: number) => `${integer(count)} (${percent((100 * count) / test.count)})`;
  const facts = { data: test.identity, count: integer(test.count), errors: shown(errors), floats: shown(floatErrors) };
  const kind = bits === 'int8' ? 'int8' : `${bits} bits`;
  return {
    small,
    said: already
      ? t('int8 as in the file: {{errors}} of {{count}} test samples of {{data}} misread', facts)
      : t('{{kind}}: {{errors}} of {{count}} test samples of {{data}} misread, with floats {{floats}}', {
          kind: bits === 'int8' ? 'int8' : t('{{bits}} bits', { bits }),
          ...facts,
        }),
    note:
      `${kind}: ${facts.errors} of ${facts.count} test samples of ${facts.data} misread` +
      (already ? '.' : `, with floats ${facts.floats}.`),
    measured: { data: test.identity, count: test.count, errors, floatErrors },
  };
}

function ranged(network: Network, train: Dataset): Int8Network {
  return quantise(network, inner(slice(train, 0, Math.min(train.count, RANGES_FROM))));
}

async function int8(small: Int8Network, test: Dataset) {
  const pictures = inner(test);
  const due = breathing();
  let errors = 0;
  for (let i = 0; i < test.count; i++) {
    if (small.answer(pictures, i * SIZE) !== test.labels[i]) errors++;
    if (due()) await breath();
  }
  return { small, errors };
}

async function rounded(network: Network, bits: number, test: Dataset) {
  const small = fixedPoint(network, { bits });
  network.loadStateDict(small.weights);
  const { errors } = await unhurried(evaluateStepwise(network, test, { measure: defaultMeasure(network) }));
  return { small, errors };
}

const SIDE = 28;
const SIZE = SIDE * SIDE;

/** Pictures of 28×28: those of 32×32 without their border. */
function inner({ images, rows, count }: Dataset): Uint8Array {
  if (rows === SIDE) return images;
  const cells = (rows - SIDE) / 2;
  const pictures = new Uint8Array(count * SIZE);
  for (let row = 0; row < count * SIDE; row++) {
    const [picture, y] = [Math.floor(row / SIDE), row % SIDE];
    const at = (picture * rows + y + cells) * rows + cells;
    pictures.set(images.subarray(at, at + SIDE), row * SIDE);
  }
  return pictures;
}
