import { signal } from '@preact/signals';
import { ARCHITECTURES, type Architecture, createNetwork, type Network, type StateDict } from 'lenet5';
import type { Layout } from 'lenet5/files';

/** Where the weights come from that the page shows. */
export type Source =
  | { readonly kind: 'none' }
  | { readonly kind: 'shipped' }
  | { readonly kind: 'training'; readonly id: string; readonly run: string }
  | {
      readonly kind: 'file';
      readonly name: string;
      /** The names in a file of somebody else's class of PyTorch; null for those of this library. */
      readonly layout: Layout | null;
      /** Whether squashing functions, pooling and the range of pixels were guessed, because no such file tells them. */
      readonly guessed: boolean;
      /** What it calls its classes; null where it does not. */
      readonly classNames: readonly string[] | null;
    };

/** Pictures of one pass: the recogniser reads several candidates at once. */
const CAPACITY = 16;

export const source = signal<Source>({ kind: 'none' });
/** What the last single step added to each parameter; null outside slow motion. */
export const weightChange = signal<StateDict | null>(null);
/** Counts the times that the weights changed. */
export const weightsVersion = signal(0);
/** The network of the figure; every layer's units are kept, so nothing is fused. */
export const network = signal<Network>(make(ARCHITECTURES.paper));

function make(architecture: Architecture): Network {
  return createNetwork({ architecture, capacity: CAPACITY, fused: false });
}

/** The same for architectures that differ in their name alone. */
function keyOf(architecture: Architecture): string {
  return JSON.stringify({ ...architecture, name: '' });
}

/** Shows other weights: from now on the figure and the recogniser use them. @throws SettingError where they do not fit */
export function showWeights(architecture: Architecture, state: StateDict, from: Source): void {
  const now = network.peek();
  const next = keyOf(now.architecture) === keyOf(architecture) ? now : make(architecture);
  next.loadStateDict(state);
  network.value = next;
  source.value = from;
  weightsVersion.value++;
}

/** Shows the weights that come with the page, unless others have come meanwhile. */
export function showFirstWeights(): Promise<void> {
  return showShippedWeights(() => source.peek().kind === 'none');
}

/** Shows the weights that come with the page: those for pictures, for which the reject rule was chosen. */
export async function showShippedWeights(wanted = () => true): Promise<void> {
  const { pretrained } = await import('lenet5/weights/pictures');
  if (!wanted()) return;
  const shipped = pretrained({ capacity: 1 });
  showWeights(shipped.architecture, shipped.stateDict(), { kind: 'shipped' });
}
