import { type Command, InvalidArgumentError, Option } from 'commander';
import { ARCHITECTURES, RECIPES } from 'lenet5';
import { BACKENDS, wholeNumber } from '../settings.js';
import { type Phrase, t } from '../texts/language.js';

/** What a command's action leaves behind. */
export type Finish = (exitCode: number) => void;

/** Options that several commands share, each described once. */
export const OPTIONS = {
  architecture: (otherwise: Phrase) =>
    new Option('--architecture <name>', t('preset of the network (default: {{otherwise}})', { otherwise })).choices(
      Object.keys(ARCHITECTURES),
    ),
  set: () =>
    new Option(
      '--set <key=value...>',
      t('change switches of the architecture, for files that do not tell them: see train --help'),
    ),
  recipe: () =>
    new Option(
      '--recipe <name>',
      t('preset of the training (default: distorted; 1989, tutorial and d2l for the networks of these names)'),
    ).choices(Object.keys(RECIPES)),
  data: () =>
    new Option(
      '--data <path>',
      t(
        'the data: a folder with IDX files as of MNIST, a .csv, .npz or .parquet file or a folder of them, or folders 0 to 9 of 28×28 pictures (default: MNIST itself)',
      ),
    ),
  noTurn: () =>
    new Option('--no-turn', t("leave images of --data as they lie in the files, where EMNIST's are transposed")),
  backend: () =>
    new Option('--backend <name>', t('kernels to compute with (default: simd where available)')).choices(BACKENDS),
  input: () =>
    new Option(
      '--input <range>',
      t(
        'pixels of the .onnx file: ink is 0 to 255, normalised the range of the network, for the paper -0.1 to 1.175 (default: ink)',
      ),
    ).choices(['ink', 'normalised']),
  invert: () =>
    new Option('--invert <how>', t('light ink on dark ground (yes), dark on light (no), or as it looks'))
      .choices(['auto', 'yes', 'no'])
      .default('auto'),
  reader: () =>
    new Option(
      '--reader <how>',
      t('how lines are read: cut into segments, or by displacement along them without any cut (default: segments)'),
    ).choices(['segments', 'displacement']),
  passwordFile: () =>
    new Option(
      '--password-file <file>',
      t('file with the password of the queue (or variable LENET5_QUEUE_PASSWORD): no list of processes shows it'),
    ),
  json: () => new Option('--json', t('print exactly one JSON object on stdout')),
} as const;

/** A parser of whole numbers for commander. */
export function whole(least: number, most = Number.POSITIVE_INFINITY): (text: string) => number {
  const range = () =>
    most === Number.POSITIVE_INFINITY
      ? t('Expected a whole number, {{least}} or more.', { least })
      : t('Expected a whole number, {{least}} to {{most}}.', { least, most });
  return (text) => {
    const value = wholeNumber(text, least);
    if (value === undefined || value > most) throw new InvalidArgumentError(range());
    return value;
  };
}

/** A parser of durations for commander. */
export function seconds(text: string): number {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isFinite(value)) throw new InvalidArgumentError(t('Expected seconds, 0 or more.'));
  return value;
}

/** The end of a command's help. */
export const examples = (...lines: readonly string[]) =>
  `\n${t('Examples:')}\n${lines.map((line) => `  $ ${line}\n`).join('')}`;

/** The options that the user gave, as '--name': the others have their defaults. */
export function namesGiven(command: Command): string[] {
  return command.options
    .filter((each) => command.getOptionValueSource(each.attributeName()) === 'cli')
    .map(({ long, flags }) => long ?? flags);
}
