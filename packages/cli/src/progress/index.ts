import { barProgress } from './bar.js';
import { lineProgress } from './lines.js';
import type { Progress } from './progress.js';

export type { Progress } from './progress.js';

/** A bar where somebody watches, lines where the output is kept. */
export function progressFor(stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? barProgress(stream) : lineProgress;
}
