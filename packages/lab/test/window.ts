import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { FULL_CHROMIUM, SKIP_FULL_CHROMIUM } from '../../../test/chromium.js';

const NO_SCREEN = spawnSync('Xvfb', ['-help']).error !== undefined;
export const MISSING = 'no Chromium, or no Xvfb for its window: apt-get install chromium xvfb';
export const SKIP = SKIP_FULL_CHROMIUM || (NO_SCREEN && process.env.LENET5_CI !== '1');

interface Answer {
  readonly id?: number;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}

function output(child: ChildProcess, number: number): Readable {
  return child.stdio[number] as Readable;
}

/**
 * Chromium in a window on a virtual screen. Where it is headless, or Playwright drives it, every tab calls itself
 * visible; here one behind another is hidden, as on a desk. It is driven by the DevTools protocol over a pipe.
 */
export class Window {
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private received = '';
  private sent = 0;

  private constructor(
    private readonly screen: ChildProcess,
    private readonly browser: ChildProcess,
    private readonly profile: string,
  ) {
    output(browser, 4).on('data', (bytes: Buffer) => this.receive(bytes.toString()));
  }

  static async open(): Promise<Window> {
    if (FULL_CHROMIUM === null || NO_SCREEN) throw new Error(MISSING);
    const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1000x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    const number = await new Promise<string>((resolve, reject) => {
      output(screen, 3).once('data', (bytes: Buffer) => resolve(bytes.toString().trim()));
      screen.once('exit', (code) => reject(new Error(`Xvfb ended with code ${code}.`)));
    });
    const profile = mkdtempSync(join(tmpdir(), 'lenet5-window-'));
    const flags = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--remote-debugging-pipe'];
    const browser = spawn(FULL_CHROMIUM, [...flags, `--user-data-dir=${profile}`], {
      env: { ...process.env, DISPLAY: `:${number}` },
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    });
    return new Window(screen, browser, profile);
  }

  /** Messages end with a zero byte. */
  private receive(text: string): void {
    const messages = (this.received + text).split('\0');
    this.received = messages.pop() ?? '';
    for (const message of messages) {
      const answer = JSON.parse(message) as Answer;
      if (answer.id !== undefined) this.waiting.get(answer.id)?.(answer);
    }
  }

  private async send(method: string, params: object, sessionId?: string): Promise<Record<string, unknown>> {
    const id = ++this.sent;
    const { result, error } = await new Promise<Answer>((resolve) => {
      this.waiting.set(id, resolve);
      (this.browser.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
    if (error) throw new Error(`${method}: ${error.message}`);
    return result ?? {};
  }

  /** A new tab before all others. @returns what evaluates an expression in it */
  async openTab(url: string): Promise<(expression: string) => Promise<unknown>> {
    const { targetId } = await this.send('Target.createTarget', { url });
    const { sessionId } = await this.send('Target.attachToTarget', { targetId, flatten: true });
    return async (expression) => {
      const params = { expression, returnByValue: true };
      const { result } = await this.send('Runtime.evaluate', params, sessionId as string);
      return (result as { value?: unknown }).value;
    };
  }

  async close(): Promise<void> {
    const end = (child: ChildProcess) =>
      new Promise((resolve) => (child.exitCode === null ? child.once('exit', resolve) : resolve(null)));
    const ended = end(this.browser);
    // One that is killed leaves processes that still write into its profile.
    await this.send('Browser.close', {});
    await ended;
    this.screen.kill();
    await end(this.screen);
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
  }
}
