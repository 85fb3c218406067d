import type { Redis } from 'ioredis';
import { CommandError } from '../../errors.js';
import type { Surroundings } from '../configuration.js';
import { parseStudy, type StudyFile } from '../file.js';
import { STUDIES } from './names.js';

/** A study that workers serve, as it is known to all of them. */
export interface OpenStudy extends Surroundings {
  readonly file: StudyFile;
  readonly only?: readonly string[] | undefined;
  readonly seeds?: number | undefined;
}

export async function openStudies(client: Redis): Promise<OpenStudy[]> {
  const texts = await client.hvals(STUDIES);
  return texts.map((text) => {
    const { file, ...rest } = JSON.parse(text) as OpenStudy;
    return { ...rest, file: parseStudy(JSON.stringify(file), 'in the queue') };
  });
}

/** The study to attach to. @throws CommandError where there is none of that name, or the name is needed */
export async function studyInQueue(client: Redis, name: string | undefined, shown: string): Promise<OpenStudy> {
  const studies = await openStudies(client);
  const names = studies.map(({ file }) => file.name).join(', ');
  if (studies.length === 0) throw new CommandError(`No study is open at ${shown}: there is nothing to attach to.`);
  if (name === undefined && studies.length > 1) {
    throw new CommandError(`Several studies are open at ${shown} (${names}): name the one to attach to.`);
  }
  const found = name === undefined ? studies[0] : studies.find(({ file }) => file.name === name);
  if (!found) throw new CommandError(`No study called "${name}" is open at ${shown}, expected one of: ${names}.`);
  return found;
}

/** Why runs of one side cannot be made by the other, in half a sentence; null where they can. */
export function differenceBetween(mine: Surroundings, theirs: Surroundings): string | null {
  if (mine.code !== theirs.code) return `it is of another version of the code (${theirs.code}, here ${mine.code})`;
  if (mine.data !== theirs.data) {
    return `it is about another data set (checksum ${theirs.data.slice(0, 12)}, here ${mine.data.slice(0, 12)})`;
  }
  if (mine.backend !== theirs.backend) return `it needs the backend ${theirs.backend}, here it is ${mine.backend}`;
  return null;
}
