import type { Command } from 'commander';
import { type ArchitectureName, type Recognition, type RecognizeOptions, type Recognizer, reasonText } from 'lenet5';
import type { BackendName } from 'lenet5/core';
import { because, EXIT, explain, usageError } from '../errors.js';
import { expanded } from '../glob.js';
import { withSharp } from '../native.js';
import { integer, print, printJson, say, table } from '../output.js';
import type { ReadPicture } from '../picture/read.js';
import type { ShowFolder } from '../picture/show.js';
import { drawsBars, withCount } from '../progress.js';
import { makeDeep } from '../run/files.js';
import { language, phrase, t } from '../texts/language.js';
import { examples, type Finish, OPTIONS } from './options.js';

interface RecognizeCommandOptions {
  readonly model?: string;
  readonly architecture?: ArchitectureName;
  readonly set?: readonly string[];
  readonly backend?: BackendName;
  readonly single?: boolean;
  readonly multi?: boolean;
  readonly invert: NonNullable<RecognizeOptions['invert']>;
  readonly reader?: RecognizeOptions['reader'];
  readonly show?: string;
  readonly trace?: boolean;
  readonly json?: boolean;
  /** A file for a table of all answers; '-' is standard output. */
  readonly csv?: string;
}

export function addRecognize(program: Command, finish: Finish): void {
  program
    .command('recognize')
    .description(t('read the digits in pictures: drawn, scanned or photographed'))
    .argument(
      '<FILE...>',
      t(
        'pictures: PNG, JPEG, WebP, GIF, TIFF, AVIF, BMP, PGM, SVG; folders of them and patterns such as "scans/*.png" too; - is standard input',
      ),
    )
    .option(
      '--model <file>',
      t(
        'a .safetensors or .pth file, or the folder of a run, to read with (default: the weights that come with lenet5)',
      ),
    )
    .addOption(OPTIONS.architecture(phrase('that of the model')))
    .addOption(OPTIONS.set())
    .option('--single', t('take all ink for one digit'))
    .option('--multi', t('there may be several digits, also where the picture looks like one of MNIST'))
    .addOption(OPTIONS.invert())
    .addOption(OPTIONS.reader())
    .option('--show <dir>', t('write into this folder what was seen in each picture, and how it was cut and read'))
    .option('--trace', t('with --json: also lines of forms, cuts tried, and all candidates'))
    .addOption(OPTIONS.backend())
    .option('--json', t('print one JSON object a file on stdout, each on a line'))
    .option(
      '--csv <file>',
      t(
        'write a table instead, a row a picture: file, text, confidence, complete, digits, error; - is standard output',
      ),
    )
    .addHelpText(
      'after',
      examples(
        'lenet5 recognize photo.jpg scan.tif',
        'lenet5 recognize phone-number.png --multi --show seen',
        'lenet5 recognize - --json < drawing.png',
        'lenet5 recognize scans --csv answers.csv',
      ),
    )
    .action(async (files: string[], options: RecognizeCommandOptions) => finish(await recognize(files, options)));
}

/** What --json says of a file that could not be read, before the error. */
const UNREAD = { file: '', text: '', complete: false, confidence: 0, digits: [], others: [] };

/** What becomes of each picture. */
interface Sink {
  /** @param shown where it was drawn, if it was */
  answer(read: ReadPicture, shown: string | null): Promise<void> | void;
  /** @param message in English, for programs */
  failure(file: string, message: string): Promise<void> | void;
}

/** `lenet5 recognize FILE…` @returns the exit code: not 0 where a file could not be read, whatever became of the others */
async function recognize(given: readonly string[], options: RecognizeCommandOptions): Promise<number> {
  refuseContradictions(options);
  // The decoder and the shipped weights take longer to load than the help of all commands.
  const { openRecognizer } = await withSharp(() => import('../picture/read.js'));
  const { recognizer } = await openRecognizer(options);
  const folder = options.show === undefined ? null : await openShowFolder(options.show);
  const files = await expanded(given);
  if (options.csv === undefined) {
    return (await readEach(files, recognizer, folder, options, await printing(options))) > 0 ? EXIT.failed : EXIT.done;
  }
  const { AnswersCsv } = await import('../picture/answers-csv.js');
  const csv = await AnswersCsv.open(options.csv);
  let [whole, done] = [0, 0];
  try {
    const failed = await withCount(t('pictures'), files.length, (step) => {
      const ended = () => {
        step();
        if (++done % SAID_EVERY === 0 && !drawsBars(process.stderr)) say(progressLine(done, files.length));
      };
      return readEach(files, recognizer, folder, options, {
        async answer({ file, recognition }) {
          if (recognition.complete) whole++;
          await csv.answer(file, recognition);
          ended();
        },
        async failure(file, message) {
          await csv.failure(file, message);
          ended();
        },
      });
    });
    const [count, read] = [integer(files.length), integer(whole)];
    say(
      t('{{count}} pictures, {{read}} read whole, {{failed}} not readable', { count, read, failed: integer(failed) }),
    );
    return failed > 0 ? EXIT.failed : EXIT.done;
  } finally {
    await csv.close();
  }
}

