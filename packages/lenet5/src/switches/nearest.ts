/** Insertions, deletions and replacements that make one text of the other (Levenshtein); a change of case alone is half one. */
function distance(a: string, b: string): number {
  const others = [...b];
  let above = Array.from({ length: others.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...a].entries()) {
    const row = [i + 1];
    for (const [k, other] of others.entries()) {
      const cost = letter === other ? 0 : letter.toLowerCase() === other.toLowerCase() ? 0.5 : 1;
      row.push(Math.min((above[k + 1] ?? 0) + 1, (row[k] ?? 0) + 1, (above[k] ?? 0) + cost));
    }
    above = row;
  }
  return above.at(-1) ?? 0;
}

/** The name that `text` was most likely meant to be; the first of several. '' where there are no names. */
export function nearest(text: string, names: readonly string[]): string {
  const scored = names.map((name) => ({ name, distance: distance(text, name) }));
  return scored.sort((a, b) => a.distance - b.distance)[0]?.name ?? '';
}
