import type { Tensor } from '../kernels/arena.js';
import type { Backend, Kernel, Parameter, SquaredSquash, Squash, Units } from '../kernels/contract.js';
import { deltaOf } from '../kernels/shapes.js';
import { slope } from '../kernels/squash.js';
import type { Architecture } from '../switches/table.js';
import type { Layer } from './layers.js';
import { type ParameterInfo, planParameters } from './parameters.js';
import { compile, named, operationsOf } from './program.js';

const SQUARED: Record<Squash, SquaredSquash | 'none' | 'relu'> = {
  none: 'none',
  'scaled-tanh': 'squared scaled-tanh',
  tanh: 'squared tanh',
  logistic: 'squared logistic',
  relu: 'relu',
};

/**
 * Second derivatives by the Gauss-Newton recursion (paper p.41-42):
 *   ∂²E/∂a_i² = f′(a_i)² · Σ_k u_ki² · ∂²E/∂a_k²,  and for a weight  Σ ∂²E/∂a_i² · x_j²  over its connections.
 * That is the backward pass itself, run on squares: squared weights, squared states, squared slopes.
 */
export class Squares {
  private readonly units: ReadonlyMap<string, Units>;
  private readonly parameters: readonly (Parameter & ParameterInfo)[];
  private readonly program: readonly Kernel[];

  /** Plans the squares beside a network's own buffers, for one sample. */
  constructor(
    private readonly architecture: Architecture,
    private readonly network: {
      readonly layers: readonly Layer[];
      readonly units: ReadonlyMap<string, Units>;
      readonly parameters: readonly (Parameter & ParameterInfo)[];
    },
    backend: Backend,
    bitmaps: Tensor,
  ) {
    const { arena } = backend;
    const plan = (name: string, { state }: Units) => arena.tensor(`${name}²`, [1, ...state.shape.slice(1)]);
    this.units = new Map(
      [...network.units].map(([name, units]): [string, Units] => {
        const delta = units.delta && plan(`${name}.delta`, units);
        return [name, { state: plan(name, units), delta, squash: SQUARED[units.squash as Squash] }];
      }),
    );
    const parameters = planParameters(arena, network.parameters);
    this.parameters = [...parameters.values()];
    const layers = network.layers.filter(({ kind }) => kind !== 'distances');
    const buffers = { units: this.units, parameters, bitmaps, backwardAlone: true };
    this.program = compile(layers.flatMap(operationsOf), backend, buffers);
  }

  /** Takes the weights as they are now, and forgets all samples. */
  begin(): void {
    // The kernel that spreads a window's gradient knows the average's factor 1/4, but here it is 1/16.
    const average = this.architecture.pooling === 'average' ? 0.25 : 1;
    this.parameters.forEach(({ role, value, gradient }, p) => {
      const from = this.network.parameters[p]!.value.data;
      const factor = role === 'coefficient' ? average : 1;
      for (let k = 0; k < from.length; k++) value.data[k] = factor * from[k]! * from[k]!;
      gradient.data.fill(0);
    });
  }

  /**
   * Adds one sample, the first of the network's last forward pass, times `share`.
   * @param last name of the layer at which the recursion starts
   * @param derivatives ∂²E/∂x² of the states of that layer
   */
  add(last: string, derivatives: ArrayLike<number>, share: number): void {
    for (const [name, { state }] of this.units) {
      const from = named(this.network.units, name).state.data;
      for (let k = 0; k < state.data.length; k++) state.data[k] = from[k]! * from[k]!;
    }
    const top = named(this.units, last);
    const delta = deltaOf(top).data;
    for (let k = 0; k < derivatives.length; k++) {
      delta[k] = derivatives[k]! * slope(top.squash, top.state.data[k]!);
    }
    for (let i = this.program.length - 1; i >= 0; i--) {
      this.program[i]!.backward(1, { into: 'gradient', scale: share });
    }
  }

  /** h of every parameter, in state-dict order. */
  *curvature(): Generator<[name: string, h: Tensor]> {
    for (const { name, gradient } of this.parameters) yield [name, gradient];
  }
}
