/** Whether one types there: then a letter is a letter, and no key of the page. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('input:not([type=checkbox]), select, textarea');
}
