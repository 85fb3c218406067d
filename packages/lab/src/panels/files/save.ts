import {
  type Architecture,
  blogStateDict,
  createNetwork,
  type StateDict,
  writeOnnx,
  writePth,
  writeSafetensors,
} from 'lenet5';

export const FORMATS = ['safetensors', 'pth', 'onnx'] as const;
export type Format = (typeof FORMATS)[number];

/** Weights and what is known of them. */
export interface Savable {
  readonly architecture: Architecture;
  readonly weights: StateDict;
  /** Goes into the file's metadata, beside the architecture. */
  readonly notes: Readonly<Record<string, string>>;
}

/** The bytes of a model file. */
export function modelBytes({ architecture, weights, notes }: Savable, format: Format): Uint8Array<ArrayBuffer> {
  const network = createNetwork({ architecture, capacity: 1, backend: 'reference' });
  network.loadStateDict(weights);
  const weightsSha256 = network.weightsSha256();
  const metadata = { format: 'lenet5', architecture: JSON.stringify(architecture), ...notes, weightsSha256 };
  if (format === 'onnx') return writeOnnx(network, { metadata });
  return format === 'pth'
    ? writePth(blogStateDict(network), metadata)
    : writeSafetensors(network.stateDict(), metadata);
}

/** Hands bytes to the visitor as a file. */
export function download(bytes: Uint8Array<ArrayBuffer>, name: string): void {
  const url = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
