// npm run pictures: pictures of many kinds, drawn from digits and fonts that training never sees, read with the shipped
// weights and the library's own options. See docs/recognition.md.
import { writeFileSync } from 'node:fs';
import { sumBins, tableOf } from './calibration.mjs';
import { reliabilityOf } from './reliability.mjs';
import { measure } from './run.mjs';
import { refuse, settingsOf } from './settings.mjs';
import { printKind, printReal, printThemes } from './table.mjs';

const HELP = `npm run pictures -- [options]

  --count N      pictures of each kind (500); 0: none
  --kinds a,b    only kinds whose name has one of these in it, as in forms,strings/long
  --seed N       others of the same kinds (1)
  --real DIR     pictures of others, too: a folder with SOURCES.tsv (file, kind, label); may be given several times
  --peers        the same pictures for Tesseract and for a plain MNIST network, too
  --calibrate    confidence against the share that is right, over all these pictures
  --svg FILE     the same as a diagram; with --calibrate
  --jobs N       threads (2)
  --json FILE    results, and the first answers of each kind that were not right
  --list         names of all kinds

right: the whole text. refused: no digit, or a "?" in it. wrong: another text without any mark of doubt.
digits: per cent of the digits themselves, after the fewest edits. none/* have no digits: right is an empty text.
--calibrate: texts are all complete answers, right where the whole is; digits are the accepted ones of answers as long
as the label, each against its place in it. error: the expected calibration error, in points.
`;

const settings = await settingsOf({
  help: HELP,
  defaultCount: '500',
  options: {
    peers: { type: 'boolean', default: false },
    calibrate: { type: 'boolean', default: false },
    svg: { type: 'string' },
    list: { type: 'boolean', default: false },
  },
});
const { calibrate, svg, json, count, seed } = settings;
if (svg && !calibrate) refuse(`--svg goes with --calibrate.\n\n${HELP}`);

const work = { readers: settings.peers ? 'peers' : 'library', vary: true, calibrate };
const { drawn, real } = await measure(settings, work, (result, place) => printKind(result, place === 0));
if (drawn.length > 0) printThemes(drawn);
for (const { folder, results } of real) printReal(folder, results);
const files = real.flatMap(({ results }) => results);
const bins = calibrate ? sumBins([...drawn, ...files].map((result) => result.bins)) : undefined;
if (bins) console.log(`\n${tableOf(bins)}`);
if (svg) writeFileSync(svg, reliabilityOf(bins));
if (json) {
  const plain = (results) => results.map(({ bins: _, ...result }) => result);
  const found = { count, seed, kinds: plain(drawn), real: plain(files), calibration: bins };
  writeFileSync(json, `${JSON.stringify(found, null, 1)}\n`);
}
