// `lenet5 plot`: runs beside each other.
import { extname } from 'node:path';
import { EXIT, usageError } from '../errors.js';
import { percent, printJson, printText, say, sayLines, table, warn } from '../output.js';
import { type ComparedRun, togetherHtml, togetherSvg } from '../plots/index.js';
import { phrase, t } from '../texts/language.js';
import { nameRuns, sharedFacts, titleOf } from './differences.js';
import { refuseToReplace, writeForUser } from './files.js';
import { type PastRun, readRuns } from './past.js';
import { pngUnlessMissing } from './pictures.js';
import { tidyCsv } from './tidy.js';

export interface PlotOptions {
  readonly out?: readonly string[];
  /** '-' is standard output. */
  readonly csv?: string;
  readonly allSwitches?: boolean;
  readonly json?: boolean;
}

const STANDARD_OUTPUT = '-';

const DRAWN = ['plot.svg', 'plot.png', 'plot.html'] as const;

/** What is drawn for a file of each kind; null where it cannot be on this system. */
const KINDS: Readonly<Record<string, (runs: readonly ComparedRun[], made: readonly PastRun[]) => Drawing>> = {
  '.svg': (runs, made) => togetherSvg(runs, { title: titleOf(made) }),
  '.png': (runs, made) => pngUnlessMissing(() => togetherSvg(runs, { title: titleOf(made) })),
  '.html': (runs, made) => togetherHtml(runs, { title: titleOf(made), facts: sharedFacts(made) }),
};
type Drawing = string | Promise<Uint8Array | null>;

const kindOf = (file: string) => KINDS[extname(file).toLowerCase()];

/** @throws CommandError (usage) for options that do not go together, before anything is read */
function filesOf({ out, csv, allSwitches = false, json = false }: PlotOptions): readonly string[] {
  if (allSwitches && csv === undefined)
    throw usageError(phrase('--all-switches goes with --csv alone: leave that out.'));
  if (csv === STANDARD_OUTPUT && json)
    throw usageError(phrase('--csv - and --json both print on stdout: give one of them.'));
  const odd = out?.find((file) => kindOf(file) === undefined);
  if (odd !== undefined) {
    throw usageError(
      phrase('--out {{file}}: expected a name that ends in .svg, .png or .html; folders of runs stand before --out.', {
        file: odd,
      }),
    );
  }
  return out ?? (csv === undefined ? DRAWN : []);
}

/** Those with a pass at least; the others are named. */
function withPasses(runs: readonly PastRun[]): PastRun[] {
  const made = runs.filter(({ records }) => records.length > 0);
  if (made.length === 0) throw usageError(phrase('None of these runs has completed a pass yet.'));
  for (const { folder, records } of runs) {
    if (records.length === 0) warn(t('{{folder}} has completed no pass yet, and is left out.', { folder }));
  }
  return made;
}

/** The last errors, a line a run. */
function resultLines(runs: readonly ComparedRun[]): string {
  const cells = runs.map(({ name, folder, records }) => {
    const last = records.at(-1);
    return [
      name,
      ...(name === folder ? [''] : [folder]),
      `${last?.pass ?? 0}`,
      last ? percent(last.testErrorPercent) : '',
    ];
  });
  return table([[t('Name'), t('Folder'), t('Passes'), t('Test error')], ...cells], [0, 1]);
}

/** `lenet5 plot DIR...` @returns the exit code */
export async function plot(folders: readonly string[], options: PlotOptions): Promise<number> {
  const files = filesOf(options);
  const { csv, allSwitches = false, json = false } = options;
  const made = withPasses(await readRuns(folders));
  const names = nameRuns(made);
  const runs = made.map(({ folder, records }, i): ComparedRun => {
    return { folder, records, name: names[i]?.name ?? folder, group: names[i]?.group ?? '' };
  });
  sayLines(resultLines(runs));
  const written: string[] = [];
  for (const file of files) {
    const content = await kindOf(file)?.(runs, made);
    if (!content) continue;
    await writeForUser(file, content);
    written.push(file);
  }
  if (csv !== undefined) {
    const text = tidyCsv(made, { all: allSwitches });
    if (csv === STANDARD_OUTPUT) printText(text.trimEnd());
    else {
      await refuseToReplace(csv, text.slice(0, text.indexOf(',') + 1));
      await writeForUser(csv, text);
      written.push(csv);
    }
  }
  if (written.length > 0) say(t('written: {{files}}', { files: written.join(', ') }));
  if (json) {
    const told = runs.map(({ folder, name, records }) => ({
      folder,
      name,
      passes: records.length,
      last: records.at(-1),
    }));
    printJson({ runs: told, files: written });
  }
  return EXIT.done;
}
