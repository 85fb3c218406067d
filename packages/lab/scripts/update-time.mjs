// `npm run lab:update-time`: how long the page's thread computes for one update of a run that trains (four a second), panel by
// panel, from Chromium's own trace: time of the processor, so other programs are not in it, nor is the worker's thread.
//   npm run lab:update-time -- 60     during so many seconds for each panel, 20 by default
import { started, withLab } from './browser.mjs';

const SECONDS = Number(process.argv[2] ?? 20);
const TASK = 'ThreadControllerImpl::RunTask';
const TABS = ['Train', 'Look inside', 'Weights', 'Misread', 'Questions', 'Files'];
/** What the time goes into, by the names of the trace. */
const PARTS = {
  script: ['HandlePostMessage', 'FunctionCall', 'FireAnimationFrame', 'TimerFire', 'RunMicrotasks'],
  layout: ['UpdateLayoutTree', 'Layout', 'PrePaint'],
  paint: ['Paint', 'Layerize', 'Commit'],
  'garbage collection': ['MinorGC', 'MajorGC'],
};

/** The tasks of the page's main thread and what is inside of them, in microseconds, and when reports came. */
function mainThread(events) {
  const marks = events.filter(({ name, cat }) => name === 'report' && cat.includes('user_timing'));
  const isOwn = ({ pid, tid }) => pid === marks[0]?.pid && tid === marks[0]?.tid;
  const tasks = events.filter((event) => event.ph === 'X' && isOwn(event)).sort((a, b) => a.ts - b.ts);
  return { tasks, marks: marks.map(({ ts }) => ts) };
}

/** Marks each report of a worker in the trace. */
function markReports() {
  const add = Worker.prototype.addEventListener;
  Worker.prototype.addEventListener = function (type, listener, ...rest) {
    const marking = (event) => {
      if (event.data?.kind === 'progress') performance.mark('report');
      listener.call(this, event);
    };
    add.call(this, type, type === 'message' ? marking : listener, ...rest);
  };
}

/** What each update takes of the processor: all tasks from a report to the next, as nothing else happens on the page. */
function updatesOf({ tasks, marks }) {
  const begins = marks.map((ts) => tasks.findLast((each) => each.name === TASK && each.ts <= ts)?.ts ?? ts);
  return begins.slice(0, -1).map((begin, i) => {
    const own = tasks.filter(({ ts }) => ts >= begin && ts < begins[i + 1]);
    const sum = (of) => of.reduce((total, { tdur }) => total + (tdur ?? 0), 0) / 1000;
    const named = (names) => sum(own.filter(({ name }) => names.includes(name)).filter(isOutermost));
    const parts = Object.entries(PARTS).map(([part, names]) => [part, named(names)]);
    return { all: sum(own.filter(({ name }) => name === TASK)), ...Object.fromEntries(parts) };
  });
}

/** Not inside of another one of these: counted once. */
function isOutermost({ ts, dur }, _, all) {
  return !all.some((other) => other.ts <= ts && other.ts + other.dur >= ts + dur && other.dur > dur);
}

function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

function line(tab, updates) {
  const median = (part) =>
    quantile(
      updates.map((each) => each[part]),
      0.5,
    ).toFixed(1);
  const all = updates.map((each) => each.all);
  const parts = Object.keys(PARTS).map((part) => `${part} ${median(part)}`);
  return `${tab.padEnd(12)} ${median('all')} ms (95 %: ${quantile(all, 0.95).toFixed(1)}) in ${all.length} updates; ${parts.join(', ')}`;
}

await withLab(async (browser, url) => {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
  await page.addInitScript(markReports);
  // More passes than any machine makes meanwhile.
  await page.goto(`${url}#preset=fast&seed=1&passes=100`);
  await started(page);
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.locator('.standing[data-status=running]').waitFor();
  // Until the browser has compiled what an update runs, it takes half as long again.
  await page.waitForTimeout(15_000);
  for (const tab of TABS) {
    await page.getByRole('tab', { name: tab, exact: true }).click();
    await page.waitForTimeout(3000);
    await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline', 'blink.user_timing'] });
    await page.waitForTimeout(1000 * SECONDS);
    const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
    console.log(line(tab, updatesOf(mainThread(traceEvents))));
  }
});
