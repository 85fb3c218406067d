/** Replaced by the build. */
interface ImportMeta {
  readonly env: { readonly PROD: boolean };
}

declare module '*.css';

/** See plugins/workers.ts. */
declare module 'virtual:worker/*' {
  const url: string;
  export default url;
}
