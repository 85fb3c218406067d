import { makeDataset, type Network } from 'lenet5';
import { evaluateStepwise } from 'lenet5/core';
import type { TestSource } from '../data.js';
import { CommandError } from '../errors.js';
import { integer, say } from '../output.js';
import { refuseToReplace, writeForUser } from '../run/files.js';
import { unhurried } from '../run/pace.js';
import { phrase, t } from '../texts/language.js';

const HEAD = 'ImageId,Label';

/**
 * Writes what a network answers to images without labels, as Kaggle's Digit Recognizer wants it: `ImageId,Label`, counted from 1.
 * @throws CommandError where there are none, or the file cannot be written
 */
export async function writeSubmission(
  network: Network,
  { unlabelled, origin, found }: TestSource,
  path: string,
): Promise<void> {
  if (!unlabelled) {
    throw new CommandError(
      phrase(
        "{{origin}} holds no images without labels, as Kaggle's test.csv has: leave --submission out, or name them by --data.",
        {
          origin,
        },
      ),
    );
  }
  await refuseToReplace(path, HEAD);
  const { images, count, rows } = unlabelled;
  const names = { images: origin, labels: origin };
  const dataset = makeDataset(
    { shape: [count, rows, rows], data: images },
    { shape: [count], data: new Uint8Array(count) },
    names,
  );
  const lines = [HEAD];
  const each = (index: number, _label: number, answer: number) => {
    lines[index + 1] = `${index + 1},${answer + (found?.firstLabel ?? 0)}`;
  };
  await unhurried(evaluateStepwise(network, dataset, { each }));
  await writeForUser(path, `${lines.join('\n')}\n`);
  say(t('{{count}} answers in {{path}}', { count: integer(count), path }));
}
