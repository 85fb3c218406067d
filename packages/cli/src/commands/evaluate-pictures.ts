import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArchitectureName, RecognizeOptions, Recognizer } from 'lenet5';
import { CommandError, EXIT, judge, reasonOf, usageError } from '../errors.js';
import { integer, percent, printJson, say, table, warn } from '../output.js';
import { type LabelledFile, readLabels } from '../picture/labels.js';
import { openRecognizer, type ReadPicture, readPicture } from '../picture/read.js';
import { ANSWERS, confusionOf, isRight, type Judged, type PictureScore, scoreOf } from '../picture/score.js';
import { seenOf } from '../picture/show.js';
import { type MisreadPicture, misreadPicturesSvg } from '../plots/index.js';
import { writeForUser } from '../run/files.js';
import { makeFolder } from '../run/folder.js';
import type { BackendName } from '../settings/presets.js';

export interface EvaluatePicturesOptions {
  readonly architecture?: ArchitectureName;
  readonly backend?: BackendName;
  /** Folder of pictures to score instead of a data set, and their labels. */
  readonly pictures?: string;
  readonly labels?: string;
  readonly reader?: RecognizeOptions['reader'];
  /** Folder of the gallery. */
  readonly out?: string;
  readonly json?: boolean;
}

/** Longest side of a picture in the gallery, in pixels. */
const THUMBNAIL = 580;

/** `lenet5 evaluate [MODEL] --pictures DIR --labels FILE` @returns the exit code: not 0 where pictures are missing */
export async function evaluatePictures(model: string | undefined, options: EvaluatePicturesOptions): Promise<number> {
  const { pictures, labels } = options;
  if (pictures === undefined || labels === undefined) {
    throw usageError('--pictures DIR and --labels FILE belong together: give both.');
  }
  const labelled = await readLabels(labels);
  await requireFolder(pictures);
  const recognizer = await openRecognizer({ ...options, model });
  const { judged, misread, missing } = await judgeAll(pictures, labelled, recognizer);
  if (judged.length === 0) throw new CommandError(`None of the pictures that ${labels} names is in ${pictures}.`);
  const score = scoreOf(judged);
  for (const line of summary(score)) say(line);
  say(confusionTable(judged));
  for (const each of misread) say(misreadLine(each));
  if (misread.length > 0)
    say(`gallery of the misread pictures: ${await writeGallery(misread, judged.length, options.out)}`);
  if (missing.length > 0)
    warn(`${integer(missing.length)} pictures are missing in ${pictures}: ${missing.join(', ')}.`);
  if (options.json) printJson(score);
  return missing.length > 0 ? EXIT.failed : EXIT.done;
}

async function requireFolder(path: string): Promise<void> {
  await readdir(path).catch((cause: unknown) => {
    throw new CommandError(`The pictures ${path} cannot be opened as a folder (${reasonOf(cause)}).`, undefined, {
      cause,
    });
  });
}

interface Verdicts {
  readonly judged: readonly Judged[];
  readonly misread: readonly MisreadPicture[];
  /** Files that the labels name and the folder has not. */
  readonly missing: readonly string[];
}

async function judgeAll(folder: string, labelled: readonly LabelledFile[], recognizer: Recognizer): Promise<Verdicts> {
  const [judged, misread, missing]: [Judged[], MisreadPicture[], string[]] = [[], [], []];
  for (const entry of labelled) {
    const path = join(folder, entry.file);
    const there = await access(path).then(
      () => true,
      () => false,
    );
    if (!there) {
      missing.push(entry.file);
      continue;
    }
    const read = await readOrWarn(path, recognizer);
    const verdict = { ...entry, text: read?.recognition.text ?? null };
    judged.push(verdict);
    if (!isRight(verdict)) misread.push({ ...verdict, seen: read && (await seenOf(read, THUMBNAIL)) });
  }
  return { judged, misread, missing };
}

/** A picture that cannot be decoded is one that was not read right. */
async function readOrWarn(path: string, recognizer: Recognizer): Promise<ReadPicture | null> {
  try {
    return await readPicture(path, recognizer, { mode: 'auto', invert: 'auto' });
  } catch (error) {
    warn(judge(error).sentence);
    return null;
  }
}

function summary({ single, multi, none }: PictureScore): string[] {
  const line = (name: string, part: number, count: number, share: number | null, more = '') =>
    share === null ? [] : [`${name.padEnd(16)}${integer(part)} of ${integer(count)}, ${percent(share)}${more}`];
  const rejected = single.rejected > 0 ? ` (${integer(single.rejected)} of the others refused)` : '';
  return [
    ...line('single digits', single.right, single.count, single.percent, rejected),
    ...line('several digits', multi.right, multi.count, multi.percent),
    ...line('no digit', none.refused, none.count, none.percent, ' refused'),
  ];
}

/** Rows: what the digit is. Columns: what it was taken for. */
function confusionTable(judged: readonly Judged[]): string {
  const counts = confusionOf(judged);
  const rows = counts.flatMap((row, label) => {
    return row.some((count) => count > 0)
      ? [[String(label), ...row.map((count) => (count ? integer(count) : '·'))]]
      : [];
  });
  return rows.length > 0 ? `\n${table([['label', ...ANSWERS], ...rows])}\n` : '';
}

function misreadLine({ file, label, text }: Judged): string {
  return `${file}: ${label === '' ? 'no digit' : label} → ${text === null ? 'not decoded' : text === '' ? 'refused' : text}`;
}

async function writeGallery(
  misread: readonly MisreadPicture[],
  total: number,
  out: string | undefined,
): Promise<string> {
  const path = join(await makeFolder(out, 'pictures'), 'misread.svg');
  await writeForUser(path, misreadPicturesSvg(misread, total));
  return path;
}
