import { type Figure, figureOf } from '../../training/figures.js';
import { judged, type Question, type Row } from './questions.js';
import { say } from './texts.js';

/** Two decimals, as in the report. */
function short(value: number): string {
  return value.toFixed(2);
}

function meanOf(id: string): string {
  const mean = figureOf({ id })?.mean;
  return mean == null ? '–' : short(mean);
}

/** The row that takes most of the error away, and by how much, in points: from the first row, or from the one above it. */
function mostOf(rows: readonly Row[], from: 'first' | 'above'): { row: Row; gain: number } | null {
  const measured = rows.flatMap((row) => {
    const mean = figureOf(row)?.mean;
    return mean == null ? [] : [{ row, mean }];
  });
  const gains = measured.slice(1).map(({ row, mean }, i) => {
    const before = measured[from === 'first' ? 0 : i]?.mean ?? mean;
    return { row, gain: before - mean };
  });
  return gains.sort((a, b) => b.gain - a.gain)[0] ?? null;
}

/** The answer to a question in one sentence, from the figures of its rows. */
export function verdictOf({ id, rows, claim }: Question): string {
  const claimed = claim && judged(claim);
  if (claimed) {
    return say(`verdict.${claimed.outcome}`, { of: short(claimed.of), than: short(claimed.than) });
  }
  if (id === 'sigmoid') {
    const figures = rows.map(figureOf).filter((figure) => figure !== null);
    const sum = (pick: (figure: Figure) => number) => figures.reduce((total, figure) => total + pick(figure), 0);
    return say('verdict.sigmoid', { stopped: sum(({ stopped }) => stopped), seeds: sum(({ seeds }) => seeds) });
  }
  if (id === 'family') {
    const [then, now] = [meanOf('family/1989, all digits'), meanOf('curves/fast')];
    return say('verdict.family', { then, now, today: meanOf('family/tutorial') });
  }
  const most = id === 'gap' ? mostOf(rows, 'above') : mostOf(rows.slice(0, -1), 'first');
  const named = most ? { most: say(most.row.text), gain: short(most.gain) } : { most: '–', gain: '–' };
  const ends = { first: meanOf(rows[0]?.id ?? ''), last: meanOf(rows.at(-1)?.id ?? '') };
  return say(id === 'gap' ? 'verdict.gap' : 'verdict.alone', { ...ends, ...named });
}
