/** What a command's action leaves behind. */
export type Finish = (exitCode: number) => void;

/** The end of a command's help. */
export const examples = (...lines: readonly string[]) =>
  `\nExamples:\n${lines.map((line) => `  $ ${line}\n`).join('')}`;
