/** What the browser kept of an earlier visit; null where it kept nothing, or keeps nothing at all. */
export function stored(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Keeps a text for the next visit, where the browser keeps any. */
export function store(name: string, text: string): void {
  try {
    localStorage.setItem(name, text);
  } catch {
    // Blocked, or full: the next visit is as the first one was.
  }
}
