import type { DenseSpec, Descent, Kernel } from '../contract.js';
import { deltaOf, denseSizes } from '../shapes.js';
import { slope, squash } from '../squash.js';

/** Full connection: C5 (whose 5×5 kernels cover all of S4), F6, and the linear output. */
export function dense(spec: DenseSpec): Kernel {
  const { input, output, weights, bias } = spec;
  const { inputs, outputs } = denseSizes(spec);
  return {
    forward(samples) {
      const x = input.state.data;
      const w = weights.value.data;
      for (let s = 0; s < samples; s++) {
        for (let i = 0; i < outputs; i++) {
          let sum = bias.value.data[i]!;
          for (let j = 0; j < inputs; j++) sum += w[i * inputs + j]! * x[s * inputs + j]!;
          output.state.data[s * outputs + i] = squash(output.squash, sum);
        }
      }
    },
    backward(samples, descent) {
      for (let s = 0; s < samples; s++) inputDelta(spec, s);
      for (let s = 0; s < samples; s++) parameters(spec, s, descent);
    },
  };
}

function inputDelta(spec: DenseSpec, sample: number): void {
  const { inputs, outputs } = denseSizes(spec);
  const up = deltaOf(spec.output).data;
  const down = deltaOf(spec.input).data;
  const w = spec.weights.value.data;
  for (let j = 0; j < inputs; j++) {
    let sum = 0;
    for (let i = 0; i < outputs; i++) sum += w[i * inputs + j]! * up[sample * outputs + i]!;
    down[sample * inputs + j] = sum * slope(spec.input.squash, spec.input.state.data[sample * inputs + j]!);
  }
}

function parameters(spec: DenseSpec, sample: number, { into, scale }: Descent): void {
  const { inputs, outputs } = denseSizes(spec);
  const up = deltaOf(spec.output).data;
  const x = spec.input.state.data;
  const w = spec.weights[into].data;
  const b = spec.bias[into].data;
  for (let i = 0; i < outputs; i++) {
    const d = scale * up[sample * outputs + i]!;
    for (let j = 0; j < inputs; j++) {
      w[i * inputs + j]! += d * x[sample * inputs + j]!;
    }
    b[i]! += d;
  }
}
