import { mkdir, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CommandError, isCode, reasonOf } from '../errors.js';
import { type Phrase, phrase } from '../texts/language.js';
import { NOT_OURS, OTHER, ownFile, ownText } from '../whole-file.js';
import { makeDeep, removeTemporary, writeOfRun } from './files.js';
import { FolderLock } from './lock.js';

/** What a run writes. A folder with any of it holds a run. */
const OWN_FILES =
  /^(config\.json|metrics\.(csv|jsonl)|(last|best|epoch-\d+)\.safetensors|epoch-\d+_loss-.*\.pth|curves\.(svg|png)|confusion\.svg|misread\.svg|report\.html|pictures\.tsv|snapshot)$/;

const CONFIGURATION = 'config.json';
const SNAPSHOT = join('snapshot', 'state');
/** Bytes of config.json: hundreds of times those of any. */
const MOST_CONFIGURATION = 2 ** 20;
/** Bytes of a snapshot: of the largest network that memory holds. */
const MOST_SNAPSHOT = 2 ** 31;

/** Whether a run made its folder for snapshots and ended before there was one. */
async function neverBegan(path: string): Promise<boolean> {
  const names = await readdir(join(path, dirname(SNAPSHOT))).catch(() => null);
  return names?.every((name) => name.endsWith('.tmp')) ?? false;
}

/** @throws CommandError where the folder holds a run already, or cannot be one */
export async function refuseRun(path: string): Promise<void> {
  const found = await readdir(path).catch((error: unknown) => {
    if (isCode(error, 'ENOENT')) return [];
    throw new CommandError(
      phrase('The run folder {{path}} cannot be used ({{reason}}).', { path, reason: reasonOf(error) }),
      undefined,
      { cause: error },
    );
  });
  const own = found.filter((name) => OWN_FILES.test(name));
  if (own.length > 0 && !(`${own}` === dirname(SNAPSHOT) && (await neverBegan(path)))) {
    throw new CommandError(
      phrase('{{path}} holds a run already, and nothing is overwritten: choose another folder with --out.', { path }),
    );
  }
}

/** "2026-11-25-092331", local time. */
export function timeStamp(now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const date = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join('-');
  return `${date}-${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
}

/** Makes the folder of a run that was given none: `runs/<stamp>-<label>`, with a number behind it where that is taken. */
async function makeNewFolder(stamp: string, label: string): Promise<string> {
  await makeDeep('runs');
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
  await makeDeep(path);
  await refuseRun(path);
  return path;
}

/**
 * Makes the given folder, or one of its own below runs/, for what another command than `train` leaves. A folder that
 * exists is taken as it is, if no run is in it.
 * @throws CommandError where that cannot be
 */
export async function makeFolder(out: string | undefined, label: string, now = new Date()): Promise<string> {
  try {
    if (out === undefined) return await makeNewFolder(timeStamp(now), label);
    await makeDeep(out);
    if ((await readdir(out)).includes(CONFIGURATION)) {
      throw new CommandError(
        phrase('{{out}} holds a run, whose pictures stay as they are: choose another folder with --out.', { out }),
      );
    }
    return out;
  } catch (error) {
    return explain(out, error);
  }
}

function explain(out: string | undefined, error: unknown): never {
  if (error instanceof CommandError) throw error;
  const said = phrase('The run folder {{where}} cannot be made ({{reason}}).', {
    where: out ?? 'runs',
    reason: reasonOf(error),
  });
  throw new CommandError(said, undefined, { cause: error });
}

/** Where a run keeps its results, for one process at a time. Every file is replaced whole or not at all. */
export class RunFolder {
  private constructor(
    /** As the user would type it. */
    readonly path: string,
    private readonly lock: FolderLock,
    private holdsSnapshot: boolean,
  ) {}

  /**
   * Makes the folder, or takes over an existing one without a run in it.
   * @throws CommandError where that cannot be
   */
  static async create(out: string | undefined, label: string, now = new Date()): Promise<RunFolder> {
    try {
      const path = out === undefined ? await makeNewFolder(timeStamp(now), label) : await makeGivenFolder(out);
      const lock = await FolderLock.take(path);
      // Once more, now that nobody else can begin here.
      await refuseRun(path).catch(async (error: unknown) => {
        await lock.release();
        throw error;
      });
      return new RunFolder(path, lock, false);
    } catch (error) {
      return explain(out, error);
    }
  }

  /**
   * Opens the folder of an earlier run, to go on in it.
   * @throws CommandError where it cannot be read or written, or another process works in it
   */
  static async reopen(path: string): Promise<RunFolder> {
    let lock: FolderLock;
    try {
      if (!(await stat(path)).isDirectory())
        throw new CommandError(phrase('{{path}} is no run folder, but a file.', { path }));
      lock = await FolderLock.take(path);
    } catch (error) {
      if (error instanceof CommandError) throw error;
      const said = phrase('The run in {{path}} cannot be continued ({{reason}}).', { path, reason: reasonOf(error) });
      throw new CommandError(said, undefined, { cause: error });
    }
    for (const folder of [path, join(path, dirname(SNAPSHOT))]) await removeTemporary(folder);
    return new RunFolder(path, lock, true);
  }

  /** Where a file of the run is. */
  file(name: string): string {
    return join(this.path, name);
  }

  /** The text of config.json; null where there is none, empty where it cannot be read. */
  async readConfiguration(): Promise<string | null> {
    const text = await ownText(this.file(CONFIGURATION), MOST_CONFIGURATION).catch(() => OTHER);
    return text === OTHER ? '' : (text as string | null);
  }

  /** Writes a file whole or not at all. @throws CommandError that says why not, and that nothing saved is lost */
  async write(name: string, content: string | Uint8Array): Promise<void> {
    if (!(await this.lock.holds())) {
      throw new CommandError(
        phrase(
          'Another run has taken {{path}} over, because this one had not stirred for two minutes: it ends here, the other goes on.',
          { path: this.path },
        ),
      );
    }
    const remedy = this.holdsSnapshot
      ? phrase('; everything saved before is whole: mend that, then go on with lenet5 train --resume {{path}}', {
          path: this.path,
        })
      : '';
    await writeOfRun(this.file(name), content, remedy);
  }

  async writeSnapshot(content: Uint8Array): Promise<void> {
    // A folder that cannot be made shows itself in the write, with its path.
    await makeDeep(this.file(dirname(SNAPSHOT))).catch(() => undefined);
    await this.write(SNAPSHOT, content);
    this.holdsSnapshot = true;
  }

  /** @throws CommandError where there is none */
  async readSnapshot(): Promise<{ path: string; bytes: Uint8Array }> {
    const path = this.file(SNAPSHOT);
    const bytes = await ownFile(path, MOST_SNAPSHOT).catch((cause: unknown) => {
      throw this.stuck(phrase('{{path}}: {{reason}}', { path, reason: reasonOf(cause) }), cause);
    });
    if (bytes === null) throw this.stuck(phrase('it holds no snapshot'));
    if (bytes === OTHER) throw this.stuck(phrase('{{path}}: {{reason}}', { path, reason: NOT_OURS }));
    return { path, bytes };
  }

  private stuck(reason: Phrase, cause?: unknown): CommandError {
    const said = phrase('The run in {{path}} cannot be continued ({{reason}}): start a new one, with another --out.', {
      path: this.path,
      reason,
    });
    return new CommandError(said, undefined, { cause });
  }

  async close(): Promise<void> {
    await this.lock.release();
  }
}
