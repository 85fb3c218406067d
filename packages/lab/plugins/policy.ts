import type { Plugin } from 'vite';

/** What the page may load and run: its own files, and WebAssembly. No inline script or style, no other origin. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Puts the policy into the page, so that it holds on any static host. Vite's own scripts need a laxer one. */
export function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    transformIndexHtml: {
      order: 'pre',
      handler(html, { server }) {
        const meta = /\s*<meta http-equiv="Content-Security-Policy"[^>]*>/;
        return server ? html.replace(meta, '') : html.replace('%CSP%', CONTENT_SECURITY_POLICY);
      },
    },
  };
}
