/* global expect, test */
// A page's globals in a realm of its own: Node's Buffer is of another one.
const { createTrainer, readPth, readSafetensors, writePth, writeSafetensors } = require('lenet5');
const { pretrained } = require('lenet5/weights');

test('files are read and written without TextDecoder, and taken from another realm', async () => {
  expect(typeof TextDecoder).toBe('undefined');
  const network = pretrained();
  const state = network.stateDict();
  const metadata = { 名: '数字' };
  const file = Buffer.from(writeSafetensors(state, metadata));
  expect(readSafetensors(file).metadata.名).toBe('数字');
  network.loadStateDict(readSafetensors(file).tensors);
  expect((await readPth(Buffer.from(writePth(state)))).tensors.size).toBe(state.size);
});

test('a training is taken up again', () => {
  const data = { images: new Uint8Array(784), labels: new Uint8Array(1), count: 1, rows: 28, columns: 28 };
  const trainer = createTrainer({ data });
  trainer.step();
  createTrainer({ data }).restore(trainer.state());
});
