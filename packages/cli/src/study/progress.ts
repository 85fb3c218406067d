import { MultiBar, type SingleBar } from 'cli-progress';
import { collapseInChinese } from 'lenet5/training';
import { clock, padded, percent, say } from '../output.js';
import { BAR, drawsBars } from '../progress.js';
import { withoutControls } from '../texts/controls.js';
import { language, t } from '../texts/language.js';
import type { Failure, StudyListener } from './conduct.js';
import type { Clock } from './cost.js';
import { finalPass, type StudyResult } from './result.js';
import type { Task } from './result-key.js';

/** How a study shows itself to people. */
export interface StudyProgress extends StudyListener {
  note(line: string): void;
  end(): void;
}

/** A run's result in one line: the error by which one may choose, where digits were kept aside for that. */
function resultLine({ label }: Task, { outcome, made }: StudyResult): string {
  const { test, train, stopped } = outcome;
  if (stopped !== null || !test || !train) {
    return t('{{label}}: stopped ({{reason}})', { label, reason: stopReason(outcome) });
  }
  const validation = finalPass(outcome)?.validationErrorPercent ?? null;
  const values = { label, train: percent(train.errorPercent), time: clock(made.seconds) };
  return validation === null
    ? t('{{label}}: test {{test}}  train {{train}}  {{time}}', { ...values, test: percent(test.errorPercent) })
    : t('{{label}}: validation {{validation}}  train {{train}}  {{time}}', {
        ...values,
        validation: percent(validation),
      });
}

/** What stopped a training, for people. */
export function stopReason({ stopped, seen }: StudyResult['outcome']): string {
  if (seen && language() === 'zh') return collapseInChinese(seen);
  return stopped ?? t('no result');
}

function failedLine({ task, message }: Failure): string {
  return t('{{label}}: failed ({{message}})', { label: task.label, message });
}

function left(time: Clock): string {
  return t('{{time}} left', { time: clock(time.secondsLeft) });
}

/** For pipes and files: a line when a run starts and one when it ends, no carriage returns. */
function lineProgress(time: Clock, runs: number): StudyProgress {
  let ended = 0;
  const end = (line: string) => say(`[${++ended}/${runs}] ${line}  ${left(time)}`);
  return {
    started: ({ label }) => say(t('{{label}}: started', { label })),
    progress: (task, { samples, total }) => time.progress(task, samples / total),
    finished(task, result) {
      time.finish(task);
      end(resultLine(task, result));
    },
    failed(failure) {
      time.finish(failure.task);
      end(failedLine(failure));
    },
    note: say,
    end() {},
  };
}

const NAME_WIDTH = 34;

/** A bar for every run in flight and one for the study; the lines of finished runs stay above them. */
function barProgress(stream: NodeJS.WritableStream, time: Clock, runs: number): StudyProgress {
  const bars = new MultiBar({
    stream,
    format: t('{name} {bar} pass {pass}  running {running}  test {test}'),
    emptyOnZero: true,
    ...BAR,
  });
  const named = (name: string) => {
    const letters = [...withoutControls(name)];
    const short = letters.length > NAME_WIDTH ? [...letters.slice(0, NAME_WIDTH - 1), '…'] : letters;
    return padded(short.join(''), NAME_WIDTH);
  };
  const inFlight = new Map<string, SingleBar>();
  let ended = 0;
  const tokens = () => ({ name: named('study'), pass: `${ended}/${runs}`, left: left(time) });
  const whole = bars.create(Math.max(1, runs), 0, tokens(), { format: t('{name} {bar} {pass} runs  {left}') });
  const remove = (task: Task, line: string) => {
    const bar = inFlight.get(task.key);
    if (bar) bars.remove(bar);
    inFlight.delete(task.key);
    time.finish(task);
    ended++;
    bars.log(`${line}\n`);
    whole.update(ended, tokens());
  };
  const shown = (value: number | null) => (value === null ? '–' : percent(value));
  return {
    started(task) {
      const empty = { name: named(task.label), pass: '', running: '–', test: '–' };
      inFlight.set(task.key, bars.create(1, 0, empty));
    },
    progress(task, { samples, total, pass, passes, runningErrorPercent, testErrorPercent }) {
      time.progress(task, samples / total);
      const bar = inFlight.get(task.key);
      bar?.setTotal(total);
      const numbers = { running: shown(runningErrorPercent), test: shown(testErrorPercent) };
      bar?.update(samples, { pass: `${pass}/${passes}`, ...numbers });
      whole.update(ended, tokens());
    },
    finished: (task, result) => remove(task, resultLine(task, result)),
    failed: (failure) => remove(failure.task, failedLine(failure)),
    note: (line) => bars.log(`${line}\n`),
    end: () => bars.stop(),
  };
}

/** @param runs still to be made */
export function studyProgress(stream: NodeJS.WriteStream, time: Clock, runs: number): StudyProgress {
  return drawsBars(stream) ? barProgress(stream, time, runs) : lineProgress(time, runs);
}
