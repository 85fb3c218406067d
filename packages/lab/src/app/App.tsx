import { Pad, Seen } from '../draw/Pad.js';
import { Tools } from '../draw/Tools.js';
import { TraceRow } from '../draw/Trace.js';
import { Late } from '../elements/Late.js';
import { Answer } from '../figure/Answer.js';
import { Compared } from '../figure/Compared.js';
import { ExplanationLine, OutputWords } from '../figure/Explanation.js';
import { Figure } from '../figure/Figure.js';
import { t } from '../state/language.js';
import { message } from '../state/page.js';
import { About, Tour } from '../tour/Tour.js';
import { place } from '../training/slow-motion.js';
import { Header } from './Header.js';
import { Panels } from './Panels.js';
import { Spoken } from './Spoken.js';
import { isOutdated } from './versions.js';
import './page.css';

const stages = async () => (await import('../panels/train/Stages.js')).Stages;

/** What went wrong, until it is closed. */
function Message() {
  return (
    <div class="message-place" role="alert">
      {message.value && (
        <div class="message">
          <p>{message.value}</p>
          <button
            type="button"
            onClick={() => {
              message.value = null;
            }}
          >
            {t('message.close')}
          </button>
        </div>
      )}
    </div>
  );
}

/** There is a new build of the page: this one goes on until it is reloaded. */
function NewBuild() {
  return (
    <div class="new-build" role="status">
      {isOutdated.value && (
        <>
          <p>{t('build.new')}</p>
          <button type="button" onClick={() => location.reload()}>
            {t('build.reload')}
          </button>
        </>
      )}
    </div>
  );
}

/** The page: one living figure, and one panel below it. */
export function App() {
  return (
    <>
      <Header />
      <About />
      <Message />
      <main>
        <section class="living" aria-label={t('figure.name')}>
          <div class="living-pad">
            <Pad />
            <Tools />
            <Seen />
          </div>
          <Figure />
          <div class="living-answer">
            <Answer />
            <OutputWords />
            <Compared />
          </div>
          <ExplanationLine />
          <TraceRow />
        </section>
        <Panels />
      </main>
      <NewBuild />
      <Spoken />
      {place.value && <Late load={stages} />}
      <Tour />
    </>
  );
}
