import { address } from '../address/address.js';
import { CopyButton } from '../elements/CopyButton.js';
import { chooseLanguage, LANGUAGES, language, t } from '../state/language.js';
import { network } from '../state/model.js';
import { chooseTheme, theme } from '../state/theme.js';
import { weightsText } from '../state/weights-text.js';

/** Name of the page, what runs where, language and theme. */
export function Header() {
  const simd = network.value.backend.name === 'simd';
  return (
    <header class="header">
      <h1>LeNet-5</h1>
      <p class="header-facts">
        <span>{weightsText()}</span>
        <span class={simd ? 'quiet' : 'warning'}>{t(simd ? 'backend.simd' : 'backend.reference')}</span>
      </p>
      <div class="header-choices">
        <CopyButton text={address.value} name={t('link.copy')} done={t('link.copied')} />
        <fieldset class="choice" aria-label={t('language.name')}>
          {LANGUAGES.map(([name, text]) => (
            <button
              key={name}
              type="button"
              lang={name}
              aria-pressed={language.value === name}
              onClick={() => chooseLanguage(name)}
            >
              {text}
            </button>
          ))}
        </fieldset>
        <fieldset class="choice" aria-label={t('theme.name')}>
          {(['light', 'dark'] as const).map((name) => (
            <button key={name} type="button" aria-pressed={theme.value === name} onClick={() => chooseTheme(name)}>
              {t(`theme.${name}`)}
            </button>
          ))}
        </fieldset>
      </div>
    </header>
  );
}
