import { type FileHandle, mkdir, open, readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { CommandError, reasonOf } from '../errors.js';
import { writeAtomic } from './files.js';
import { csvHeader, csvLine, jsonLine, type RunRow } from './metrics.js';

/** What a run writes. A folder with any of it holds a run. */
const OWN_FILES =
  /^(config\.json|metrics\.(csv|jsonl)|(last|best|epoch-\d+)\.safetensors|curves\.(svg|png)|confusion\.svg|misread\.svg|report\.html|snapshot)$/;

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/** @throws CommandError where the folder holds a run already, or cannot be one */
export async function refuseRun(path: string): Promise<void> {
  const found = await readdir(path).catch((error: unknown) => {
    if (isCode(error, 'ENOENT')) return [];
    throw new CommandError(`The run folder ${path} cannot be used (${reasonOf(error)}).`, undefined, { cause: error });
  });
  if (found.some((name) => OWN_FILES.test(name))) throw holdsRun(path);
}

function holdsRun(path: string): CommandError {
  return new CommandError(`${path} holds a run already, and nothing is overwritten: choose another folder with --out.`);
}

/** "2026-11-25-092331", local time. */
export function timeStamp(now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const date = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join('-');
  return `${date}-${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
}

/** Makes the folder of a run that was given none: `runs/<stamp>-<label>`, with a number behind it where that is taken. */
async function makeNewFolder(stamp: string, label: string): Promise<string> {
  await mkdir('runs', { recursive: true });
  for (let i = 1; ; i++) {
    const path = join('runs', `${stamp}-${label}${i > 1 ? `-${i}` : ''}`);
    try {
      await mkdir(path);
      return path;
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw error;
    }
  }
}

async function makeGivenFolder(path: string): Promise<string> {
  await mkdir(path).catch((error: unknown) => {
    if (!isCode(error, 'EEXIST')) throw error;
  });
  await refuseRun(path);
  return path;
}

/**
 * Makes the given folder, or one of its own below runs/, for what another command than `train` leaves. A folder that
 * exists is taken as it is.
 * @throws CommandError where that cannot be
 */
export async function makeFolder(out: string | undefined, label: string, now = new Date()): Promise<string> {
  try {
    if (out === undefined) return await makeNewFolder(timeStamp(now), label);
    await mkdir(out, { recursive: true });
    return out;
  } catch (error) {
    return explain(out, error);
  }
}

function explain(out: string | undefined, error: unknown): never {
  if (error instanceof CommandError) throw error;
  const where = out ?? 'runs';
  const parentMissing = isCode(error, 'ENOENT') && out !== undefined;
  const reason = parentMissing ? `the folder ${dirname(resolve(out))} does not exist` : reasonOf(error);
  throw new CommandError(`The run folder ${where} cannot be made (${reason}).`, undefined, { cause: error });
}

/** Where a run keeps its results. Files are replaced whole; metrics grow by a line a pass and are synced each time. */
export class RunFolder {
  private constructor(
    /** As the user would type it. */
    readonly path: string,
    private readonly csv: FileHandle,
    private readonly jsonl: FileHandle,
  ) {}

  /**
   * Makes the folder, or takes over an existing one without a run in it.
   * @throws CommandError where that cannot be
   */
  static async create(out: string | undefined, label: string, now = new Date()): Promise<RunFolder> {
    try {
      const path = out === undefined ? await makeNewFolder(timeStamp(now), label) : await makeGivenFolder(out);
      // 'ax' fails where the file exists: of two runs that start in one folder at the same time, one gives way.
      const csv = await open(join(path, 'metrics.csv'), 'ax').catch((error: unknown) => {
        throw isCode(error, 'EEXIST') ? holdsRun(path) : error;
      });
      const jsonl = await open(join(path, 'metrics.jsonl'), 'ax');
      await csv.appendFile(csvHeader());
      return new RunFolder(path, csv, jsonl);
    } catch (error) {
      return explain(out, error);
    }
  }

  /** Where a file of the run is. */
  file(name: string): string {
    return join(this.path, name);
  }

  /** Writes a file whole or not at all. */
  async write(name: string, content: string | Uint8Array): Promise<void> {
    await writeAtomic(this.file(name), content);
  }

  /** Adds a pass to both metrics files and waits until the disk has it. */
  async append(row: RunRow): Promise<void> {
    await this.csv.appendFile(csvLine(row));
    await this.jsonl.appendFile(jsonLine(row));
    await Promise.all([this.csv.datasync(), this.jsonl.datasync()]);
  }

  async close(): Promise<void> {
    await Promise.all([this.csv.close(), this.jsonl.close()]);
  }
}
