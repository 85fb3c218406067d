import type { Tensor } from './arena.js';
import type { DenseSpec, Units } from './contract.js';

/** Sizes of [samples, maps, height, width] buffers, and the steps between maps and samples, in elements. */
export interface MapSizes {
  readonly maps: number;
  readonly height: number;
  readonly width: number;
  readonly pixels: number;
  /** Elements of one sample. */
  readonly sample: number;
}

/** @throws RangeError where the buffer has not four dimensions */
export function mapSizes(tensor: Tensor): MapSizes {
  const [, maps, height, width] = tensor.shape;
  if (maps === undefined || height === undefined || width === undefined) {
    throw new RangeError(`${tensor.name} has shape [${tensor.shape}], expected [samples, maps, height, width]`);
  }
  return { maps, height, width, pixels: height * width, sample: maps * height * width };
}

/** Elements of one sample of a buffer. */
export function sampleLength(tensor: Tensor): number {
  return tensor.length / (tensor.shape[0] ?? 1);
}

/** Inputs and outputs of a dense layer, one sample each. */
export function denseSizes(spec: DenseSpec): { inputs: number; outputs: number } {
  return { inputs: sampleLength(spec.input.state), outputs: sampleLength(spec.output.state) };
}

/** The delta of units that must have one. @throws RangeError where there is none */
export function deltaOf(units: Units): Tensor {
  if (!units.delta) throw new RangeError(`${units.state.name} has no delta, but its gradient is needed`);
  return units.delta;
}
