import { expect, test } from 'vitest';
import { readAddress } from '../../src/study/queue/address.js';

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
