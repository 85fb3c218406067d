import type { Kernel, UnitBiasSpec } from '../contract.js';
import { deltaOf, sampleLength } from '../shapes.js';
import { squash } from '../squash.js';

/** A bias for each unit: H1 and H2 of LeNet-1989, whose maps share weights but no bias. */
export function unitBias({ input, output, bias }: UnitBiasSpec): Kernel {
  const units = sampleLength(output.state);
  return {
    forward(samples) {
      for (let k = 0; k < samples * units; k++) {
        output.state.data[k] = squash(output.squash, input.state.data[k]! + bias.value.data[k % units]!);
      }
    },
    backward(samples, { into, scale }) {
      const up = deltaOf(output).data;
      const down = deltaOf(input).data;
      const sums = bias[into].data;
      for (let k = 0; k < samples * units; k++) {
        down[k] = up[k]!;
        sums[k % units]! += scale * up[k]!;
      }
    },
  };
}
