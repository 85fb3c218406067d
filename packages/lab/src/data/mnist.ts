import { type Dataset, makeDataset, readIdx } from 'lenet5';

/** Called while a file comes in: bytes so far, and of all. */
type Progress = (loaded: number, total: number) => void;

/** Bytes of the files unpacked, for servers that do not say, or pack what they send. */
const SIZES: Readonly<Record<string, number>> = {
  'train-images.gz': 47_040_016,
  'train-labels.gz': 60_008,
  'test-images.gz': 7_840_016,
  'test-labels.gz': 10_008,
};

async function* chunks(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) yield piece.value;
}

/**
 * Fetches one file of MNIST, packed or unpacked as the server likes it.
 * @throws Error where it does not come
 */
async function fetchPart(base: string, name: string, progress: Progress): Promise<Uint8Array> {
  const response = await fetch(new URL(`data/${name}`, base)).catch((cause: unknown) => {
    throw new Error(`data/${name}: ${String(cause)}`, { cause });
  });
  if (!response.ok || !response.body) throw new Error(`data/${name}: ${response.status}`);
  const told = response.headers.has('Content-Encoding') ? 0 : Number(response.headers.get('Content-Length'));
  const expected = told || (SIZES[name] ?? 0);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let loaded = 0;
  for await (const part of chunks(response.body)) {
    parts.push(part);
    loaded += part.length;
    progress(loaded, Math.max(loaded, expected));
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** One part of MNIST, fetched from beside the page and checked. @throws Error where a file does not come or is damaged */
export async function loadPart(base: string, part: 'train' | 'test', progress: Progress): Promise<Dataset> {
  const names = { images: `${part}-images.gz`, labels: `${part}-labels.gz` };
  const [images, labels] = await Promise.all([
    fetchPart(base, names.images, progress),
    fetchPart(base, names.labels, () => {}),
  ]);
  return makeDataset(await readIdx(images, names.images), await readIdx(labels, names.labels), names);
}
