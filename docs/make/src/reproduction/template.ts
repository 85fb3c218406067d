import Handlebars from 'handlebars';
import { RECIPES, type RecipeName } from 'lenet5';
import { type Spread, spreadOf, spreadText } from 'lenet5-cli/study';
import { codeDistance } from './codes.js';
import { distanceToFig5 } from './cold-case.js';
import { ratiosToFig5 } from './fig-5.js';
import { changesOf } from './gap.js';
import { rejectionSpread } from './rejection.js';
import { type KeptResults, type Report, resultsOf, rowNamed } from './results.js';
import { studyTable } from './tables.js';
import { changeText, type Language, WORDS } from './words.js';

/** What a template is filled from. */
export interface Source {
  readonly kept: KeptResults;
  readonly report: Report;
  readonly language: Language;
  /** Translations of the rows' names; names without one stand as they are. */
  readonly names: Readonly<Record<string, string>>;
  /** File names of the figures that there are. */
  readonly figures: ReadonlySet<string>;
}

/** What a template may call. */
function helpersOf({ report, language, names, figures }: Source): Handlebars.HelperDeclareSpec {
  const words = WORDS[language];
  const row = (study: string, name: string) => rowNamed(report, study, name);
  /** "0.92 % ± 0.07 (5 seeds)" */
  const measured = (spread: Spread | null) =>
    spread ? `${spreadText(spread).replace(/^([^ ]+)/, '$1 %')} (${words.counted(spread.count)})` : words.notRun;
  return {
    table: (study: string) => studyTable(report, study, words, (name) => names[name] ?? name),
    error: (study: string, name: string) => measured(row(study, name).test),
    training: (study: string, name: string) => measured(row(study, name).train),
    loss(study: string, name: string) {
      const losses = resultsOf(row(study, name)).flatMap(({ outcome }) => outcome.passes.at(-1)?.meanLoss ?? []);
      return spreadText(spreadOf(losses));
    },
    distance(study: string, name: string, which: 'running' | 'test') {
      const of = which === 'running' ? 'runningErrorPercent' : 'testErrorPercent';
      const runs = resultsOf(row(study, name)).map(({ outcome }) => outcome.passes.map((pass) => pass[of]));
      const mean = (runs[0] ?? []).map((_, i) => runs.reduce((sum, run) => sum + (run[i] ?? 0), 0) / runs.length);
      return distanceToFig5(mean, which)?.toFixed(2) ?? words.notRun;
    },
    ratios(which: 'running' | 'test') {
      const [lowest, highest] = ratiosToFig5(report, which, 3) ?? [];
      return lowest && highest ? `${lowest.toFixed(2)} – ${highest.toFixed(2)}` : words.notRun;
    },
    rejected: (name: string) => measured(rejectionSpread(resultsOf(row('curves', name)))),
    percent: (share: number) => `${Math.round(100 * share)} %`,
    /** How many times the paper's rates a recipe has. */
    factor(name: RecipeName) {
      const [rate = 0, printed = 1] = [RECIPES[name].rates[0], RECIPES['paper-printed'].rates[0]];
      return String(Number((rate / printed).toPrecision(3)));
    },
    change(study: string, name: string) {
      const { table } = report.get(study) ?? { table: [] };
      return changeText(changesOf(study, table).get(name)) || words.notRun;
    },
    figure(this: unknown, name: string, options: Handlebars.HelperOptions) {
      return figures.has(name) ? options.fn(this) : '';
    },
    run(this: unknown, study: string, name: string, options: Handlebars.HelperOptions) {
      return resultsOf(row(study, name)).length > 0 ? options.fn(this) : options.inverse(this);
    },
  };
}

/** How the results came about. */
function contextOf({ kept, language }: Source): object {
  const runs = Object.values(kept.runs);
  const codes = runs.find((each) => each.codes)?.codes;
  const seconds = runs.reduce((sum, { seconds }) => sum + seconds, 0);
  return {
    machines: kept.machines.join('; '),
    versions: Object.entries(kept.versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', '),
    code: kept.code,
    total: runs.length,
    hours: (seconds / 3600).toFixed(1),
    recipes: RECIPES,
    codeDistance: codes ? codeDistance(codes).toFixed(2) : WORDS[language].notRun,
  };
}

/**
 * Fills a template. It may use
 * - `{{table "study"}}`: the table of a study, or that it was not run yet
 * - `{{error "study" "row"}}`, `{{training …}}`: mean, spread and number of seeds, in per cent
 * - `{{loss "study" "row"}}`: mean loss of the last pass, and its spread
 * - `{{change "study" "row"}}`: the difference in test error from the row that it is compared with
 * - `{{distance "study" "row" "running"}}`: how far the mean over the seeds is from Fig. 5, on the fly or on the test set
 * - `{{ratios "running"}}`: lowest and highest ratio of recipe `paper` to Fig. 5 from pass 3 on
 * - `{{rejected "row"}}`: per cent of the digits to reject for 0.5 % error, of a row of the study "curves"
 * - `{{#run "study" "row"}}…{{else}}…{{/run}}`: whether a row has a result
 * - `{{#figure "name.svg"}}…{{/figure}}`: what stands with a figure, where there is one
 * - `{{recipes.fast.j}}`: a switch of a recipe; `{{percent …}}`; `{{factor "recipe"}}`: its rates over the paper's
 * - `{{machines}}`, `{{versions}}`, `{{code}}`, `{{total}}`, `{{hours}}`, `{{codeDistance}}`: how the results came about
 */
export function fillTemplate(template: string, source: Source): string {
  const engine = Handlebars.create();
  engine.registerHelper(helpersOf(source));
  return engine.compile(template, { noEscape: true, strict: true })(contextOf(source));
}
