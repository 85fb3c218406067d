// Changes that survive and may: each changes no result that the contract promises. An entry holds for the lines of
// `file` that contain `line`, and there for the changes whose description (the line with ⟦what changes⟧ → what comes in
// its place) contains or matches `change`, or for all without it. Keyed by text, not by number, so that lines can move.

/** @type {{ file: string, line: string, change?: string | RegExp, reason: string }[]} */
export const EQUIVALENT = [];

export function explanationOf({ file, line }) {
  return EQUIVALENT.find((entry) => {
    if (!file.endsWith(entry.file) || !line.text.includes(entry.line)) return false;
    if (entry.change instanceof RegExp) return entry.change.test(line.change);
    return line.change.includes(entry.change ?? '');
  });
}
