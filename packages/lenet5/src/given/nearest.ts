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

/** Letters that may differ, as a share of the longer word, where one may be meant by the other. */
const NEAR = 0.4;

/** The name that `text` was most likely meant to be, the first of several; null where none is near. */
export function nearest(text: string, names: readonly string[]): string | null {
  const scored = names.map((name) => {
    const beginning = text.length > 1 && name.startsWith(text);
    return { name, distance: beginning ? NEAR : distance(text, name) };
  });
  const near = scored.filter((each) => each.distance <= NEAR * Math.max(text.length, each.name.length));
  return near.sort((a, b) => a.distance - b.distance)[0]?.name ?? null;
}

/** The end of a sentence about an unknown name: the one that was meant, or all there are where none is near. */
export function suggestion(text: string, names: readonly string[]): string {
  const meant = nearest(text, names);
  return meant === null ? `expected one of: ${names.join(', ')}.` : `did you mean ${meant}?`;
}
