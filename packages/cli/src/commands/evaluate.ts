import type { ArchitectureName, Evaluation } from 'lenet5';
import { readSource } from '../data.js';
import { EXIT, usageError } from '../errors.js';
import { integer, percent, printJson, say } from '../output.js';
import { measure } from '../run/measure.js';
import { networkOf, readModel } from '../run/model.js';
import type { BackendName } from '../settings/options.js';

export interface EvaluateOptions {
  readonly architecture?: ArchitectureName;
  readonly data?: string;
  readonly backend?: BackendName;
  readonly json?: boolean;
}

/** `lenet5 evaluate MODEL` @returns the exit code */
export async function evaluateModel(path: string | undefined, options: EvaluateOptions): Promise<number> {
  if (path === undefined) {
    throw usageError(
      'evaluate needs a MODEL: a .safetensors or .pth file, such as the last.safetensors of a run folder.',
    );
  }
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
  const width = Math.max(4, ...confusion.flat().map((value) => integer(value).length));
  const cells = (values: readonly string[]) => values.map((value) => value.padStart(width)).join(' ');
  const digits = confusion.map((_, digit) => String(digit));
  return [
    `label  ${cells(digits)}  answer`,
    ...confusion.map((row, label) => `    ${label}  ${cells(row.map((value) => (value ? integer(value) : '·')))}`),
  ].join('\n');
}
