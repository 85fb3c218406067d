/** What both ends of a thread have of a worker. */
interface Port {
  postMessage(message: unknown, options?: { transfer: Transferable[] }): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

/** A worker, or what stands for one. */
export interface Thread extends Port {
  onError(told: (message: string) => void): void;
  terminate(): void;
}

/** What a module of a worker exports: it serves whoever holds the other end, until it is told to stop. */
export type Serve = (port: Port) => () => void;

/** Starts a module of this page as a worker. In a frame with the attribute sandbox there are none: it runs beside the page. */
export function startWorker(url: string): Thread {
  if (origin === 'null') return startBeside(url);
  const worker = new Worker(url, { type: 'module' });
  return {
    postMessage: (message) => worker.postMessage(message),
    addEventListener: (type, listener) => worker.addEventListener(type, listener),
    onError: (told) => worker.addEventListener('error', ({ message }) => told(message)),
    terminate: () => worker.terminate(),
  };
}

function startBeside(url: string): Thread {
  const { port1, port2 } = new MessageChannel();
  const started: Promise<{ serve: Serve }> = import(/* @vite-ignore */ url);
  const stopping = started.then(({ serve }) => serve(port2));
  stopping.then(
    () => port2.start(),
    () => {},
  );
  port1.start();
  return {
    postMessage: (message) => port1.postMessage(message),
    addEventListener: (type, listener) => port1.addEventListener(type, listener),
    onError: (told) => void stopping.catch((error: unknown) => told(String(error))),
    terminate() {
      port1.close();
      stopping.then(
        (stop) => stop(),
        () => {},
      );
    },
  };
}
