import { mkdir, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { because, CommandError } from '../../errors.js';
import { writeAtomic } from '../../run/files.js';
import { readSnapshot, snapshotBytes } from '../../run/snapshot.js';
import { phrase } from '../../texts/language.js';
import type { RunSnapshot } from '../execute.js';
import { KEEP_SECONDS, snapshotKey } from './address.js';

/** Where snapshots of runs in flight are kept, so that another worker can take a run up. */
export interface SnapshotStore {
  /** Null where there is none, or none that this version reads. */
  read(key: string): Promise<RunSnapshot | null>;
  write(key: string, snapshot: RunSnapshot): Promise<void>;
  remove(key: string): Promise<void>;
}

function decoded(bytes: Uint8Array | null): RunSnapshot | null {
  if (!bytes) return null;
  try {
    return readSnapshot(bytes, 'The snapshot');
  } catch (error) {
    if (error instanceof CommandError) return null;
    throw error;
  }
}

/** In Redis itself: about 250 KB a run in flight. */
export function snapshotsInRedis(client: Redis): SnapshotStore {
  return {
    read: async (key) => decoded(await client.getBuffer(snapshotKey(key))),
    async write(key, snapshot) {
      await client.set(snapshotKey(key), Buffer.from(snapshotBytes(snapshot)), 'EX', KEEP_SECONDS);
    },
    async remove(key) {
      await client.del(snapshotKey(key));
    },
  };
}

/** In a folder that all workers see. @throws CommandError where it cannot be made */
export async function snapshotsInFolder(folder: string): Promise<SnapshotStore> {
  await mkdir(folder, { recursive: true }).catch(because(phrase('The folder {{folder}} cannot be used', { folder })));
  const path = (key: string) => join(folder, `${key}.snapshot`);
  return {
    read: async (key) => decoded(await readFile(path(key)).catch(() => null)),
    write: (key, snapshot) => writeAtomic(path(key), snapshotBytes(snapshot)),
    remove: (key) => unlink(path(key)).catch(() => {}),
  };
}
