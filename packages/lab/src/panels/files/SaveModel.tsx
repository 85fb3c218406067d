import { createNetwork, torchStateDict, writeOnnx, writePth, writeSafetensors } from 'lenet5';
import type { Layout } from 'lenet5/files';
import type { Weights } from 'lenet5/training';
import { download } from '../../elements/download.js';
import { Section } from '../../elements/Section.js';
import { source, unchangedWeights } from '../../state/model.js';
import { report } from '../../state/page.js';
import { runInFigure } from '../../training/open-runs.js';
import type { Run } from '../../training/run.js';
import { say } from './texts.js';

const FORMATS = ['safetensors', 'pth', 'onnx'] as const;
type Format = (typeof FORMATS)[number];

/** What the file says of its weights, beside the architecture. */
function notesOf({ settings, passes, tests }: Run): Record<string, string> {
  const test = tests.at(-1)?.errorPercent;
  return {
    recipe: JSON.stringify(settings.recipe),
    seed: String(settings.seed),
    epochs: String(passes.length),
    ...(test === undefined ? {} : { testErrorPercent: String(test) }),
    dataIdentity: 'MNIST',
  };
}

/** The bytes of a model file. */
function modelBytes(
  { architecture, state }: Weights,
  notes: Record<string, string>,
  layout: Layout | null,
  format: Format,
): Uint8Array<ArrayBuffer> {
  const net = createNetwork({ architecture, capacity: 1, backend: 'reference' });
  net.loadStateDict(state);
  const weightsSha256 = net.weightsSha256();
  const metadata = { format: 'lenet5', architecture: JSON.stringify(architecture), ...notes, weightsSha256 };
  if (format === 'onnx') return writeOnnx(net, { metadata });
  if (format === 'pth') return writePth(torchStateDict(net, layout), metadata);
  return writeSafetensors(layout ? torchStateDict(net, layout) : net.stateDict(), metadata);
}

/** What the file in the figure calls its classes goes back into a file. */
function namesOf(): Record<string, string> {
  const from = source.peek();
  return from.kind === 'file' && from.classNames ? { classNames: JSON.stringify(from.classNames) } : {};
}

/** Weights that came from somebody else's class of PyTorch go back under its names. */
function layoutOf(run: Run | null): Layout | null {
  const from = source.peek();
  return from.kind === 'file' ? from.layout : (run?.initial?.layout ?? null);
}

function save(format: Format): void {
  const run = runInFigure();
  const name = run ? `lenet5-${run.settings.preset}-${run.settings.seed}` : 'lenet5';
  try {
    const bytes = modelBytes(unchangedWeights(), run ? notesOf(run) : namesOf(), layoutOf(run), format);
    download(new Blob([bytes], { type: 'application/octet-stream' }), `${name}.${format}`);
  } catch (error) {
    report(error);
  }
}

/** Saves the weights in the figure. */
export function SaveModel() {
  return (
    <Section title={say('files.save')} note={say('files.save.note')}>
      <div class="tools">
        {FORMATS.map((format) => (
          <button key={format} type="button" onClick={() => save(format)}>
            .{format}
          </button>
        ))}
      </div>
    </Section>
  );
}
