import { EXIT } from '../errors.js';
import { printJson, say } from '../output.js';
import { builtInNames, findStudy } from '../study/built-in.js';
import type { StudyFile } from '../study/file.js';
import { type Row, rowsOf } from '../study/rows.js';

/** `lenet5 study --list` @returns the exit code */
export async function listStudies(json: boolean): Promise<number> {
  const files = await Promise.all((await builtInNames()).map(findStudy));
  const entries = files.map((file) => {
    const rows = rowsOf(file);
    const runs = rows.reduce((sum, { seeds }) => sum + seeds.length, 0);
    return { name: file.name, title: file.title, rows: rows.length, runs };
  });
  if (json) {
    printJson({ studies: entries });
    return EXIT.done;
  }
  const width = Math.max(...entries.map(({ name }) => name.length));
  for (const { name, title, rows, runs } of entries)
    say(`${name.padEnd(width)}  ${title} (${rows} rows, ${runs} runs)`);
  return EXIT.done;
}

/** `lenet5 study STUDY --list` @returns the exit code */
export function listRows(file: StudyFile, rows: readonly Row[], json: boolean): number {
  if (json) printJson({ study: file.name, title: file.title, rows });
  else
    for (const { name, note, seeds } of rows) say([name, `seeds ${seeds.join(' ')}`, note].filter(Boolean).join('  '));
  return EXIT.done;
}
