import { t } from '../state/language.js';
import { message } from '../state/messages.js';

/** What went wrong, until it is closed. */
export function Message() {
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
