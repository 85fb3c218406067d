import { elementsOf } from '../tensors.js';
import type { Layout, LayoutEntry } from './layout.js';
import type { Module } from './modules.js';

/** A tensor of a file, by what tells it apart. */
export interface Named {
  readonly name: string;
  readonly shape: readonly number[];
}

/** Where the search is: the modules still to be found, the outputs of the last one, and the tensors not taken yet. */
interface Place {
  readonly modules: readonly Module[];
  readonly below: { readonly here: number; readonly preset: number };
  readonly left: readonly Named[];
}

/**
 * Which tensors of a file are the weights and biases of these modules, told by their shapes: each module reads what the one
 * before it gives, and how many outputs it has the file says. Names only tell which bias belongs to which weight, and the
 * order of the file decides where shapes are the same.
 * @returns null where they are not these modules, or more than these
 */
export function layoutOf(entries: readonly Named[], modules: readonly Module[]): Layout | null {
  if (entries.length !== 2 * modules.length) return null;
  const start: Place = { modules, below: { here: 1, preset: 1 }, left: entries };
  const found = search(start, false) ?? search(start, true);
  return found && entries.flatMap(({ name }) => found.find((entry) => entry.name === name) ?? []);
}

function search({ modules: [module, ...modules], below, left }: Place, transposed: boolean): LayoutEntry[] | null {
  if (!module) return [];
  for (const weight of left) {
    const outputs = outputsOf(weight.shape, module, below, transposed);
    const bias = outputs === null ? undefined : biasOf(weight, [outputs, ...module.bias.shape.slice(1)], left);
    if (outputs === null || !bias) continue;
    const rest = search(
      {
        modules,
        below: { here: outputs, preset: module.weight.shape[0] ?? 0 },
        left: left.filter((each) => each !== weight && each !== bias),
      },
      transposed,
    );
    const { layer, dense } = module;
    const turned = transposed && dense && weight.shape.length === 2;
    if (rest) {
      return [
        { ...weight, layer, role: 'weight', transposed: turned },
        { ...bias, layer, role: 'bias', transposed: false },
        ...rest,
      ];
    }
  }
  return null;
}

/** What a unit or map of a module reads where the module below has another number of outputs than in the preset. */
export function inputsOf({ weight }: Module, below: Place['below']): number[] {
  const [first = 0, ...rest] = weight.shape.slice(1);
  return [(first * below.here) / below.preset, ...rest];
}

/** The outputs of a module whose weights have this shape; null where they cannot be its weights. */
export function outputsOf(
  shape: readonly number[],
  module: Module,
  below: Place['below'],
  transposed: boolean,
): number | null {
  const inputs = inputsOf(module, below);
  const [first = 0, ...others] = shape;
  if (!(module.dense && shape.length === 2)) return `${others}` === `${inputs}` ? first : null;
  const [second = 0] = others;
  const [outputs, read] = transposed ? [second, first] : [first, second];
  return read === elementsOf(inputs) ? outputs : null;
}

/** The bias of a weight: of the shape that it must have, and with the name that begins most like that of the weight. */
export function biasOf(weight: Named, shape: readonly number[], left: readonly Named[]): Named | undefined {
  const alike = ({ name }: Named) => {
    const differs = [...name].findIndex((letter, i) => letter !== weight.name[i]);
    return differs < 0 ? name.length : differs;
  };
  const fitting = left.filter((each) => each !== weight && `${each.shape}` === `${shape}`);
  const most = Math.max(...fitting.map(alike));
  return fitting.find((each) => alike(each) === most);
}
