import { ARCHITECTURES, RECIPES } from 'lenet5';
import { differences } from 'lenet5/training';
import type { Training } from 'lenet5-cli/study';
import { type Report, resultsOf } from './results.js';

/** Studies of which the lab shows rows. */
const IN_THE_LAB = ['curves', 'stairs', 'family', 'gap-from-blog', 'questions', 'sigmoid'];

/** A run of a row: the presets that it starts from, and every switch that differs from them. */
function runOf({ request, settings }: Training) {
  const [architecture, recipe] = [settings.architecture.name, settings.recipe.name];
  const preset = { architecture: presetOf(ARCHITECTURES, architecture), recipe: presetOf(RECIPES, recipe) };
  const changes = differences(settings, preset).map(([{ name }, value]) => [name, value] as const);
  const { trainSize } = request;
  const size = trainSize === undefined ? {} : { size: trainSize };
  return { architecture, recipe, changes: Object.fromEntries(changes), ...size };
}

function presetOf<Preset>(presets: Readonly<Record<string, Preset>>, name: string): Preset {
  const preset = presets[name];
  if (!preset) throw new RangeError(`No preset is called "${name}".`);
  return preset;
}

/** What the lab shows of the report, by study and row: mean and deviation of the test error in per cent, and its runs, one a line. */
export function labFigures(report: Report): string {
  const round = (value: number | null | undefined) => (value == null ? null : Number(value.toFixed(4)));
  const entries = IN_THE_LAB.flatMap((study) => {
    const { table = [], trainings = [] } = report.get(study) ?? {};
    return table.flatMap((row, i) => {
      const training = trainings[i];
      const seeds = resultsOf(row).length;
      if (!training || seeds === 0) return [];
      const figure = {
        mean: round(row.test?.mean),
        deviation: round(row.test?.deviation),
        seeds,
        stopped: row.stopped,
      };
      return [[`${study}/${row.name}`, { ...figure, ...runOf(training) }] as const];
    });
  });
  const lines = entries.map(([id, figure]) => `${JSON.stringify(id)}: ${JSON.stringify(figure)}`);
  return `{\n${lines.join(',\n')}\n}\n`;
}
