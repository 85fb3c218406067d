import { Scroll, Section } from '../../elements/Section.js';
import { t } from '../../state/language.js';
import { integer, moment, percent } from '../../state/numbers.js';
import { panel, report } from '../../state/page.js';
import { focusOn, openRun, openRuns } from '../../training/open-runs.js';
import { forgetRun, isKeeping, keptRuns, type Run } from '../../training/run.js';
import { nameOf } from '../../training/settings.js';
import { say } from './texts.js';

function open(run: Run): void {
  focusOn(openRun(run));
  panel.value = 'train';
}

function Row({ run }: { run: Run }) {
  const { id, settings, progress, tests, createdAt } = run;
  const isOpen = openRuns.value.some((live) => live.run.value.id === id);
  const name = nameOf(settings);
  const test = tests.at(-1);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{moment(createdAt)}</td>
      <td>
        {integer(progress.samples)} / {integer(progress.total)}
      </td>
      <td>{test ? percent(test.errorPercent) : '–'}</td>
      <td class="tools">
        <button
          type="button"
          disabled={isOpen}
          aria-label={`${say('files.runs.open')} ${name}`}
          onClick={() => open(run)}
        >
          {say(isOpen ? 'files.runs.isOpen' : 'files.runs.open')}
        </button>
        <button
          type="button"
          disabled={isOpen}
          aria-label={`${say('files.runs.forget')} ${name}`}
          onClick={() => forgetRun(id).catch(report)}
        >
          {say('files.runs.forget')}
        </button>
      </td>
    </tr>
  );
}

/** The runs that this browser keeps across reloads. */
export function KeptRuns() {
  const runs = keptRuns.value;
  return (
    <Section class="kept-runs" title={say('files.runs')}>
      {runs.length > 0 && !isKeeping.value && <p class="quiet">{say('files.runs.blocked')}</p>}
      {runs.length === 0 ? (
        <p class="quiet">{say(isKeeping.value ? 'files.runs.none' : 'files.runs.blocked')}</p>
      ) : (
        <Scroll label={say('files.runs')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{say('files.runs.name')}</th>
                <th scope="col">{say('files.runs.date')}</th>
                <th scope="col">{t('train.samples')}</th>
                <th scope="col">{t('train.test')}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {runs.map((run) => (
                <Row key={run.id} run={run} />
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </Section>
  );
}
