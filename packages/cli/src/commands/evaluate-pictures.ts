import { access, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ArchitectureName, RecognizeOptions, Recognizer } from 'lenet5';
import type { BackendName } from 'lenet5/core';
import { CommandError, EXIT, explain, usageError } from '../errors.js';
import { folderOf, isPattern, matchesOf } from '../glob.js';
import { modelLine } from '../model/trained-on.js';
import { confusionTable, integer, padded, percent, printJson, say, sayLines, warn } from '../output.js';
import { openFolder } from '../picture/digit-folder.js';
import { openRecognizer, type ReadPicture, readPicture } from '../picture/read.js';
import {
  ANSWERS,
  type Answered,
  confusionOf,
  isRight,
  type LabelledFile,
  type PictureScore,
  readLabels,
  scoreOf,
} from '../picture/score.js';
import { seenOf } from '../picture/show.js';
import { type MisreadPicture, misreadPicturesSvg, misreadWords } from '../plots/index.js';
import { writeForUser } from '../run/files.js';
import { makeFolder } from '../run/folder.js';
import { phrase, t } from '../texts/language.js';

export interface EvaluatePicturesOptions {
  readonly architecture?: ArchitectureName;
  readonly set?: readonly string[];
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
    throw usageError(phrase('--pictures DIR and --labels FILE belong together: give both.'));
  }
  const labelled = await readLabels(labels);
  const { folder, asked } = await chosenPictures(pictures, labelled);
  const { recognizer, facts } = await openRecognizer({ ...options, model });
  const { answered, misread, missing } = await readAll(folder, asked, recognizer);
  if (answered.length === 0) {
    throw new CommandError(
      phrase('None of the pictures that {{labels}} names is in {{pictures}}.', { labels, pictures }),
    );
  }
  const score = scoreOf(answered);
  say(modelLine(facts));
  say(
    t('measured on {{count}} pictures of {{pictures}}, labelled by {{labels}}', {
      count: integer(answered.length),
      pictures,
      labels,
    }),
  );
  for (const line of summary(score)) say(line);
  sayLines(singlesTable(answered));
  for (const each of misread) say(t('{{path}}: {{reason}}', { path: each.file, reason: misreadWords(each) }));
  if (misread.length > 0) {
    const path = await writeGallery(misread, answered.length, options.out);
    say(t('gallery of the misread pictures: {{path}}', { path }));
  }
  if (missing.length > 0) {
    warn(
      t('{{pictures}} lacks {{count}} pictures: {{files}}.', {
        count: integer(missing.length),
        pictures,
        files: missing.join(', '),
      }),
    );
  }
  if (options.json) printJson({ model: facts, data: { pictures, labels }, ...score });
  return missing.length > 0 ? EXIT.failed : EXIT.done;
}

/** Where the pictures are, and which of the labelled ones: all in a folder, or those that match a pattern. */
async function chosenPictures(
  given: string,
  labelled: readonly LabelledFile[],
): Promise<{ folder: string; asked: readonly LabelledFile[] }> {
  if (!(await isPattern(given))) {
    await openFolder(given);
    return { folder: given, asked: labelled };
  }
  const matches = await matchesOf(given, { folders: true });
  const [first = given] = matches;
  if (matches.length === 1 && (await stat(first)).isDirectory()) return { folder: first, asked: labelled };
  const folder = folderOf(given);
  const paths = new Set(matches.map((path) => resolve(path)));
  return { folder, asked: labelled.filter(({ file }) => paths.has(resolve(folder, file))) };
}

interface Answers {
  readonly answered: readonly Answered[];
  readonly misread: readonly MisreadPicture[];
  /** Files that the labels name and the folder has not. */
  readonly missing: readonly string[];
}

async function readAll(folder: string, labelled: readonly LabelledFile[], recognizer: Recognizer): Promise<Answers> {
  const [answered, misread, missing]: [Answered[], MisreadPicture[], string[]] = [[], [], []];
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
    const picture = { ...entry, text: read?.recognition.text ?? null };
    answered.push(picture);
    if (!isRight(picture)) misread.push({ ...picture, seen: read && (await seenOf(read, THUMBNAIL)) });
  }
  return { answered, misread, missing };
}

/** A picture that cannot be decoded is one that was not read right. */
async function readOrWarn(path: string, recognizer: Recognizer): Promise<ReadPicture | null> {
  try {
    return await readPicture(path, recognizer, { mode: 'auto', invert: 'auto' });
  } catch (error) {
    warn(explain(error).sentence);
    return null;
  }
}

function summary({ single, multi, none }: PictureScore): string[] {
  const line = (name: string, part: number, count: number, share: number | null, more = '') =>
    share === null
      ? []
      : [
          t('{{name}}{{part}} of {{count}}, {{share}}{{more}}', {
            name: padded(name, 16),
            part: integer(part),
            count: integer(count),
            share: percent(share),
            more,
          }),
        ];
  const rejected =
    single.rejected > 0 ? t(' ({{count}} of the others refused)', { count: integer(single.rejected) }) : '';
  return [
    ...line(t('single digits'), single.right, single.count, single.percent, rejected),
    ...line(t('several digits'), multi.right, multi.count, multi.percent),
    ...line(t('no digit'), none.refused, none.count, none.percent, t(' refused')),
  ];
}

/** How a column of the table is called. */
function answerName(answer: (typeof ANSWERS)[number]): string {
  return answer === 'none' || answer === 'more' ? t(answer) : answer;
}

/** Of the single digits that there are. */
function singlesTable(answered: readonly Answered[]): string {
  const all = confusionOf(answered).map((counts, label) => [String(label), counts] as const);
  const rows = all.filter(([, counts]) => counts.some((count) => count > 0));
  return rows.length > 0 ? `\n${confusionTable(ANSWERS.map(answerName), rows)}\n` : '';
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
