import { access, realpath, stat } from 'node:fs/promises';
import { basename, isAbsolute, join } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { because, CommandError } from './errors.js';
import { phrase } from './texts/language.js';
import { filesBelow } from './walk.js';

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Whether an argument is a pattern that the shell left as it is: quoted, or on Windows. A file of that very name is none. */
export async function isPattern(given: string): Promise<boolean> {
  return isDynamicPattern(asPattern(given)) && !(await exists(given));
}

function asPattern(given: string): string {
  return process.platform === 'win32' ? given.replaceAll('\\', '/') : given;
}

/** What matches a pattern, by name. @throws CommandError where nothing does */
export async function matchesOf(given: string, { folders = false } = {}): Promise<string[]> {
  const pattern = asPattern(given);
  const found = await glob(pattern, {
    onlyFiles: !folders,
    expandDirectories: false,
    absolute: isAbsolute(pattern),
  });
  if (found.length === 0)
    throw new CommandError(
      phrase('Nothing matches {{pattern}}: check the path, and the letters before *.', { pattern: given }),
    );
  return eachOnce(found.map((path) => path.replace(/(?<=.)\/$/, '')).sort(byName));
}

/** The first of the paths that lead to the same file: `**` follows links. */
async function eachOnce(paths: readonly string[]): Promise<string[]> {
  const real = await Promise.all(paths.map((path) => realpath(path).catch(() => path)));
  return paths.filter((_, i) => real.indexOf(real[i] ?? '') === i);
}

/** 2.png before 10.png, the same on every system. */
const { compare: byName } = new Intl.Collator('en', { numeric: true });

/** The files that arguments name: each itself, what it matches where it is a pattern, the pictures in it where it is a folder. @throws CommandError */
export async function expanded(given: readonly string[]): Promise<string[]> {
  const files = given.map(async (each) => {
    if (await isPattern(each)) return matchesOf(each);
    const folder = (await stat(each).catch(() => null))?.isDirectory();
    return folder ? picturesIn(each) : [each];
  });
  return (await Promise.all(files)).flat();
}

/** By their names, as what else lies in a folder is no mistake; HEIC too, which is then refused with what helps. */
const PICTURE = /\.(png|apng|jpe?g|jfif|webp|gif|tiff?|avif|hei[cf]|bmp|dib|p[bgpn]m|svgz?)$/i;

async function picturesIn(folder: string): Promise<string[]> {
  const names = await filesBelow(folder).catch(because(phrase('The folder {{folder}} cannot be opened', { folder })));
  const pictures = names.filter((name) => PICTURE.test(name) && !basename(name).startsWith('.'));
  if (pictures.length > 0) return pictures.sort(byName).map((name) => join(folder, name));
  throw new CommandError(
    phrase('The folder {{folder}} holds no pictures: expected files such as .png, .jpg or .bmp in it.', { folder }),
  );
}

/**
 * The one file or folder that an argument names, itself or by a pattern.
 * @throws CommandError where a pattern matches none or several
 */
export async function theOne(given: string): Promise<string> {
  if (!(await isPattern(given))) return given;
  const [first = given, ...others] = await matchesOf(given, { folders: true });
  if (others.length === 0) return first;
  const names = [first, ...others.slice(0, 3)].join(', ');
  const values = { pattern: given, names };
  throw new CommandError(
    others.length > 3
      ? phrase('{{pattern}} matches {{names}} and more: name one.', values)
      : phrase('{{pattern}} matches {{names}}: name one.', values),
  );
}

/** The folder above all that a pattern can match. */
export function folderOf(pattern: string): string {
  const parts = asPattern(pattern).split('/');
  const fixed = parts.slice(0, -1).findIndex((part) => isDynamicPattern(part));
  return parts.slice(0, fixed < 0 ? -1 : fixed).join('/') || (pattern.startsWith('/') ? '/' : '.');
}
