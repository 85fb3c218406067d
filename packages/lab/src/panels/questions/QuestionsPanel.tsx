import { t } from '../../state/language.js';
import { Bars } from './Bars.js';
import { QUESTIONS, STAIRS } from './questions.js';
import './questions.css';

/** The blog's questions, each with what was measured and a button that measures it again. */
export function QuestionsPanel() {
  return (
    <div class="questions">
      <p class="quiet">{t('questions.note')}</p>
      <article class="stairs">
        <h2>{t('question.gap')}</h2>
        <p>{t('answer.gap')}</p>
        <Bars rows={STAIRS} />
      </article>
      {QUESTIONS.map(({ id, question, answer, rows }) => (
        <article key={id}>
          <h2>{t(question)}</h2>
          <p>{t(answer)}</p>
          <Bars rows={rows} />
        </article>
      ))}
    </div>
  );
}
