import { type Dataset, type Evaluation, evaluateStepwise, type Network, type Recipe } from 'lenet5';
import { breathing } from './breath.js';

/**
 * The library's `evaluate`, with pauses in which the process is awake to signals.
 * @param criterion for the mean loss; the library's own choice where it is undefined
 * @param stopped looked at now and then; null is the answer where it says true
 */
export async function measure(
  network: Network,
  data: Dataset,
  criterion: Pick<Recipe, 'criterion' | 'j'> | undefined,
  stopped: () => boolean = () => false,
): Promise<Evaluation | null> {
  const breathe = breathing();
  const steps = evaluateStepwise(network, data, criterion);
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value;
    const breath = breathe();
    if (breath) await breath;
    if (stopped()) return null;
  }
}
