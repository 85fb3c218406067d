/** What the lab's server uses of the package; its own types would bring those of Express. */
declare module 'compression' {
  import type { IncomingMessage, ServerResponse } from 'node:http';
  import type { BrotliOptions } from 'node:zlib';

  type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;
  type Filter = (request: IncomingMessage, response: ServerResponse) => boolean;

  interface Compression {
    (options?: { readonly level?: number; readonly brotli?: BrotliOptions; readonly filter?: Filter }): Handler;
    /** Whether the type of the answer is one that gets smaller. */
    readonly filter: Filter;
  }

  const compression: Compression;
  export default compression;
}
