// Shows what thresholds of the reject rule cost, on data that training has not seen:
//
//   npm run choose-reject
//
// False rejects on the MNIST validation split (the last 5,000 training digits), and on drawn pictures of digits and of
// non-digits. REJECT in src/recognition/reject.ts is the pair chosen from this table.
import { Recognizer } from 'lenet5';
import { pretrained } from 'lenet5/weights/pictures';
import { mnist, synthesis } from './synthesis.mjs';

const { validation } = await mnist();
const { NO_DIGIT, trainingSet } = await synthesis('training-set');
const drawn = trainingSet(validation, { digits: 2000, foreign: 500, nonDigits: 1500 }, 2);
const recognizer = new Recognizer(pretrained());

const read = ({ images, labels, count }) =>
  Array.from({ length: count }, (_, i) => {
    const { distances, digit, margin } = recognizer.classify(images.slice(i * 784, (i + 1) * 784), 28);
    return { label: labels[i], distance: distances[digit], margin };
  });
const [plain, pictures] = [read(validation), read(drawn)];
const percentRefused = (readings, rule) => {
  const refused = readings.filter(({ distance, margin }) => distance > rule.distance || margin < rule.margin);
  return `${((100 * refused.length) / readings.length).toFixed(2).padStart(6)} %`;
};
console.log('distance margin  MNIST   digits  non-digits refused');
for (const distance of [6, 8, 10, 12, 14, 16, 20]) {
  for (const margin of [0, 2, 4, 8]) {
    const rule = { distance, margin };
    const digits = pictures.filter(({ label }) => label !== NO_DIGIT);
    const others = pictures.filter(({ label }) => label === NO_DIGIT);
    const figures = [plain, digits, others].map((readings) => percentRefused(readings, rule)).join(' ');
    console.log(`${String(distance).padStart(8)} ${String(margin).padStart(6)} ${figures}`);
  }
}
