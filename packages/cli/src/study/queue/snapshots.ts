import { mkdir, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Redis } from 'ioredis';
import { CommandError, reasonOf } from '../../errors.js';
import { writeAtomic } from '../../run/files.js';
import type { Snapshot } from '../execute.js';
import { KEEP_SECONDS, snapshotKey } from './names.js';

/** Where snapshots of runs in flight are kept, so that another worker can take a run up. */
export interface SnapshotStore {
  /** Null where there is none, or none that this version of Node can read. */
  read(key: string): Promise<Snapshot | null>;
  write(key: string, snapshot: Snapshot): Promise<void>;
  remove(key: string): Promise<void>;
}

function decoded(bytes: Uint8Array | null): Snapshot | null {
  if (!bytes) return null;
  try {
    return deserialize(bytes) as Snapshot;
  } catch {
    return null;
  }
}

/** In Redis itself: about 250 KB a run in flight. */
export function snapshotsInRedis(client: Redis): SnapshotStore {
  return {
    read: async (key) => decoded(await client.getBuffer(snapshotKey(key))),
    async write(key, snapshot) {
      await client.set(snapshotKey(key), serialize(snapshot), 'EX', KEEP_SECONDS);
    },
    async remove(key) {
      await client.del(snapshotKey(key));
    },
  };
}

/** In a folder that all workers see. @throws CommandError where it cannot be made */
export async function snapshotsInFolder(folder: string): Promise<SnapshotStore> {
  await mkdir(folder, { recursive: true }).catch((cause: unknown) => {
    throw new CommandError(`The folder ${folder} cannot be used (${reasonOf(cause)}).`, undefined, { cause });
  });
  const path = (key: string) => join(folder, `${key}.snapshot`);
  return {
    read: async (key) => decoded(await readFile(path(key)).catch(() => null)),
    write: (key, snapshot) => writeAtomic(path(key), serialize(snapshot)),
    remove: (key) => unlink(path(key)).catch(() => {}),
  };
}
