// A real redis-server on a port of its own, for as long as it is needed.
import { spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';

export function isInstalled() {
  return spawnSync('redis-server', ['--version']).status === 0;
}

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** @returns its address, and what ends it */
export async function startRedis(folder) {
  const port = await freePort();
  const args = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no'];
  const child = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((ready, reject) => {
    child.on('exit', () => reject(new Error('redis-server ended')));
    child.stdout.setEncoding('utf8').on('data', (text) => {
      if (/ready to accept connections/i.test(text)) ready();
    });
  });
  return { url: `redis://127.0.0.1:${port}`, stop: () => child.kill('SIGKILL') };
}
