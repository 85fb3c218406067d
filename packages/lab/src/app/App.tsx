import { Pad } from '../draw/Pad.js';
import { Seen } from '../draw/Seen.js';
import { Tools } from '../draw/Tools.js';
import { Answer } from '../figure/Answer.js';
import { Distances } from '../figure/Distances.js';
import { ExplanationLine } from '../figure/Explanation.js';
import { Figure } from '../figure/Figure.js';
import { t } from '../state/language.js';
import { Header } from './Header.js';
import { Message } from './Message.js';
import { Panels } from './Panels.js';
import './page.css';

/** The page: one living figure, and one panel below it. */
export function App() {
  return (
    <>
      <Header />
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
            <Distances />
          </div>
          <ExplanationLine />
        </section>
        <Panels />
      </main>
    </>
  );
}
