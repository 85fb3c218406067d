import { render } from 'preact';
import { App } from './app/App.js';
import { listenForFiles } from './app/drop-and-paste.js';
import { settingsIn } from './panels/files/link.js';
import { startLanguage } from './state/language.js';
import { showShippedWeights } from './state/model.js';
import { report } from './state/page.js';
import { followWeights } from './state/subject.js';
import { startTheme } from './state/theme.js';
import { restoreRuns } from './training/open-runs.js';

/** Keeps the page for use without a network. Where the browser forbids it, nothing is lost but that. */
function keepOffline(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  navigator.serviceWorker.register(new URL('sw.js', document.baseURI)).catch(() => {});
}

startTheme();
await startLanguage();
render(<App />, document.getElementById('lab') as HTMLElement);
followWeights();
listenForFiles();
showShippedWeights().catch(report);
restoreRuns(settingsIn(location.hash)).catch(report);
keepOffline();