/** Where nobody sees a bar. */
const SAID_EVERY = 500;

const progressLine = (done: number, total: number) =>
  t('{{done}} of {{total}} pictures', { done: integer(done), total: integer(total) });

/** @throws CommandError (usage) */
function refuseContradictions({ single, multi, reader, trace, json, csv }: RecognizeCommandOptions): void {
  if (single && multi) throw usageError(phrase('--single and --multi exclude each other: give one of them.'));
  if (single && reader !== undefined) {
    throw usageError(phrase('--reader is how lines are read, and --single reads one digit: give one of them.'));
  }
  if (csv !== undefined && json) throw usageError(phrase('--csv and --json exclude each other: give one of them.'));
  if (trace && !json) {
    throw usageError(phrase('--trace adds to the output of --json: give both, or --show DIR to see it.'));
  }
}

/** One picture at a time, so that thousands take no more memory than one. @returns how many could not be read */
async function readEach(
  files: readonly string[],
  recognizer: Recognizer,
  folder: ShowFolder | null,
  options: RecognizeCommandOptions,
  sink: Sink,
): Promise<number> {
  const { readPicture } = await import('../picture/read.js');
  const mode = options.single ? 'single' : options.multi ? 'multi' : 'auto';
  const trace = folder !== null || options.trace === true;
  let failed = 0;
  for (const file of files) {
    try {
      const read = await readPicture(file, recognizer, { mode, invert: options.invert, trace });
      await sink.answer(read, folder && (await folder.write(read)));
    } catch (error) {
      const { sentence, message } = explain(error);
      say(`lenet5: ${sentence}`);
      await sink.failure(file, message);
      failed++;
    }
  }
  return failed;
}

/** Lines for people, or with --json an object a picture, each on a line. */
async function printing({ json, trace, single }: RecognizeCommandOptions): Promise<Sink> {
  const { jsonOf } = await import('../picture/read.js');
  return {
    answer(read, shown) {
      if (json) printJson(jsonOf(read, trace));
      else {
        print(`${read.name}: ${answerLine(read.recognition)}`);
        for (const line of cellLines(read.recognition)) print(line);
      }
      if (shown) say(t('  shown in {{path}}', { path: shown }));
      if (single && read.recognition.others.length > 0) {
        say(t('{{name}}: --single took one shape for the digit and left others aside', { name: read.name }));
      }
    },
    failure(file, message) {
      if (json) printJson({ ...UNREAD, file, error: message });
    },
  };
}

async function openShowFolder(path: string): Promise<ShowFolder> {
  await makeDeep(path).catch(because(phrase('The folder {{path}} for --show cannot be made', { path })));
  const { ShowFolder } = await import('../picture/show.js');
  return new ShowFolder(path);
}

/** The cells of a form as they stand on the sheet, blank ones as '.'; none where they say no more than the text. */
function cellLines({ cells }: Recognition): string[] {
  const texts = cells.flat().map(({ text }) => text);
  const isText = cells.length === 1 && texts.every((text) => text.length === 1);
  if (texts.length < 2 || isText || texts.every((text) => text === '')) return [];
  const columns = Math.max(...cells.map((row) => row.length));
  const rows = cells.map((row) => Array.from({ length: columns }, (_, i) => (row[i] ? row[i].text || '.' : '')));
  return table(rows)
    .split('\n')
    .map((line) => `  ${line}`);
}

/** The digits, and in brackets what was refused. */
function answerLine({ text, digits, reason }: Recognition): string {
  const refused = digits.filter(({ rejected }) => rejected);
  const words = new Set(refused.map((digit) => (digit.reason ? reasonText(digit.reason, digit, language()) : '')));
  const reasons = [...words].join(t('; '));
  if (text === '') {
    return t('({{reasons}})', { reasons: reasons || reasonText(reason ?? 'nothing-drawn', null, language()) });
  }
  if (refused.length === 0) return text;
  return refused.length === 1
    ? t('{{text}} (1 shape refused: {{reasons}})', { text, reasons })
    : t('{{text}} ({{count}} shapes refused: {{reasons}})', { text, count: integer(refused.length), reasons });
}
