import { SettingError } from '../../errors.js';
import type { StateDict } from '../../network/network.js';
import { elementsOf } from '../tensors.js';
import { type Module, partsOf, type Role } from './modules.js';

/** An entry of a file of somebody else's class: its own name and shape, and which tensor of our network it is. */
export interface LayoutEntry {
  /** In the file. */
  readonly name: string;
  /** In the file. */
  readonly shape: readonly number[];
  /** C1 … Output, or H1 … Output. */
  readonly layer: string;
  /** What it is there. */
  readonly role: Role;
  /** Whether it is [inputs, outputs]; PyTorch's Linear has [outputs, inputs]. */
  readonly transposed: boolean;
}

/** How a class of PyTorch names and shapes the weights and biases of a network: an entry each, in the order of the file. */
export type Layout = readonly LayoutEntry[];

type Values = Float32Array | Float64Array;

/** The parameters of a network, out of a file that has this layout. */
export function weightsIn(
  tensors: ReadonlyMap<string, { readonly data: Values }>,
  layout: Layout,
  modules: readonly Module[],
): StateDict {
  return new Map(
    modules.flatMap((module) =>
      layout
        .filter(({ layer }) => layer === module.layer)
        .flatMap(({ name, shape, role, transposed }) => {
          const data = tensors.get(name)?.data ?? new Float32Array();
          return [...partsOf(module[role], transposed ? transpose(data, shape) : data)];
        }),
    ),
  );
}

/**
 * The entries of a file with this layout, out of the parameters of a network.
 * @throws SettingError where the layout is that of another network
 */
export function entriesIn(
  layout: Layout,
  state: ReadonlyMap<string, { readonly data: Float32Array }>,
  modules: readonly Module[],
): Map<string, { shape: readonly number[]; data: Float32Array }> {
  const entries = new Map<string, { shape: readonly number[]; data: Float32Array }>();
  for (const { name, shape, layer, role, transposed } of layout) {
    const joined = modules.find((module) => module.layer === layer)?.[role];
    if (!joined || elementsOf(joined.shape) !== elementsOf(shape)) {
      const found = joined ? `${layer}.${role} [${joined.shape}]` : `no ${layer}.${role}`;
      const message = `The layout has ${name} [${shape}], where this network has ${found}: take that of the same network.`;
      throw new SettingError('weights-mismatch', message);
    }
    const data = new Float32Array(elementsOf(shape));
    let at = 0;
    for (const part of joined.parts) {
      const values = state.get(part.name)?.data ?? [];
      data.set(values, at);
      at += values.length;
    }
    const [inputs = 0, outputs = 0] = shape;
    entries.set(name, { shape, data: transposed ? transpose(data, [outputs, inputs]) : data });
  }
  return entries;
}

/** A matrix [rows, columns] as [columns, rows]. */
function transpose<Data extends Values>(matrix: Data, [rows = 0, columns = 0]: readonly number[]): Data {
  return matrix.map((_, i) => matrix[(i % rows) * columns + Math.floor(i / rows)] ?? 0) as Data;
}
