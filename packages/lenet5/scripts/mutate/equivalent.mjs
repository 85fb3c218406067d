// Changes that survive and may: each changes no result that the contract promises. equivalent.json lists them by file and
// line, exactly: another change to the same line is tried and must be noticed. Keyed by text, not by number, so that
// lines can move; the same line elsewhere in the file is meant too, unless `below` names what stands before the one meant.
import { readFileSync } from 'node:fs';

/**
 * A change is what is marked, with as much before it as tells it from others, and what comes in its place: "q ⟦+⟧ → -".
 * For long pieces it is the name of the rule: "(dropped block)".
 * @type {Record<string, { line: string, below?: string, changes: string[], reason: string }[]>}
 */
const FILES = JSON.parse(readFileSync(new URL('equivalent.json', import.meta.url), 'utf8'));

export const EQUIVALENT = Object.entries(FILES).flatMap(([file, entries]) =>
  entries.map((entry) => ({ ...entry, file })),
);

function isThis(change, { line, rule }) {
  if (!change.includes('⟦')) return change === `(${rule})`;
  const [marked, replacement] = change.split(' → ');
  return line.change.includes(marked) && line.change.endsWith(` → ${replacement}`);
}

export function explanationOf(mutant) {
  return EQUIVALENT.find(
    ({ file, line, below = '', changes }) =>
      file === mutant.file &&
      line === mutant.line.text &&
      mutant.source.slice(0, mutant.start).includes(below) &&
      changes.some((change) => isThis(change, mutant)),
  );
}
