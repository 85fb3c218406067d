import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The files in a folder and all below it, links followed, each real file and folder once: links may lead in a circle. What
 * is no file (pipes, sockets, devices) is left out; a link that leads nowhere stays, so that somebody is told of it.
 * @returns paths relative to the folder, by name
 * @throws Error of the system where the folder itself cannot be opened
 */
export async function filesBelow(folder: string): Promise<string[]> {
  const seen = new Set<string>();
  const files: string[] = [];
  const visit = async (below: string): Promise<void> => {
    for (const name of (await readdir(join(folder, below))).sort()) {
      const path = join(below, name);
      const facts = await stat(join(folder, path)).catch(() => null);
      if (facts === null) files.push(path);
      if (!facts?.isFile() && !facts?.isDirectory()) continue;
      const real = await realpath(join(folder, path));
      if (seen.has(real)) continue;
      seen.add(real);
      if (facts.isFile()) files.push(path);
      else await visit(path);
    }
  };
  seen.add(await realpath(folder));
  await visit('');
  return files.sort();
}
