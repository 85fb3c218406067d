import { Recognizer } from 'lenet5';
import { pretrained } from 'lenet5/weights/pictures';

const WIDTH = 1250;
const HEIGHT = 800;
const DIGITS = 10;
/** A digit's 28 pixels become so many times larger. */
const SCALE = 7;
/** Calls until the engine has compiled what runs often: one fills a repetition, so that measuring alone does not warm it up. */
const WARM_UP = 20;

/**
 * A photograph of a page, one megapixel, as bytes: grain, light from the left, and ten MNIST digits in two lines.
 * @param {import('lenet5').Dataset} data
 */
function pageOf({ images, rows }) {
  const page = new Uint8Array(WIDTH * HEIGHT);
  for (let i = 0; i < page.length; i++)
    page[i] = 225 - ((i % WIDTH) * 50) / WIDTH + ((Math.imul(i, 2654435761) >>> 28) % 9);
  for (let d = 0; d < DIGITS; d++) {
    const [left, top] = [30 + (d % 5) * 240, 90 + Math.floor(d / 5) * 360];
    for (let y = 0; y < rows * SCALE; y++) {
      for (let x = 0; x < rows * SCALE; x++) {
        const ink = images[d * rows * rows + Math.floor(y / SCALE) * rows + Math.floor(x / SCALE)];
        const at = (top + y) * WIDTH + left + x;
        page[at] = (page[at] * (255 - 0.8 * ink)) / 255;
      }
    }
  }
  return { data: page, width: WIDTH, height: HEIGHT, channels: /** @type {1} */ (1) };
}

/** A decoded picture in, digits with boxes out; the shipped weights. @returns {import('./contender.mjs').Subject} */
export function recognitionSubject({ backend, data }) {
  const recognizer = new Recognizer(pretrained({ backend }));
  const picture = pageOf(data);
  const found = recognizer.recognize(picture).digits.length;
  if (found < DIGITS) throw new Error(`the page holds ${DIGITS} digits, but only ${found} were found`);
  for (let i = 0; i < WARM_UP; i++) recognizer.recognize(picture);
  return {
    repeat(count) {
      // The other contenders run thousands of times in a row; one call that is not timed brings this one back to that.
      recognizer.recognize(picture);
      const begin = performance.now();
      for (let i = 0; i < count; i++) recognizer.recognize(picture);
      return performance.now() - begin;
    },
  };
}
