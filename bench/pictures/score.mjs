// How an answer counts, and tallies of answers.

/**
 * 'right'; 'refused', where the answer says itself that something is missing: no digit, a "?" for a digit that was seen
 * and not read, or `complete` false; 'wrong', where a reader of the answer would not know. No digit at all is right for
 * a picture without digits. Signs between the digits are not counted, and where `signs` is set, marks of doubt for them
 * neither.
 * @param {{ text: string, complete?: boolean }} answer
 * @param {string} label digits, '' for none
 * @param {boolean} [signs]
 */
export function verdictOf({ text, complete }, label, signs = false) {
  const digits = text.replace(/\D/g, '');
  const doubt = digits === '' || text.includes('?') || complete === false;
  if (label === '' && digits === '') return 'right';
  if (label !== '' && digits === label && (signs || !doubt)) return 'right';
  return doubt ? 'refused' : 'wrong';
}

/** Digits to be taken away, put in or changed to get from one to the other. */
function edits(from, to) {
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (from[i - 1] === to[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[to.length];
}

const NOTHING = { count: 0, right: 0, refused: 0, wrong: 0, digits: 0, edits: 0, milliseconds: 0 };

/** One answer as a tally. */
export function tallyOf(answer, { label, signs }, milliseconds) {
  const tally = { ...NOTHING, count: 1, milliseconds };
  tally[verdictOf(answer, label, signs)] = 1;
  tally.digits = label.length;
  tally.edits = label === '' ? 0 : edits(answer.text.replace(/[^\d?]/g, ''), label);
  return tally;
}

export function sum(tallies) {
  const total = { ...NOTHING };
  for (const tally of tallies) for (const key of Object.keys(total)) total[key] += tally[key];
  return total;
}
