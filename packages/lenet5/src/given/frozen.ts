/** A copy of plain values that nobody can change: what is shared, and what was checked, stays as it is. */
export function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, each]) => [name, frozen(each)] as const);
  return Object.freeze(Array.isArray(value) ? entries.map(([, each]) => each) : Object.fromEntries(entries)) as T;
}
