import { batch, signal } from '@preact/signals';
import { ARCHITECTURES, type Architecture, createNetwork, type Network, type StateDict } from 'lenet5';
import type { Layout } from 'lenet5/files';
import { type Weights, weightsOf } from 'lenet5/training';

/** Where the weights come from that the page shows. */
export type Source =
  | { readonly kind: 'none' }
  | { readonly kind: 'shipped' }
  | {
      readonly kind: 'training';
      readonly id: string;
      readonly run: string;
      /** Seen until then, and in passes. */
      readonly samples: number;
      readonly passes: number;
    }
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

/** Something that is otherwise for a try; the weights themselves stay as they are. */
export type Change =
  | { readonly kind: 'unit'; readonly layer: string; readonly index: number }
  | { readonly kind: 'map'; readonly layer: string; readonly map: number }
  /** The layer passes on its weighted sums. */
  | { readonly kind: 'squash'; readonly layer: string }
  | { readonly kind: 'weight'; readonly parameter: string; readonly index: number; readonly value: number };

/** What is otherwise now. */
export const changes = signal<readonly Change[]>([]);
export const source = signal<Source>({ kind: 'none' });
/** What the last single step added to each parameter; null outside slow motion. */
export const weightChange = signal<StateDict | null>(null);
/** Whether a run trains: then all that depends on weights changes several times a second, too often to be spoken. */
export const weightsMove = signal(false);
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

/** The weights in the figure without what was changed for a try; null before there are any. */
let shownWeights: (Pick<Network, 'architecture'> & { readonly state: StateDict }) | null = null;

/** Whether the network in the figure is of this architecture, whatever was changed for a try. */
export function showsNetworkOf(architecture: Architecture): boolean {
  return keyOf((shownWeights ?? network.peek()).architecture) === keyOf(architecture);
}

/** What is saved and measured: the weights in the figure, without what was changed for a try. */
export function unchangedWeights(): Weights {
  const now = weightsOf(network.peek());
  if (!shownWeights || changes.peek().length === 0) return now;
  const { architecture, state } = shownWeights;
  const copies = Array.from(
    state,
    ([name, { shape, data }]) => [name, { shape, data: Float32Array.from(data) }] as const,
  );
  return { ...now, architecture, state: new Map(copies) };
}

function withoutSquash(architecture: Architecture): Architecture {
  const off = changes.peek().flatMap((each) => (each.kind === 'squash' ? [[each.layer, 'none'] as const] : []));
  return { ...architecture, squash: { ...architecture.squash, ...Object.fromEntries(off) } };
}

/** Puts weights into the figure's network, and what is otherwise over them. */
function put({ architecture, state }: { readonly architecture: Architecture; readonly state: StateDict }): void {
  const now = network.peek();
  const wanted = withoutSquash(architecture);
  const next = keyOf(now.architecture) === keyOf(wanted) ? now : make(wanted);
  next.loadStateDict(state);
  for (const each of changes.peek()) {
    if (each.kind !== 'weight') continue;
    const values = next.parameters.find(({ name }) => name === each.parameter)?.value.data;
    if (values) values[each.index] = each.value;
  }
  network.value = next;
}

/** Shows other weights: from now on the figure and the recogniser use them. @throws SettingError where they do not fit */
export function showWeights(architecture: Architecture, state: StateDict, from: Source): void {
  batch(() => {
    if (shownWeights && keyOf(shownWeights.architecture) !== keyOf(architecture)) changes.value = [];
    put({ architecture, state });
    shownWeights = { architecture, state };
    source.value = from;
    weightsVersion.value++;
  });
}

/** Has other things otherwise, for a try; with none all is as it was. */
export function tryOut(next: readonly Change[]): void {
  if (next.length === 0 && changes.peek().length === 0) return;
  batch(() => {
    changes.value = next;
    if (shownWeights) put(shownWeights);
    weightsVersion.value++;
  });
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
