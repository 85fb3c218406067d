import { mkdir } from 'node:fs/promises';
import { type ArchitectureName, type Recognition, type RecognizeOptions, reasonText } from 'lenet5';
import { CommandError, EXIT, judge, reasonOf, usageError } from '../errors.js';
import { integer, print, printJson, say } from '../output.js';
import { jsonOf, openRecognizer, readPicture } from '../picture/read.js';
import type { ShowFolder } from '../picture/show.js';
import { nameOf } from '../picture/source.js';
import type { BackendName } from '../settings/options.js';

export interface RecognizeCommandOptions {
  readonly model?: string;
  readonly architecture?: ArchitectureName;
  readonly backend?: BackendName;
  readonly single?: boolean;
  readonly multi?: boolean;
  readonly invert: NonNullable<RecognizeOptions['invert']>;
  readonly reader?: RecognizeOptions['reader'];
  readonly show?: string;
  readonly json?: boolean;
}

/** `lenet5 recognize FILE…` @returns the exit code: not 0 where a file could not be read, whatever became of the others */
export async function recognize(files: readonly string[], options: RecognizeCommandOptions): Promise<number> {
  if (options.single && options.multi) throw usageError('--single and --multi exclude each other: give one of them.');
  const recognizer = await openRecognizer(options);
  const folder = options.show === undefined ? null : await openShowFolder(options.show);
  const mode = options.single ? 'single' : options.multi ? 'multi' : 'auto';
  let exitCode: number = EXIT.done;
  for (const file of files) {
    try {
      const read = await readPicture(file, recognizer, { mode, invert: options.invert });
      const shown = folder && (await folder.write(read));
      if (options.json) printJson(jsonOf(read));
      else print(`${nameOf(file)}: ${answerLine(read.recognition)}`);
      if (shown) say(`  shown in ${shown}`);
    } catch (error) {
      const { sentence } = judge(error);
      say(`lenet5: ${sentence}`);
      if (options.json) printJson({ file, text: '', digits: [], error: sentence });
      exitCode = EXIT.failed;
    }
  }
  return exitCode;
}

async function openShowFolder(path: string): Promise<ShowFolder> {
  try {
    await mkdir(path, { recursive: true });
  } catch (cause) {
    throw new CommandError(`The folder ${path} for --show cannot be made (${reasonOf(cause)}).`, undefined, { cause });
  }
  const { ShowFolder } = await import('../picture/show.js');
  return new ShowFolder(path);
}

/** The digits, and in brackets what was refused. */
function answerLine({ text, digits, reason }: Recognition): string {
  const refused = digits.filter(({ rejected }) => rejected);
  const words = new Set(refused.map((digit) => (digit.reason ? reasonText(digit.reason, digit) : '')));
  if (text === '') return `(${words.size > 0 ? [...words].join('; ') : reasonText(reason ?? 'nothing-drawn')})`;
  if (refused.length === 0) return text;
  const shapes = refused.length === 1 ? '1 shape' : `${integer(refused.length)} shapes`;
  return `${text} (${shapes} refused: ${[...words].join('; ')})`;
}
