import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { CommandError } from '../errors.js';
import { type Phrase, phrase } from '../texts/language.js';

/** What the process is asked to draw. */
export interface Drawing {
  readonly bytes: Uint8Array;
  readonly name: string;
}

/** What it answers: the picture, or why there is none. */
export type Drawn<Decoded> = { readonly decoded: Decoded } | { readonly refused: Phrase };

/** As built, from the sources too. */
const PROCESS = fileURLToPath(new URL('../../dist/picture/draw-process.js', import.meta.url));

/** Any drawing of a page takes a fraction of a second; the rest is for the start on a busy machine. */
const MOST_SECONDS = 10;

/** Decodes an SVG in a process of its own. @throws CommandError also where that takes longer than MOST_SECONDS */
export async function drawApart<Decoded>(bytes: Uint8Array, name: string): Promise<Decoded> {
  const child = fork(PROCESS, {
    serialization: 'advanced',
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    const drawn = await new Promise<Drawn<Decoded>>((resolve, reject) => {
      const refuse = (refused: Phrase) => resolve({ refused });
      const late = phrase('{{name}} takes more than {{most}} s to draw: save it as PNG.', { name, most: MOST_SECONDS });
      timer = setTimeout(() => refuse(late), 1000 * MOST_SECONDS);
      child.on('error', reject);
      child.on('message', (answer) => resolve(answer as Drawn<Decoded>));
      child.on('exit', () => refuse(phrase('{{name}} ends what draws it: save it as PNG.', { name })));
      child.send({ bytes, name } satisfies Drawing);
    });
    if ('refused' in drawn) throw new CommandError(drawn.refused);
    return drawn.decoded;
  } finally {
    clearTimeout(timer);
    child.kill('SIGKILL');
  }
}
