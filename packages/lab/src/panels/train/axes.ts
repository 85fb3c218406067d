/** Places on an axis as shares of its length, and the values that stand there. */
export interface Axis {
  readonly ticks: readonly number[];
  readonly at: (value: number) => number;
}

/** Leading figures of the ticks of a decade, from many to few. */
const FIGURES = [[1, 2, 5], [1, 3], [1]];

/** A logarithmic axis; what lies beyond stands at its end. @param most ticks that have room */
export function logarithmic(low: number, high: number, most: number): Axis {
  const span = Math.log(high / low);
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const decades = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const choices = FIGURES.map((figures) =>
    decades
      .flatMap((decade) => figures.map((figure) => Number(`${figure}e${decade}`)))
      .filter((tick) => tick >= low && tick <= high),
  );
  return {
    ticks: choices.find(({ length }) => length <= most) ?? choices.at(-1) ?? [],
    at: (value) => Math.log(Math.min(high, Math.max(low, value)) / low) / span,
  };
}

const STEPS = [0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500];

/** An axis from 0 on, in round steps. @param most ticks that have room */
export function linear(end: number, most: number): Axis {
  const step = STEPS.find((each) => end / each < most) ?? end;
  return {
    ticks: Array.from({ length: Math.floor(end / step) + 1 }, (_, i) => Number((i * step).toFixed(2))),
    at: (value) => value / end,
  };
}
