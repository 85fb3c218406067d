import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { because, CommandError, isCode, reasonOf } from '../errors.js';
import { warn } from '../output.js';
import { writeAtomic } from '../run/files.js';
import { type Phrase, phrase, t } from '../texts/language.js';
import type { StudyResult } from './result.js';

const RESULTS = 'results';

/** Results by their keys, one file each: what is there is never computed again. */
export class ResultStore {
  private readonly known = new Map<string, StudyResult>();
  private readonly looked = new Set<string>();

  private constructor(readonly folder: string) {}

  /** What was loaded or written, by key. */
  get results(): ReadonlyMap<string, StudyResult> {
    return this.known;
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

  /** @throws CommandError where the folder cannot be made */
  static async open(folder: string): Promise<ResultStore> {
    await mkdir(join(folder, RESULTS), { recursive: true }).catch(
      because(phrase('The folder {{folder}} cannot be used', { folder })),
    );
    return new ResultStore(folder);
  }

  private path(key: string): string {
    return join(this.folder, RESULTS, `${key}.json`);
  }

  /** Null where there is none. A damaged one is as none, with a warning, and will be replaced. */
  private async read(key: string): Promise<StudyResult | null> {
    const path = this.path(key);
    let text: string;
    try {
      text = await readFile(path, 'utf8');
    } catch (error) {
      return isCode(error, 'ENOENT') ? null : because(phrase('The result {{path}} cannot be read', { path }))(error);
    }
    try {
      const result = JSON.parse(text) as StudyResult;
      if (result.key === key && Array.isArray(result.outcome.passes)) return result;
    } catch {
      // Falls through: no JSON, or other JSON, is damage alike.
    }
    warn(t('{{path}} is damaged, and the run will be made again.', { path }));
    return null;
  }

  /** Whole or not at all. @throws CommandError where it cannot be written */
  async write(result: StudyResult): Promise<void> {
    await written(phrase('result'), this.path(result.key), `${JSON.stringify(result)}\n`);
    this.known.set(result.key, result);
  }

  /** Of all results that are there. */
  async keys(): Promise<string[]> {
    const names = await readdir(join(this.folder, RESULTS));
    return names.filter((name) => /^[0-9a-f]{32}\.json$/.test(name)).map((name) => name.slice(0, -5));
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
    const said = phrase(
      'The {{what}} {{path}} cannot be written ({{reason}}); all results written before are safe: mend that, and the same command goes on with what is missing.',
      { what, path, reason: reasonOf(cause) },
    );
    throw new CommandError(said, undefined, { cause });
  });
}
