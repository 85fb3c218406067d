import { type Dataset, type Evaluation, evaluate, type Network, type Recipe, slice } from 'lenet5';
import { breathing } from './breath.js';

/** Samples between two looks at the clock: a few dozen milliseconds. */
const CHUNK = 512;

/**
 * The library's `evaluate`, in pieces, so that the process stays awake to signals.
 * @param criterion for the mean loss; the library's own choice where it is undefined
 * @param stopped looked at now and then; null is the answer where it says true
 */
export async function measure(
  network: Network,
  data: Dataset,
  criterion: Pick<Recipe, 'criterion' | 'j'> | undefined,
  stopped: () => boolean = () => false,
): Promise<Evaluation | null> {
  const parts: Evaluation[] = [];
  const breathe = breathing();
  for (let first = 0; first < data.count; first += CHUNK) {
    const breath = breathe();
    if (breath) await breath;
    if (stopped()) return null;
    parts.push(evaluate(network, slice(data, first, Math.min(CHUNK, data.count - first)), criterion));
  }
  return joined(parts);
}

/** One evaluation out of those of consecutive pieces. */
function joined(parts: readonly Evaluation[]): Evaluation {
  const sum = (value: (part: Evaluation) => number) => parts.reduce((whole, part) => whole + value(part), 0);
  const [count, errors] = [sum((part) => part.count), sum((part) => part.errors)];
  let first = 0;
  const misread = parts.flatMap((part) => {
    const found = part.misread.map((each) => ({ ...each, index: first + each.index }));
    first += part.count;
    return found;
  });
  const confusion = (parts[0]?.confusion ?? []).map((row, label) =>
    row.map((_, answer) => sum((part) => part.confusion[label]?.[answer] ?? 0)),
  );
  const meanLoss = sum((part) => part.meanLoss * part.count) / count;
  return { count, errors, errorPercent: (100 * errors) / count, meanLoss, confusion, misread };
}
