import { render } from 'preact';
import { App } from './app/App.js';
import { report } from './app/messages.js';
import { startTheme } from './app/theme.js';
import { listenForPaste } from './draw/picture.js';
import { startLanguage } from './language/index.js';
import { showShippedWeights } from './model/model.js';
import { followWeights } from './model/subject.js';
import { keepOffline } from './offline/register.js';
import { restoreSessions } from './train/sessions.js';

startTheme();
await startLanguage();
render(<App />, document.getElementById('lab') as HTMLElement);
followWeights();
listenForPaste(report);
showShippedWeights().catch(report);
restoreSessions().catch(report);
keepOffline();
