import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';

const YEAR = 365 * 24 * 3600;
const DAY = 24 * 3600;

/** The policy that stands in the built page: its server sends the same, before anything of the page is read. */
export function policyOf(folder: string): string {
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html) ?? [];
  if (policy === undefined) throw new Error(`${folder}/index.html has no policy.`);
  return policy;
}

/** What every answer says of itself. */
export function headersOf({ headers }: IncomingMessage, policy: string): Record<string, string> {
  return {
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
    Vary: 'Origin',
    // The page itself in a frame with the attribute sandbox has no other origin than that; no page of an address has it.
    ...(headers.origin === 'null' && { 'Access-Control-Allow-Origin': 'null' }),
  };
}

/** How long a browser may keep a file: names with a hash never get another content, and MNIST does not change. */
export function keptFor(path: string): string {
  if (path.startsWith('/assets/')) return `public, max-age=${YEAR}, immutable`;
  return path.startsWith('/data/') ? `public, max-age=${DAY}` : 'no-cache';
}
