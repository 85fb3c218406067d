import { quoted } from '../foreign-file.js';
import type { Module } from './modules.js';
import { biasOf, inputsOf, type Named, outputsOf } from './search.js';

/** How far the tensors of a file are those of a network, and what is different from there on, to stand behind "but". */
interface Nearness {
  /** Modules that fit, from the first on. */
  readonly fitting: number;
  readonly difference: string;
}

/** Compares the tensors of a file with the modules of a network, layer by layer in the order of the file. */
export function nearnessOf(entries: readonly Named[], modules: readonly Module[]): Nearness {
  let left = entries;
  let below = { here: 1, preset: 1 };
  for (const [fitting, module] of modules.entries()) {
    const weights = left.filter(({ shape }) => shape.length > 1);
    const outputs = (each: Named) => outputsOf(each.shape, module, below, false);
    const weight = weights.find((each) => outputs(each) !== null);
    if (!weight) return { fitting, difference: unlike(weights[0], module, inputsOf(module, below)) };
    const here = outputs(weight) ?? 0;
    const shape = [here, ...module.bias.shape.slice(1)];
    const bias = biasOf(weight, shape, left);
    if (!bias) return { fitting, difference: `${text(weight)} has no bias [${shape}] beside it` };
    left = left.filter((each) => each !== weight && each !== bias);
    below = { here, preset: module.weight.shape[0] ?? 0 };
  }
  const more = left.length > 1 ? ` and ${left.length - 1} more` : '';
  return { fitting: modules.length, difference: `it has ${left.slice(0, 1).map(text)}${more} besides` };
}

/** Why a weight is not that of the module, in the words of those who made it. */
function unlike(weight: Named | undefined, { layer }: Module, inputs: readonly number[]): string {
  const expected = `[n,${inputs}]`;
  if (!weight) return `it has no further weight, where ${expected} was expected for ${layer}`;
  const [, maps = 0, ...kernel] = weight.shape;
  const [channels = 0, ...side] = inputs;
  if (kernel.length === 2 && `${kernel}` !== '5,5') {
    return `${text(weight)} has kernels of ${kernel.join('×')}, where ${layer} has 5×5`;
  }
  if (kernel.length === 2 && side.length > 0 && channels === 1) {
    return `${text(weight)} reads ${maps} channels, where the pictures here have one`;
  }
  if (side.length > 0 && kernel.length === 0 && maps === 16 * channels) {
    return (
      `${text(weight)} reads maps of 4×4, as 28×28 pictures without a border make them, where ${layer} reads 5×5: ` +
      'padding=2 in the first convolution makes these'
    );
  }
  return `${text(weight)} stands where ${expected} was expected for ${layer}`;
}

/** A tensor as sentences have it. */
export function text({ name, shape }: Named): string {
  return `${/^[\w.-]{1,60}$/.test(name) ? name : quoted(name)} [${shape}]`;
}
