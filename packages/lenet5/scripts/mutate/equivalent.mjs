// Changes that survive and may: each changes no result that the contract promises. An entry holds for the lines of
// `file` that contain `line`, and there for the changes that match `change` ("before → after"), or for all without it.
// Keyed by text, not by line number, so that code can move.

/** @type {{ file: string, line: string, change?: RegExp, reason: string }[]} */
export const EQUIVALENT = [];

export function explanationOf({ file, where, before, text }) {
  return EQUIVALENT.find(
    (entry) =>
      file.endsWith(entry.file) &&
      where.text.includes(entry.line) &&
      (entry.change?.test(`${before} → ${text}`) ?? true),
  );
}
