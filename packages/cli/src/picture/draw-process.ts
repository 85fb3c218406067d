import { CommandError } from '../errors.js';
import { type DecodedPicture, decodeHere } from './decode.js';
import type { Drawing, Drawn } from './draw-apart.js';

// Without its parent nobody would end it.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));

process.once('message', async (drawing) => {
  const { bytes, name } = drawing as Drawing;
  const drawn = await decodeHere(bytes, name).then(
    (decoded): Drawn<DecodedPicture> => ({ decoded }),
    (error: unknown): Drawn<DecodedPicture> => {
      if (error instanceof CommandError) return { refused: error.said };
      throw error;
    },
  );
  process.send?.(drawn);
});
