// What the command says: a line of progress, and at the end the survivors.

/** One change in one line. */
export function describe({ file, line, rule }) {
  const change = line.change.replace(/⟦(.{60}).*⟧/, '⟦$1…⟧');
  return `${file}:${line.number}  ${change.length > 240 ? `${change.slice(0, 237)}…` : change}  (${rule})`;
}

function count(results) {
  const counts = {};
  for (const { outcome } of results) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return Object.entries(counts)
    .map(([outcome, number]) => `${number} ${outcome}`)
    .join(', ');
}

export class Progress {
  #results = [];
  #start = Date.now();

  constructor(total) {
    this.total = total;
  }

  add(result) {
    this.#results.push(result);
    const done = this.#results.length;
    if (result.outcome === 'survived') this.#say(`survived: ${describe(result.mutant)}\n`);
    if (!process.stderr.isTTY && done % 50 !== 0 && done !== this.total) return;
    const minutes = ((Date.now() - this.#start) / 60_000 / done) * (this.total - done);
    const line = `${done}/${this.total}  ${count(this.#results)}  ${result.mutant.file}  ${minutes.toFixed(1)} min left`;
    this.#say(process.stderr.isTTY ? line : `${line}\n`);
  }

  #say(text) {
    process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${text}` : text);
  }
}

/** Prints the outcome; returns the number of survivors without an explanation. */
export function report(results, { equivalent, whole }) {
  const survivors = results.filter(({ outcome }) => outcome === 'survived');
  const used = new Set(results.map(({ explanation }) => explanation));
  process.stderr.write('\n');
  if (survivors.length > 0) {
    console.log(`Changes that no test notices: write a test, or explain them in scripts/mutate/equivalent.json.\n`);
    for (const { mutant } of survivors.sort(
      (a, b) => a.mutant.file.localeCompare(b.mutant.file) || a.mutant.start - b.mutant.start,
    )) {
      console.log(describe(mutant));
    }
    console.log();
  }
  // Only a run over everything can tell that an explanation explains nothing.
  for (const entry of whole ? equivalent.filter((known) => !used.has(known)) : []) {
    console.log(`No survivor needs this explanation any more: ${entry.file}, ${entry.line}`);
  }
  console.log(`${results.length} changes: ${count(results)}.`);
  return survivors.length;
}
