import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { Redis } from 'ioredis';
import { onTestFinished } from 'vitest';
import { scratch } from '../support.js';

/** Tests of the queue are skipped, with a line that says so, where there is no redis-server; in CI they fail. */
export const WITHOUT_REDIS =
  process.env.LENET5_CI !== '1' && spawnSync('redis-server', ['--version']).status !== 0
    ? 'redis-server is not installed'
    : null;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}

/** With everything in it that means something in an address. */
export const PASSWORD = 'pw1 pw2@pw3/pw4#pw5:pw6?';

/** A real redis-server on a port of its own, ended after the test that starts it. */
export class RedisServer {
  private child: ChildProcess | null = null;
  private readonly folder = scratch();

  private constructor(
    readonly port: number,
    private readonly persistent: boolean,
    private readonly more: readonly string[],
  ) {
    onTestFinished(() => this.stop('SIGKILL'));
  }

  /** @param more arguments of redis-server */
  static async start(persistent: boolean, ...more: string[]): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), persistent, more);
    await server.begin();
    return server;
  }

  /** With the password, as it is given to --queue. */
  get url(): string {
    return `redis://:${encodeURIComponent(PASSWORD)}@127.0.0.1:${this.port}`;
  }

  get shown(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Where it keeps what it keeps. */
  get files(): string {
    return this.folder;
  }

  async begin(): Promise<void> {
    const durable = this.persistent ? ['yes', '--appendfsync', 'always'] : ['no'];
    const args = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.folder, '--save', ''];
    this.child = spawn('redis-server', [...args, '--requirepass', PASSWORD, '--appendonly', ...durable, ...this.more], {
      stdio: 'ignore',
    });
    await this.with(async (client) => client.ping());
  }

  async stop(signal: NodeJS.Signals): Promise<void> {
    const { child } = this;
    this.child = null;
    if (!child) return;
    const ended = new Promise((done) => child.on('exit', done));
    child.kill(signal);
    await ended;
  }

  send(signal: NodeJS.Signals): void {
    this.child?.kill(signal);
  }

  /** Does something with a connection of its own. */
  async with<T>(work: (client: Redis) => Promise<T>): Promise<T> {
    const client = new Redis({ host: '127.0.0.1', port: this.port, password: PASSWORD, maxRetriesPerRequest: null });
    client.on('error', () => {});
    try {
      return await work(client);
    } finally {
      client.disconnect();
    }
  }
}
