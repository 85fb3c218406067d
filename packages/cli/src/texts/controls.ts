/** Characters that steer a terminal, end its line or turn the order of its letters. */
const CONTROLS = /[\p{Cc}\p{Cs}\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** Words from a file, a queue or another program, as one line that steers nothing. */
export function withoutControls(text: string): string {
  return text.replace(CONTROLS, '\ufffd');
}

/** Several lines with tabs, of which none steers anything. */
export function steeringNothing(text: string): string {
  return text.replace(CONTROLS, (each) => (each === '\n' || each === '\t' ? each : '\ufffd'));
}

/** The same JSON, in which what could steer a terminal is written as its number. */
export function escapedJson(json: string): string {
  return json.replace(CONTROLS, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
