import { CONTROL_POINTS, type Distort, type DistortionSpec, splineTable } from '../contract.js';
import { mapSizes } from '../shapes.js';
import { type Host, sampleOf } from './host.js';

/** Binds assembly/distortion.ts. */
export function distortion(host: Host, { input, matrices, control }: DistortionSpec): Distort {
  const { width: side, pixels } = mapSizes(input.state);
  const { arena } = host;
  const plain = arena.tensor('distortion.plain', [pixels]).pointer;
  const blended = arena.tensor('distortion.blended', [2, CONTROL_POINTS.row + side]).pointer;
  const weights = arena.tensor('distortion.spline', [side, 4]);
  const cells = arena.integers(side);
  host.whenCommitted(() => {
    const table = splineTable(side);
    weights.data.set(table.weights);
    cells.data.set(table.cells);
  });
  return (sample, elastic) =>
    host.wasm.distortion(
      sampleOf(input.state, sample),
      plain,
      sampleOf(matrices, sample),
      sampleOf(control, sample),
      weights.pointer,
      cells.pointer,
      blended,
      elastic ? 1 : 0,
    );
}
