import { ARCHITECTURES, createNetwork, Recognizer } from 'lenet5';
import { pretrained } from 'lenet5/weights/pictures';
import { expect, test, vi } from 'vitest';
import { showWeights } from '../src/state/model.js';
import { followWeights, reading, recognition, show } from '../src/state/subject.js';

/** An upright stroke on a pad. */
function stroke() {
  const data = new Uint8Array(144 * 144).fill(255);
  for (let y = 30; y < 115; y++) data.fill(0, y * 144 + 68, y * 144 + 77);
  return { data, width: 144, height: 144, channels: 1 } as const;
}

test('while a run trains, a drawing that stays is not taken apart again; its digits are read with the new weights', () => {
  vi.useFakeTimers();
  const recognize = vi.spyOn(Recognizer.prototype, 'recognize');
  const end = followWeights();
  const trained = pretrained();
  const from = { kind: 'training', id: 'a', run: 'fast · 1', samples: 0, passes: 0 } as const;
  showWeights(trained.architecture, trained.stateDict(), from);
  show({ kind: 'pad', image: stroke(), drawn: true });
  const before = reading.value;
  expect([recognition.value?.text, recognize.mock.calls.length]).toEqual(['1', 1]);

  const untrained = createNetwork({ architecture: ARCHITECTURES.paper, capacity: 1 });
  for (let i = 0; i < 20; i++) showWeights(untrained.architecture, untrained.stateDict(), from);
  expect(recognize).toHaveBeenCalledTimes(1);
  expect(reading.value?.distances).not.toEqual(before?.distances);
  expect([recognition.value?.text, reading.value?.rejected]).toEqual(['', true]);

  showWeights(trained.architecture, trained.stateDict(), from);
  expect([recognition.value?.text, reading.value?.digit]).toEqual(['1', 1]);
  expect(Array.from(reading.value?.distances ?? [])).toEqual(Array.from(before?.distances ?? [1]));

  vi.advanceTimersByTime(2000);
  expect(recognize).toHaveBeenCalledTimes(2);
  showWeights(trained.architecture, trained.stateDict(), { kind: 'shipped' });
  expect(recognize).toHaveBeenCalledTimes(3);
  end();
});
