import type { Evaluation } from 'lenet5';
import { readSource } from '../data.js';
import { EXIT } from '../errors.js';
import { integer, percent, printJson, say, table } from '../output.js';
import { measure } from '../run/measure.js';
import { networkOf, readModel } from '../run/model.js';
import type { EvaluatePicturesOptions } from './evaluate-pictures.js';

export interface EvaluateOptions extends EvaluatePicturesOptions {
  readonly data?: string;
}

/** `lenet5 evaluate [MODEL]` @returns the exit code */
export async function evaluateModel(path: string | undefined, options: EvaluateOptions): Promise<number> {
  const model = await readModel(path, options.architecture);
  const network = networkOf(model, { backend: options.backend });
  const { test, identity } = await readSource(options.data);
  const result = await measure(network, test, model.criterion ?? undefined);
  if (!result) return EXIT.failed;
  const { count, errors, errorPercent, meanLoss, confusion } = result;
  say(`${identity}: ${integer(errors)} of ${integer(count)} test digits misread, ${percent(errorPercent)}`);
  say(`mean loss ${meanLoss.toPrecision(5)}`);
  if (options.json) printJson({ count, errors, errorPercent, meanLoss, confusion });
  else say(confusionTable(confusion));
  return EXIT.done;
}

/** Rows: what the digit is. Columns: what it was taken for. */
function confusionTable(confusion: Evaluation['confusion']): string {
  const digits = confusion.map((_, digit) => String(digit));
  const rows = confusion.map((row, label) => [`${label}`, ...row.map((value) => (value ? integer(value) : '·'))]);
  return table([['label', ...digits], ...rows]);
}
