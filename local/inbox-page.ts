import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

export interface PageFile {
  readonly contentType: string;
  readonly content: string;
}

/** By the path that it is asked for at. */
export type PageFiles = ReadonlyMap<string, PageFile>;

/**
 * Scripts, styles and pictures from here only, nothing inline: even if text became markup, nothing of it would run or
 * load.
 */
export const pageHeaders: Readonly<Record<string, string>> = {
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-cache",
};

/** The inbox page's files, its script bundled for the browser. */
export async function buildInboxPage(): Promise<PageFiles> {
  const bundled = await build({
    entryPoints: [pagePath("main.js")],
    bundle: true,
    format: "esm",
    target: "es2022",
    write: false,
    logLevel: "silent",
  });
  return new Map([
    ["/", { contentType: "text/html; charset=utf-8", content: await readPage("inbox.html") }],
    [
      "/page/inbox.css",
      { contentType: "text/css; charset=utf-8", content: await readPage("inbox.css") },
    ],
    [
      "/page/history.css",
      { contentType: "text/css; charset=utf-8", content: await readPage("history.css") },
    ],
    ["/page/avatar.svg", { contentType: "image/svg+xml", content: await readPage("avatar.svg") }],
    [
      "/page/main.js",
      {
        contentType: "text/javascript; charset=utf-8",
        content: bundled.outputFiles[0]?.text ?? "",
      },
    ],
  ]);
}

function pagePath(name: string): string {
  return fileURLToPath(new URL(`page/${name}`, import.meta.url));
}

async function readPage(name: string): Promise<string> {
  return await readFile(pagePath(name), "utf8");
}
