import type { Redis } from 'ioredis';
import { CommandError } from '../../errors.js';
import type { Surroundings } from '../configuration.js';
import type { StudyRunner } from '../runner.js';
import { connect, type QueueAddress, readAddress, reportLosses } from './address.js';
import { STUDIES } from './names.js';
import { QueueRunner } from './runner.js';
import { differenceBetween, type OpenStudy, openStudies, studyInQueue } from './studies.js';

/** A study's side of a queue. */
export class QueueLink {
  constructor(
    private readonly client: Redis,
    private readonly address: QueueAddress,
  ) {}

  /** The address for people, without name and password. */
  get shown(): string {
    return this.address.shown;
  }

  /** The open study of that name, or the only one. @throws CommandError */
  find(name: string | undefined): Promise<OpenStudy> {
    return studyInQueue(this.client, name, this.shown);
  }

  /**
   * Makes the study known to workers, and to those who attach to it.
   * @throws CommandError where a study of that name is open and is of other code or data
   */
  async open(study: OpenStudy): Promise<void> {
    const other = (await openStudies(this.client)).find(({ file }) => file.name === study.file.name);
    const difference = other && differenceBetween(study, other);
    if (difference) throw new CommandError(`The study ${study.file.name} is open at ${this.shown}, and ${difference}.`);
    await this.client.hset(STUDIES, study.file.name, JSON.stringify(study));
  }

  /** The study is complete. */
  async forget(name: string): Promise<void> {
    await this.client.hdel(STUDIES, name);
  }

  runner(surroundings: Surroundings, note: (line: string) => void): StudyRunner {
    reportLosses(this.client, this.shown, note);
    return new QueueRunner(this.client, this.address, surroundings, note);
  }

  close(): void {
    this.client.disconnect();
  }
}

/** @throws CommandError where the address is none, or nobody there lets us in */
export async function linkTo(text: string): Promise<QueueLink> {
  const address = readAddress(text);
  return new QueueLink(await connect(address), address);
}
