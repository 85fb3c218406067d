import { describe, expect, test } from 'vitest';
import { readAddress } from '../../src/study/queue/address.js';
import { lenet5, scratch, smallMnist } from '../support.js';
import { RedisServer, WITHOUT_REDIS } from './redis.js';

test.each([
  ['redis://host', { host: 'host', port: 6379 }, 'redis://host:6379'],
  ['redis://host:7000/3', { host: 'host', port: 7000, db: 3 }, 'redis://host:7000'],
  ['redis://:p%40ss@[::1]', { host: '::1', port: 6379, password: 'p@ss' }, 'redis://[::1]:6379'],
  ['redis://:p@ss#w/o?rd@host:7000', { host: 'host', port: 7000, password: 'p@ss#w/o?rd' }, 'redis://host:7000'],
  ['redis://name:12#34@host', { host: 'host', port: 6379, username: 'name', password: '12#34' }, 'redis://host:6379'],
  ['redis://:100%@host', { host: 'host', port: 6379, password: '100%' }, 'redis://host:6379'],
  ['redis://:a:b@host', { host: 'host', port: 6379, password: 'a:b' }, 'redis://host:6379'],
  [
    'rediss://name:pass@host:1',
    { host: 'host', port: 1, username: 'name', password: 'pass', tls: { servername: 'host' } },
    'rediss://host:1',
  ],
])('%s', (text, options, shown) => {
  expect(readAddress(text)).toEqual({ options, shown });
});

test.each([
  'host',
  'redis://host:70000',
  'redis://:sec#ret',
  'http://:secret@host',
  'redis://:sec ret@',
  'redis://:secret@host/name',
  'redis://',
])('no address: %s', (text) => {
  expect(() => readAddress(text)).toThrow(/^--queue was given [^\n]+, expected redis:\/\/[^\n]+ for TLS\.$/);
  expect(() => readAddress(text)).not.toThrow(/sec ?ret/);
});

describe.skipIf(WITHOUT_REDIS !== null)('a database of a real Redis', () => {
  test.each(['99', '99999999999999999999'])('number %s is not there: nothing goes to another one', async (number) => {
    const server = await RedisServer.start(false);
    for (const args of [['worker'], ['study', 'smoke', '--data', smallMnist(60, 20)]]) {
      const { code, stderr } = await lenet5([...args, '--queue', `${server.url}/${number}`], scratch());
      expect([code, stderr]).toEqual([
        1,
        expect.stringMatching(
          /^lenet5: The queue at \S+ cannot be used \(it has no database of that number: [^\n]+\n$/,
        ),
      ]);
    }
    expect(await server.with((client) => client.keys('*'))).toEqual([]);
  });

  test('one that is there is taken', async () => {
    const server = await RedisServer.start(false);
    const { stderr } = await lenet5(['study', 'x', '--attach', '--queue', `${server.url}/15`], scratch());
    expect(stderr).toMatch(/^lenet5: No study/);
  });
});
