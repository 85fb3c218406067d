import { createNetwork, type Network, RECIPES, Trainer } from 'lenet5';
import type { Example } from './example.js';
import { at } from './numbers.js';

const STEPS = 2000;

/** The parameters of each map or unit of a layer, as text, so that equal ones can be counted. */
function unitsOf(network: Network, layer: string): string[] {
  const own = network.parameters.filter((parameter) => parameter.layer === layer);
  const texts = new Map<string, string[]>();
  for (const { name, shape, value } of own) {
    // C3 has parameters for each of its maps, the others one for all.
    const map = /conv(\d+)/.exec(name)?.[1];
    const count = map === undefined ? at(shape, 0) : 1;
    const length = value.data.length / count;
    for (let i = 0; i < count; i++) {
      const key = map ?? String(i);
      texts.set(key, [...(texts.get(key) ?? []), value.data.slice(i * length, (i + 1) * length).join()]);
    }
  }
  return [...texts.values()].map((parts) => parts.join(' '));
}

/** What training makes of a layer whose weights all start at `start`: how many moved, and how many different units there are. */
function trainedFrom(start: number, { train }: Example): Map<string, { moved: number; units: number; kinds: number }> {
  const network = createNetwork({ capacity: 1 });
  for (const { value } of network.parameters) value.data.fill(start);
  const trainer = new Trainer({ network, recipe: RECIPES.fast, seed: 1, data: train, keepWeights: true });
  for (let step = 0; step < STEPS; step++) trainer.step();
  const names = [...new Set(network.parameters.map(({ layer }) => layer))];
  return new Map(
    names.map((layer) => {
      const values = network.parameters.filter((own) => own.layer === layer).flatMap(({ value }) => [...value.data]);
      const units = unitsOf(network, layer);
      const moved = values.filter((value) => value !== Math.fround(start)).length;
      return [layer, { moved, units: units.length, kinds: new Set(units).size }];
    }),
  );
}

/** Training from weights that are all equal. */
export function equal(example: Example): string[] {
  const [zero, small] = [trainedFrom(0, example), trainedFrom(0.01, example)];
  const cells = [...zero].map(([layer, { moved, units }]) => {
    const other = small.get(layer);
    return [layer, String(moved), String(other?.moved), `${other?.kinds} of ${units}`];
  });
  const rows = cells.map(
    ([layer = '', ...rest]) => `  ${layer.padEnd(7)}${rest.map((cell) => cell.padEnd(20)).join('')}`,
  );
  return [
    `${STEPS} steps of recipe fast from equal weights`,
    '         all 0:              all 0.01:',
    '         values moved        values moved        different units or maps',
    ...rows.map((row) => row.trimEnd()),
  ];
}
