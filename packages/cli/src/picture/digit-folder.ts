import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { because, CommandError } from '../errors.js';
import { phrase } from '../texts/language.js';
import { filesBelow } from '../walk.js';

/** A picture file, and the digit that its folder says it shows. */
export interface LabelledPicture {
  /** Relative to the folder of all. */
  readonly file: string;
  /** 0 to 9. */
  readonly label: number;
}

/** A file or folder that belongs to no digit. */
export interface Stray {
  readonly file: string;
  readonly reason: 'in no folder 0 to 9' | 'a folder whose name is no digit';
}

/** What systems put into folders by themselves. */
const isHidden = (name: string) => name.startsWith('.') || /^(thumbs\.db|desktop\.ini)$/i.test(name);

/** The names in a folder of pictures. @throws CommandError where it cannot be opened */
export async function openFolder(folder: string): Promise<string[]> {
  return readdir(folder).catch(because(phrase('The pictures {{folder}} cannot be opened as a folder', { folder })));
}

/**
 * Lists the files in the sub-folders 0 to 9 of `folder`, and in their sub-folders, by name.
 * @throws CommandError where there is no such folder, or none of them
 */
export async function listDigitFolders(folder: string): Promise<{ pictures: LabelledPicture[]; strays: Stray[] }> {
  const entries = await openFolder(folder);
  const [pictures, strays]: [LabelledPicture[], Stray[]] = [[], []];
  let found = 0;
  for (const name of entries.filter((each) => !isHidden(each)).sort()) {
    if (!(await isFolder(join(folder, name)))) strays.push({ file: name, reason: 'in no folder 0 to 9' });
    else if (!/^[0-9]$/.test(name)) strays.push({ file: `${name}/`, reason: 'a folder whose name is no digit' });
    else {
      found++;
      pictures.push(...(await filesIn(folder, name)).map((file) => ({ file, label: Number(name) })));
    }
  }
  if (found > 0) return { pictures, strays };
  throw new CommandError(
    phrase('{{folder}} holds no folder called 0 to 9: put the pictures of each digit into a folder of its name.', {
      folder,
    }),
  );
}

async function filesIn(folder: string, name: string): Promise<string[]> {
  const files = await filesBelow(join(folder, name));
  return files.filter((path) => !isHidden(basename(path))).map((path) => join(name, path));
}

/** A link that leads nowhere is no folder, and is reported with the files that cannot be read. */
async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false;
}
