// Shows what thresholds of the reject rule cost, on data that training has not seen:
//
//   npm run choose-reject
//
// Digits of the MNIST validation split (the last 5,000 training digits) as they are, and drawn pictures of digits and of
// non-digits, from the same split and from fonts that training does not use. REJECT in src/recognition/reader.ts is chosen
// from the first table; the others show what passes at that distance, by kind and by letter. The last line is the pair of
// temperature and distance of the rubbish class that makes the softmax of Eq. 9 the most likely on all of it.
import { Recognizer } from 'lenet5';
import { pretrained } from 'lenet5/weights/pictures';
import { mnist, synthesis } from './synthesis.mjs';

const MIXTURE = {
  'other pen': 3000,
  'other hand': 500,
  'font digit': 2000,
  damaged: 800,
  faint: 500,
  cut: 3000,
  'cut other': 2000,
  letter: 3000,
  sign: 1000,
  ringed: 300,
  character: 300,
  several: 1200,
  stacked: 300,
  word: 500,
  page: 200,
  lying: 800,
  boxed: 300,
  form: 1000,
  mark: 1000,
  texture: 500,
};

const { validation } = await mnist();
const { glyphBank } = await synthesis('fonts');
const { NO_DIGIT, characterSet, trainingSet } = await synthesis('training-set');
const { REJECT } = await synthesis('../../../src/recognition/reader');
const fonts = glyphBank('measure');
const drawn = trainingSet(validation, fonts, MIXTURE, 77);
const recognizer = new Recognizer(pretrained());

const read = ({ images, labels, kinds, count }) =>
  Array.from({ length: count }, (_, i) => {
    const { distances, digit } = recognizer.classify(images.slice(i * 784, (i + 1) * 784), 28);
    return { label: labels[i], kind: kinds?.[i] ?? 'MNIST', distance: distances[digit], digit, distances };
  });
const [plain, pictures] = [read(validation), read(drawn)];
const digits = pictures.filter(({ label }) => label !== NO_DIGIT);
const others = pictures.filter(({ label }) => label === NO_DIGIT);
const percent = (readings, test) => ((100 * readings.filter(test).length) / readings.length).toFixed(2).padStart(7);

console.log('refused:  MNIST  digits  non-digits;  accepted as another: MNIST  digits');
for (const most of [6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30]) {
  const refused = ({ distance }) => distance > most;
  const wrong = ({ distance, digit, label }) => distance <= most && digit !== label;
  const figures = [plain, digits, others].map((readings) => percent(readings, refused));
  const errors = [plain, digits].map((readings) => percent(readings, wrong));
  console.log(`${String(most).padStart(7)} ${figures.join(' ')} ${' '.repeat(24)} ${errors.join(' ')}`);
}

console.log(`\nat ${REJECT.distance}: digits right, non-digits refused`);
for (const kind of Object.keys(MIXTURE)) {
  const own = (readings) => readings.filter((reading) => reading.kind === kind);
  const right = ({ distance, digit, label }) => distance <= REJECT.distance && digit === label;
  const good = own(digits).length ? percent(own(digits), right) : '      –';
  const none = own(others).length ? percent(own(others), ({ distance }) => distance > REJECT.distance) : '      –';
  console.log(`${kind.padEnd(12)} ${good} ${none}`);
}

const characters = characterSet(fonts, 5);
const passed = new Map();
for (const [i, { distance, digit, label }] of read(characters).entries()) {
  if (label !== NO_DIGIT) continue;
  const letter = passed.get(characters.characters[i]) ?? { count: 0, as: [] };
  passed.set(characters.characters[i], letter);
  letter.count++;
  if (distance <= REJECT.distance) letter.as.push(digit);
}
const share = ([, { count, as }]) => as.length / count;
const lines = [...passed].filter(([, { as }]) => as.length > 0).sort((a, b) => share(b) - share(a));
console.log('\ncharacters that pass, how many fonts have them, and as what');
console.log(
  lines.map(([name, { count, as }]) => `${name} ${as.length}/${count} ${[...new Set(as)].join('')}`).join(', '),
);

/** Mean of −log of the probability of what each image is. */
function surprise(temperature, j) {
  let sum = 0;
  for (const { distances, label } of [...plain, ...pictures]) {
    const weight = (distance) => Math.exp(-distance / temperature);
    const all = distances.reduce((total, distance) => total + weight(distance), weight(j));
    sum -= Math.log(Math.max(1e-12, weight(label === NO_DIGIT ? j : distances[label]) / all));
  }
  return sum / (plain.length + pictures.length);
}
let best = { value: Number.POSITIVE_INFINITY };
for (const temperature of [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8]) {
  for (let j = 6; j <= 32; j += 2) {
    const value = surprise(temperature, j);
    if (value < best.value) best = { value, temperature, j };
  }
}
console.log(`\nmost likely: temperature ${best.temperature}, distance of the rubbish class ${best.j}`);
