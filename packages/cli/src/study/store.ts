import { join } from 'node:path';
import { because, CommandError, reasonOf } from '../errors.js';
import { warn } from '../output.js';
import { makeDeep, writeAtomic } from '../run/files.js';
import { FolderLock } from '../run/lock.js';
import { type Phrase, phrase, t } from '../texts/language.js';
import { OTHER, ownText } from '../whole-file.js';
import { KEY, MOST_RESULT_BYTES, readResult } from './integrity.js';
import type { StudyResult } from './result.js';

const RESULTS = 'results';

/** The right to make a run. */
export type Claim = Pick<FolderLock, 'release'>;

/** Results by their keys, one file each: what is there is never computed again. */
export class ResultStore {
  private readonly known = new Map<string, StudyResult>();
  private readonly looked = new Set<string>();
  private readonly changed = new Set<string>();
  /** Each damaged result is told once. */
  private readonly refused = new Set<string>();

  /** @param folder is made with the first result */
  constructor(readonly folder: string) {}

  /** What was loaded or written, by key. */
  get results(): ReadonlyMap<string, StudyResult> {
    return this.known;
  }

  /** Keys of results that did not agree with their digests when they were read. */
  get disagreeing(): ReadonlySet<string> {
    return this.changed;
  }

  /** The folder of the networks that teach others. */
  get teachers(): string {
    return join(this.folder, 'teachers');
  }

  /** Reads the results of these runs, as far as there are any; none is looked for twice. */
  async load(runs: Iterable<{ readonly key: string }>): Promise<void> {
    for (const { key } of runs) {
      if (this.looked.has(key)) continue;
      this.looked.add(key);
      const result = await this.read(key);
      if (result) this.known.set(key, result);
    }
  }

  /** Before the first result is written. @throws CommandError where the folder cannot be made */
  async makeFolder(): Promise<void> {
    const { folder } = this;
    await makeDeep(join(folder, RESULTS)).catch(because(phrase('The folder {{folder}} cannot be used', { folder })));
  }

  /** Looks for the result of a run once more: another study may have made it meanwhile. */
  async look(key: string): Promise<StudyResult | null> {
    const result = await this.read(key);
    if (result) this.known.set(key, result);
    return result;
  }

  /**
   * Of several studies in this folder one makes a run.
   * @returns null where another one is at it
   * @throws CommandError where nothing can be written there
   */
  async claim(key: string): Promise<Claim | null> {
    const path = this.path(key);
    const claim = FolderLock.claim(join(this.folder, RESULTS, `.${key}.lock`));
    return claim.catch((cause: unknown) => {
      throw cause instanceof CommandError ? cause : unwritable(phrase('result'), path, cause);
    });
  }

  private path(key: string): string {
    if (!KEY.test(key)) throw new RangeError(`no key of a result: ${key.slice(0, 100)}`);
    return join(this.folder, RESULTS, `${key}.json`);
  }

  /** Null where there is none. A damaged one is as none, with a warning, and will be replaced. */
  private async read(key: string): Promise<StudyResult | null> {
    const path = this.path(key);
    const text = await ownText(path, MOST_RESULT_BYTES).catch(
      because(phrase('The result {{path}} cannot be read', { path })),
    );
    if (text === null) return null;
    const found = readResult(text === OTHER ? '' : text, key);
    if ('key' in found) return found;
    if (this.refused.has(key)) return null;
    this.refused.add(key);
    if (found.edited) {
      this.changed.add(key);
      warn(t('{{path}} was changed after it was made, and counts no more: the run will be made again.', { path }));
    } else warn(t('{{path}} is damaged, and the run will be made again.', { path }));
    return null;
  }

  /** Whole or not at all. @throws CommandError where it cannot be written */
  async write(result: StudyResult): Promise<void> {
    await written(phrase('result'), this.path(result.key), `${JSON.stringify(result)}\n`);
    this.known.set(result.key, result);
  }

  /** A file of the study beside the results. @throws CommandError where it cannot be written */
  async writeTable(name: string, text: string): Promise<string> {
    const path = join(this.folder, name);
    await written(phrase('table'), path, text);
    return path;
  }
}

async function written(what: Phrase, path: string, text: string): Promise<void> {
  await writeAtomic(path, text).catch((cause: unknown) => {
    throw unwritable(what, path, cause);
  });
}

function unwritable(what: Phrase, path: string, cause: unknown): CommandError {
  const said = phrase(
    'The {{what}} {{path}} cannot be written ({{reason}}); all results written before are safe: mend that, and the same command goes on with what is missing.',
    { what, path, reason: reasonOf(cause) },
  );
  return new CommandError(said, undefined, { cause });
}
