import { CommandError } from '../../errors.js';
import { phrase } from '../../texts/language.js';
import type { StudyRunner } from '../conduct.js';
import type { Surroundings } from '../result-key.js';
import { addressOf, type QueueAddress, type QueueOptions, runsKey, withdrawnKey } from './address.js';
import { type Connected, connect, explained, reportLosses } from './connection.js';
import { QueueRunner, type Standing } from './runner.js';
import { forgetStudy, type OpenStudy, openStudy, studyInQueue } from './studies.js';
import { idOf, withdrawStudy } from './withdraw.js';

/** A study's side of a queue. */
export class QueueLink {
  /** What was opened. */
  private opened: { readonly study: OpenStudy; readonly entry: string } | null = null;

  constructor(
    private readonly connected: Connected,
    private readonly address: QueueAddress,
  ) {}

  /** The address for people, without name and password. */
  get shown(): string {
    return this.address.shown;
  }

  /** The open study of that name, or the only one. @throws CommandError */
  find(name: string | undefined): Promise<OpenStudy> {
    return studyInQueue(this.connected.client, name, this.shown);
  }

  /**
   * Makes the study known to workers, and to those who attach to it.
   * @throws CommandError where another study is open under its name
   */
  async open(study: OpenStudy): Promise<void> {
    this.opened = { study, entry: await openStudy(this.connected.client, study, this.shown) };
  }

  /** The study that was opened is complete. */
  async forget(): Promise<void> {
    if (!this.opened) return;
    const { study, entry } = this.opened;
    await forgetStudy(this.connected.client, study.file.name, entry);
    await this.connected.client.del(runsKey(idOf(entry)));
  }

  /** Takes the study of that name off the queue, whoever opened it. @returns runs taken off, null where that is not known */
  withdraw(name: string): Promise<number | null> {
    return withdrawStudy(this.connected, name, this.shown);
  }

  /**
   * Looks whether the opened study is still wanted. One that Redis has lost is opened anew.
   * @throws CommandError where another one has its name by now
   */
  private async standing(): Promise<Standing> {
    if (!this.opened) throw new Error('no study was opened');
    const { study, entry } = this.opened;
    const id = idOf(entry);
    if ((await this.connected.client.exists(withdrawnKey(id))) > 0) {
      const said = phrase('The study {{name}} was withdrawn at {{shown}}: its results so far are kept.', {
        name: study.file.name,
        shown: this.shown,
      });
      return { id, withdrawn: new CommandError(said) };
    }
    await this.open(study);
    return { id: idOf(this.opened.entry), withdrawn: null };
  }

  runner(surroundings: Surroundings, note: (line: string) => void): StudyRunner {
    reportLosses(this.connected.client, this.shown, note);
    return new QueueRunner(this.connected, this.address, surroundings, note, () => this.standing());
  }

  /** What went wrong, as one sentence where Redis said it. */
  explained(error: unknown): unknown {
    return explained(error, this.shown);
  }

  close(): void {
    this.connected.client.disconnect();
  }
}

/** @throws CommandError where the address is none, or nobody there lets us in */
export async function linkTo(queue: string, options: QueueOptions = {}): Promise<QueueLink> {
  const address = await addressOf(queue, options);
  return new QueueLink(await connect(address), address);
}
