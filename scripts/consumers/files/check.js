// What every consumer does with the library that it imported in its own way: trains 100 steps, and reads a drawn 7.
// The answer is the same everywhere, to the bit: index.mjs compares `sha256` with what this machine's Node says.

/** Ten pictures that are easy to tell apart: a bar at a place of its own for each class. */
function bars() {
  const size = 28;
  const images = new Uint8Array(10 * size * size);
  for (let digit = 0; digit < 10; digit++) {
    const [top, left] = [4 + 4 * (digit % 5), digit < 5 ? 4 : 16];
    for (let y = top; y < top + 4; y++)
      images.fill(255, (digit * size + y) * size + left, (digit * size + y) * size + left + 8);
  }
  const labels = Uint8Array.from({ length: 10 }, (_, digit) => digit);
  return { images, labels, count: 10, rows: size, columns: size, identity: 'ten bars', warnings: [] };
}

/** A 7 of two straight strokes, dark on light, as a canvas would give it. */
function drawnSeven() {
  const [width, height] = [90, 120];
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  const dot = (x, y) => {
    for (let dy = -4; dy <= 4; dy++)
      for (let dx = -4; dx <= 4; dx++)
        data.fill(0, 4 * ((y + dy) * width + x + dx), 4 * ((y + dy) * width + x + dx) + 3);
  };
  for (let x = 22; x <= 68; x++) dot(x, 25);
  for (let y = 25; y <= 95; y++) dot(Math.round(68 - (34 * (y - 25)) / 70), y);
  return { data, width, height };
}

/**
 * @param {typeof import('lenet5')} library
 * @param {typeof import('lenet5/weights/pictures')} weights
 * @returns {{ text: string, backend: string, steps: number, sha256: string }}
 */
export function check({ createTrainer, RECIPES, Recognizer }, { pretrained }) {
  const recipe = { ...RECIPES.fast, criterion: 'eq8', schedule: 'constant', rate: 1e-3, passes: 10 };
  const trainer = createTrainer({ recipe, seed: 1, data: bars() });
  const { network } = trainer;
  let steps = 0;
  for (; !trainer.done; steps++) trainer.step();
  const { text } = new Recognizer(pretrained()).recognize(drawnSeven());
  return { text, backend: network.backend.name, steps, sha256: network.weightsSha256() };
}
