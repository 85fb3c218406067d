// What a consumer is given to work with: a folder of its own with the packed library installed, and ways to run things.
import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const FILES = fileURLToPath(new URL('files/', import.meta.url));
const EXAMPLES = fileURLToPath(new URL('../../examples/', import.meta.url));
const execute = promisify(execFile);

// npm tells its scripts about the workspace through the environment; the empty folder must not hear of it.
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^npm_(config_local|package)|^NODE_OPTIONS$/i.test(name)),
);

/** Standard output of a command; on failure, an error with everything it said. */
export async function run(command, args, cwd, seconds = 300) {
  try {
    const { stdout } = await execute(command, args, {
      ...{ cwd, env: { ...environment, NEXT_TELEMETRY_DISABLED: '1' } },
      ...{ timeout: 1000 * seconds, maxBuffer: 1e8 },
    });
    return stdout;
  } catch (error) {
    throw new Error([`${command} ${args.join(' ')}`, error.stdout, error.stderr].filter(Boolean).join('\n'));
  }
}

export function expect(condition, message) {
  if (!condition) throw new Error(message);
}

/** A consumer's folder. */
export class Context {
  constructor(folder, tarballs) {
    this.folder = folder;
    this.tarballs = tarballs;
  }

  path(...names) {
    return join(this.folder, ...names);
  }

  /** Makes the folder, with the library and `packages` (name to version) installed. */
  async install({ packages = {}, type = 'module', command = false } = {}) {
    await mkdir(this.folder, { recursive: true });
    const lenet5 = `file:${this.tarballs.lenet5}`;
    const dependencies = {
      lenet5,
      ...(command && { 'lenet5-cli': `file:${this.tarballs['lenet5-cli']}` }),
      ...packages,
    };
    await this.write('package.json', JSON.stringify({ name: 'consumer', private: true, type, dependencies }));
    const offline = Object.keys(packages).length === 0 && !command ? '--offline' : '--prefer-offline';
    await run('npm', ['install', offline, '--no-audit', '--no-fund'], this.folder, 600);
  }

  /** Copies files of scripts/consumers/files/, by default under their own names. */
  async copy(...names) {
    for (const name of names) await cp(join(FILES, name), this.path(name.split('/').at(-1)), { recursive: true });
  }

  /** Copies folders of examples/, whose pages find the packages in node_modules/ beside them as in a folder of their own. */
  async copyExamples(...names) {
    for (const name of names) {
      await cp(join(EXAMPLES, name), this.path(name), { recursive: true });
      await symlink(this.path('node_modules'), this.path(name, 'node_modules'));
    }
  }

  async rename(from, to) {
    await rename(this.path(from), this.path(to));
  }

  async write(name, text) {
    await mkdir(join(this.path(name), '..'), { recursive: true });
    await writeFile(this.path(name), text);
  }

  async versionOf(name) {
    return JSON.parse(await readFile(this.path('node_modules', name, 'package.json'), 'utf8')).version;
  }

  /** Runs a program of an installed package, or node. */
  run(command, ...args) {
    return run(command === 'node' ? process.execPath : this.path('node_modules/.bin', command), args, this.folder);
  }

  /** The answer that a program prints on its last line. */
  async answerOf(...args) {
    return JSON.parse((await this.run('node', ...args)).trim().split('\n').at(-1));
  }
}
