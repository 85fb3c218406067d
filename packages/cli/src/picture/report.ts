import { tsvFormatRows } from 'd3-dsv';
import { CODES } from 'lenet5/core';
import { integer } from '../output.js';
import { t } from '../texts/language.js';
import type { PictureSet } from './training-set.js';

/** Files named for each reason; pictures.tsv has them all. */
const NAMED = 5;

type Facts = Omit<PictureSet, 'train' | 'test'>;

interface Mention {
  readonly file: string;
  /** Behind the number of files. */
  readonly reason:
    | 'that the shipped weights refuse or misread'
    | NonNullable<Facts['samples'][number]['reason']>
    | Facts['strays'][number]['reason'];
  /** In brackets behind the file. */
  readonly note?: string;
}

/** A line for each reason: how often, and the first files. */
function gathered(mentions: readonly Mention[]): string[] {
  const reasons = [...new Set(mentions.map(({ reason }) => reason))];
  return reasons.map((reason) => {
    const files = mentions.filter((mention) => mention.reason === reason);
    const named = files.slice(0, NAMED).map(({ file, note }) => (note ? `${file} (${note})` : file));
    return t('  {{count}} {{reason}}: {{files}}', {
      count: integer(files.length),
      reason: t(reason),
      files: named.join(', ') + (files.length > NAMED ? ', …' : ''),
    });
  });
}

/** For people: how many pictures are used, what was skipped and why, what looks odd. */
export function reportLines({ samples, strays, keptAside }: Facts): string[] {
  const used = samples.filter(({ image }) => image);
  const counts = Array.from(CODES.digits, (_, digit) => used.filter(({ label }) => label === digit).length);
  const missing = counts.flatMap((count, digit) => (count === 0 ? [digit] : []));
  const skipped = samples.flatMap(({ file, reason, reads }) => (reason ? [{ file, reason, note: reads }] : []));
  const odd = used.flatMap(({ file, label, reads }) =>
    reads === String(label)
      ? []
      : [{ file, reason: 'that the shipped weights refuse or misread' as const, note: reads || t('none') }],
  );
  const perDigit = counts.map((count, digit) => `${digit}: ${integer(count)}`).join(', ');
  const left = gathered([...skipped, ...strays]);
  return [
    t('{{used}} of {{count}} pictures are used ({{perDigit}})', {
      used: integer(used.length),
      count: integer(samples.length),
      perDigit,
    }),
    ...(missing.length > 0
      ? [t('none of {{missing}}: nobody can learn what is never shown', { missing: missing.join(', ') })]
      : []),
    ...(odd.length > 0 ? [t('among them, in case a folder is wrong:'), ...gathered(odd)] : []),
    ...(left.length > 0 ? [t('skipped:'), ...left] : []),
    keptAside
      ? t('the test error is that of every fifth picture of a digit, kept out of training')
      : t('the test error is that of the test set given by --data; all pictures are trained on'),
  ];
}

/** pictures.tsv of a run folder: every file, and what became of it. */
export function reportTsv({ samples, strays }: Facts): string {
  const rows = samples.map(({ file, label, image, reason, detail, reads }) => {
    return [file, String(label), image ? 'used' : 'skipped', reason ?? '', detail, reads];
  });
  const others = strays.map(({ file, reason }) => [file, '', 'skipped', reason, '', '']);
  const head = ['file', 'label', 'result', 'reason', 'detail', 'shipped weights read'];
  return `${tsvFormatRows([head, ...rows, ...others])}\n`;
}
