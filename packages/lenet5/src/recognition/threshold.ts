/** Otsu's threshold: the value t that separates a histogram best into 0…t and t+1…255. */
export function otsu(histogram: ArrayLike<number>): number {
  let [count, sum] = [0, 0];
  for (let i = 0; i < 256; i++) {
    count += histogram[i] as number;
    sum += i * (histogram[i] as number);
  }
  let [below, belowSum, best, threshold] = [0, 0, -1, 127];
  for (let t = 0; t < 255; t++) {
    below += histogram[t] as number;
    belowSum += t * (histogram[t] as number);
    if (below === 0 || below === count) continue;
    const difference = belowSum / below - (sum - belowSum) / (count - below);
    const between = below * (count - below) * difference * difference;
    if (between > best) {
      best = between;
      threshold = t;
    }
  }
  return threshold;
}

export function histogramOf(values: Uint8Array): Uint32Array {
  const histogram = new Uint32Array(256);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    histogram[value] = (histogram[value] as number) + 1;
  }
  return histogram;
}
