import type { Redis } from 'ioredis';
import type { StudyRunner } from '../conduct.js';
import type { Surroundings } from '../result-key.js';
import { connect, type QueueAddress, readAddress, reportLosses } from './address.js';
import { QueueRunner } from './runner.js';
import { forgetStudy, type OpenStudy, openStudy, studyInQueue } from './studies.js';

/** A study's side of a queue. */
export class QueueLink {
  /** What was opened. */
  private opened: { readonly name: string; readonly entry: string } | null = null;

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
   * @throws CommandError where another study is open under its name
   */
  async open(study: OpenStudy): Promise<void> {
    this.opened = { name: study.file.name, entry: await openStudy(this.client, study, this.shown) };
  }

  /** The study that was opened is complete. */
  async forget(): Promise<void> {
    if (this.opened) await forgetStudy(this.client, this.opened.name, this.opened.entry);
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
