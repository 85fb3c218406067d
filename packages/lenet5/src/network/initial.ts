import type { Floats } from '../kernels/arena.js';
import type { Random } from '../math/random.js';
import type { Recipe } from '../switches/table.js';
import type { ParameterInfo } from './parameters.js';

/** How parameters start: the switches for it. All draws are uniform; F is the fan-in of the unit. */
export type InitialValues = Pick<
  Recipe,
  'initialWeights' | 'initialBiases' | 'initialCoefficient' | 'initialSubsamplingBias'
>;

const HALF_WIDTHS: Readonly<Record<Recipe['initialWeights'], (info: ParameterInfo) => number>> = {
  '2.4/F': ({ fanIn }) => 2.4 / fanIn,
  '2.4/sqrt(F)': ({ fanIn }) => 2.4 / Math.sqrt(fanIn),
  'sqrt(3/F)': ({ fanIn }) => Math.sqrt(3 / fanIn),
  '1/sqrt(F)': ({ fanIn }) => 1 / Math.sqrt(fanIn),
  xavier: ({ fanIn, fanOut }) => Math.sqrt(6 / (fanIn + fanOut)),
};

function rangeOf(info: ParameterInfo, values: InitialValues): readonly [number, number] {
  const { fanIn, maps } = info;
  const halfWidth = HALF_WIDTHS[values.initialWeights];
  const weights = halfWidth(info);
  switch (info.role) {
    case 'weight':
      return [-weights, weights];
    case 'bias': {
      const half = { zero: 0, 'as-weights': weights, '1/sqrt(F)': 1 / Math.sqrt(fanIn) }[values.initialBiases];
      return [-half, half];
    }
    case 'coefficient': {
      const half = 2.4 / (4 * maps);
      return values.initialCoefficient === '2.4/(4*maps)' ? [-half, half] : values.initialCoefficient;
    }
    case 'subsampling-bias':
      return values.initialSubsamplingBias;
  }
}

/** Draws every parameter, in state-dict order. */
export function drawInitialValues(
  parameters: Iterable<ParameterInfo & { readonly value: { readonly data: Floats } }>,
  values: InitialValues,
  random: Random,
): void {
  for (const parameter of parameters) {
    const [low, high] = rangeOf(parameter, values);
    const { data } = parameter.value;
    for (let i = 0; i < data.length; i++) data[i] = random.uniform(low, high);
  }
}
