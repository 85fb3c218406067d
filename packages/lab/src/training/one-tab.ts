/** Who has a run, of all tabs of this browser. */
export interface Hold {
  /** Lets another tab have it. */
  release(): void;
}

const NAME = 'lenet5-run';

/** The lock of the browser; it goes with the tab, whatever becomes of that. */
function holdLock(locks: LockManager, id: string, told: (mine: boolean) => void): Hold {
  const waiting = new AbortController();
  let release = () => {};
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  const mine = () => {
    told(true);
    return until;
  };
  const name = `${NAME} ${id}`;
  locks
    .request(name, { ifAvailable: true }, (lock) => (lock ? mine() : told(false)))
    .then(() => locks.request(name, { signal: waiting.signal }, mine))
    // Given up while waiting, or a frame without storage, where no other tab sees the run.
    .catch((error: unknown) => error instanceof DOMException && error.name === 'SecurityError' && told(true));
  return {
    release() {
      waiting.abort();
      release();
    },
  };
}

/** Milliseconds in which a tab that has the run says so, however busy, and between two questions. */
const ANSWER = 1000;
const ASK_AGAIN = 2000;
/** Questions without an answer after which a tab that had the run is gone. */
const SILENT = 2;

interface Message {
  readonly id: string;
  readonly from: string;
  /** Whose question this answers; null for a question. */
  readonly to: string | null;
}

/** Pages over plain http have no locks: the tabs ask each other. Of two that ask at once, the one of the lower name has it. */
function holdByAsking(id: string, told: (mine: boolean) => void): Hold {
  const channel = new BroadcastChannel(NAME);
  const from = String(Math.random());
  let has: boolean | null = null;
  let silent = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const say = (to: string | null) => channel.postMessage({ id, from, to } satisfies Message);
  const set = (mine: boolean) => {
    if (mine !== has) told(mine);
    has = mine;
  };
  const ask = () => {
    silent++;
    say(null);
    timer = setTimeout(() => {
      if (silent > 0 && (has === null || silent >= SILENT)) set(true);
      else timer = setTimeout(ask, ASK_AGAIN);
    }, ANSWER);
  };
  const answered = () => {
    silent = 0;
    // An answer may come late, from a tab that was busy.
    if (has) timer = setTimeout(ask, ASK_AGAIN);
    set(false);
  };
  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.id !== id) return;
    if (data.to === from) answered();
    else if (data.to === null && (has || (has === null && from < data.from))) say(data.from);
  };
  ask();
  return {
    release() {
      clearTimeout(timer);
      channel.close();
    },
  };
}

/**
 * Has a run kept by this tab alone.
 * @param told whether this tab has it: soon, and again when another tab lets it go
 */
export function holdRun(id: string, told: (mine: boolean) => void): Hold {
  return navigator.locks ? holdLock(navigator.locks, id, told) : holdByAsking(id, told);
}
