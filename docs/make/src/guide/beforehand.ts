// The tools that the guide uses, each with numbers: slopes, powers of e and logarithms, the chain rule.
import { competition, distancesOf, type Example, f, slopeAt } from './example.js';
import { at, entry, significant, total } from './numbers.js';

/** A slope is what is left of growth divided by step as the step becomes small. */
export function slope(): string[] {
  const g = (x: number) => x ** 2;
  const rows = [0.1, 0.01, 0.001].map((step) => {
    const growth = g(3 + step) - g(3);
    return `  ${String(step).padEnd(11)}${significant(growth, 7).padEnd(14)}${significant(growth / step)}`;
  });
  return ['x² grows from x = 3 on', '  step       by            by step', ...rows, entry('by the rule 2x', '6')];
}

/** e^-y and its logarithm, for some distances of the example. */
export function powers(example: Example): string[] {
  const distances = distancesOf(example);
  const [five, six] = [at(distances, 5), at(distances, 6)];
  const row = (y: number) => {
    const power = significant(Math.exp(-y));
    return `  ${significant(y).padEnd(12)}${power.padEnd(14)}${significant(Math.log(Math.exp(-y)))}`;
  };
  const logOfSum = (...ys: number[]) => significant(Math.log(total(ys.map((y) => Math.exp(-y)))));
  return [
    'Powers of e, and back by the logarithm',
    '  y           e^-y          log(e^-y)',
    ...[0, 1, 3, five, six].map(row),
    entry(`log(e^-${significant(five)} + e^-${significant(six)})`, logOfSum(five, six)),
    entry('log(e^-3 + e^-3)', logOfSum(3, 3)),
    entry(`log(e^-3 + all ten of the digit)`, significant(competition(distances, 5).loss - five)),
  ];
}

/** One weight, one squashing function, one target: the chain rule, and the loss at a weight a little larger and smaller. */
export function chain(): string[] {
  const [x, w, target] = [0.5, 0.8, -1];
  const loss = (weight: number) => (f(weight * x) - target) ** 2;
  const state = f(w * x);
  const factors = [2 * (state - target), slopeAt(state), x];
  const step = 1 / 1024;
  return [
    `E = (f(a) - t)², a = w·x, with x = ${x}, w = ${w}, t = ${target}`,
    entry('a = w·x', significant(w * x)),
    entry('f(a)', significant(state)),
    entry('E', significant(loss(w))),
    entry('∂E/∂f = 2(f - t)', significant(at(factors, 0))),
    entry("∂f/∂a = f'(a)", significant(at(factors, 1))),
    entry('∂a/∂w = x', significant(at(factors, 2))),
    entry('their product, ∂E/∂w', significant(factors.reduce((product, factor) => product * factor))),
    entry('from E at w ± 1/1024', significant((loss(w + step) - loss(w - step)) / (2 * step))),
  ];
}
