import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { because, CommandError, reasonOf } from '../../errors.js';
import { makeDeep, writeAtomic } from '../../run/files.js';
import { readSnapshot, snapshotBytes } from '../../run/snapshot.js';
import { phrase, type Value } from '../../texts/language.js';
import { NOT_OURS, OTHER, ownFile } from '../../whole-file.js';
import type { RunSnapshot } from '../execute.js';
import { firstProblem } from '../problem.js';
import { KEEP_SECONDS, snapshotKey } from './address.js';
import { isOfAnotherType } from './received.js';

/** A snapshot, or why what is there is none. */
type FoundSnapshot = RunSnapshot | { readonly reason: Value };

/** Where snapshots of runs in flight are kept, so that another worker can take a run up. */
export interface SnapshotStore {
  /** Null where there is none. */
  read(key: string): Promise<FoundSnapshot | null>;
  write(key: string, snapshot: RunSnapshot): Promise<void>;
  remove(key: string): Promise<void>;
}

/** Of the largest network that a study trains, several times over. */
const MOST_BYTES = 256 * 1024 * 1024;
const TOO_LARGE = phrase('it is larger than {{most}} bytes', { most: MOST_BYTES });

const sums = z.object({ samples: z.int().min(0), lossSum: z.number(), errors: z.int().min(0) });
/** What the trainer itself does not look at when it is put there. */
const STATE = z.object({
  trainer: z.object({ pass: z.int().min(0) }),
  steps: z.int().min(0),
  passes: z.array(z.record(z.string(), z.number().nullable())),
  best: z
    .object({
      pass: z.int().min(1),
      testErrorPercent: z.number(),
      validationErrorPercent: z.number(),
      validationLoss: z.number(),
      weightsSha256: z.string(),
    })
    .nullable(),
  pending: z.array(z.never()),
  mark: sums,
  seconds: z.number().min(0),
});
const SNAPSHOT = z
  .object({ notes: z.object({ seconds: z.number().min(0) }), state: STATE })
  .refine(({ state }) => state.passes.length === state.trainer.pass, 'its passes are not all there');

function decoded(bytes: Uint8Array): FoundSnapshot {
  let snapshot: RunSnapshot;
  try {
    snapshot = readSnapshot(bytes, 'The snapshot');
  } catch (error) {
    return { reason: error instanceof CommandError ? error.said : reasonOf(error) };
  }
  const { error } = SNAPSHOT.safeParse(snapshot);
  return error ? { reason: firstProblem(error) } : snapshot;
}

/** In Redis itself: about 250 KB a run in flight. */
export function snapshotsInRedis(client: Redis): SnapshotStore {
  return {
    async read(key) {
      const name = snapshotKey(key);
      try {
        if ((await client.strlen(name)) > MOST_BYTES) return { reason: TOO_LARGE };
        const bytes = await client.getBuffer(name);
        return bytes && decoded(bytes);
      } catch (error) {
        if (isOfAnotherType(error)) return { reason: phrase('another program keeps something else there') };
        throw error;
      }
    },
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
  await makeDeep(folder).catch(because(phrase('The folder {{folder}} cannot be used', { folder })));
  const path = (key: string) => join(folder, `${key}.snapshot`);
  return {
    async read(key) {
      const bytes = await ownFile(path(key), MOST_BYTES).catch(() => null);
      return bytes === OTHER ? { reason: NOT_OURS } : bytes && decoded(bytes);
    },
    write: (key, snapshot) => writeAtomic(path(key), snapshotBytes(snapshot)),
    remove: (key) => unlink(path(key)).catch(() => {}),
  };
}
