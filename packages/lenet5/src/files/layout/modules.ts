import type { Layer } from '../../network/layers.js';
import type { ParameterInfo } from '../../network/parameters.js';
import { elementsOf } from '../tensors.js';

/** Parameters that PyTorch's modules hold as one tensor: their values follow each other in it. */
interface Joined {
  readonly shape: readonly number[];
  readonly parts: readonly ParameterInfo[];
}

/** A trained layer as a module of PyTorch holds it, Conv2d or Linear: one weight, [outputs, …inputs], and one bias. */
export interface Module extends Readonly<Record<Role, Joined>> {
  readonly layer: string;
  /** Full connection, whose weights classes of one's own may have the other way round. */
  readonly dense: boolean;
}

/** The tensors of a module. */
export const ROLES = ['weight', 'bias'] as const;
/** One of them. */
export type Role = (typeof ROLES)[number];

/**
 * The trained layers of a network as modules of PyTorch.
 * @returns null for a network that is not made of these alone: with coefficients in S2 and S4, or with maps of C3 that read
 *   different numbers of maps
 */
export function modulesOf(layers: readonly Layer[]): Module[] | null {
  const modules: Module[] = [];
  for (const { kind, name, parameters } of layers) {
    if (kind === 'distances' || (kind === 'subsampling' && parameters.length > 0)) return null;
    if (parameters.length === 0) continue;
    const [weight, bias] = ROLES.map((role) => joined(parameters.filter((each) => each.role === role)));
    if (!weight || !bias) return null;
    modules.push({ layer: name, dense: kind === 'dense', weight, bias });
  }
  return modules;
}

function joined(parts: readonly ParameterInfo[]): Joined | null {
  const [[, ...inner] = []] = parts.map(({ shape }) => shape);
  if (parts.some(({ shape }) => `${shape.slice(1)}` !== `${inner}`)) return null;
  return { shape: [parts.reduce((sum, { shape }) => sum + (shape[0] ?? 0), 0), ...inner], parts };
}

/** The values of each part, out of those of the whole tensor. */
export function* partsOf<Data extends Float32Array | Float64Array>(
  { parts }: Joined,
  data: Data,
): Generator<[name: string, value: { shape: readonly number[]; data: Data }]> {
  let at = 0;
  for (const { name, shape } of parts) {
    const end = at + elementsOf(shape);
    yield [name, { shape, data: data.subarray(at, end) as Data }];
    at = end;
  }
}
