import { rmSync } from "node:fs";
import { basename, join } from "node:path";
import { buildSync, type Metafile } from "esbuild";
import { projectFolder } from "./project-folder.ts";

/** One file of a bundle. */
export interface BundleFile {
  readonly name: string;
  readonly bytes: number;
  /** Loaded at cold start; the others are loaded when something first needs them. */
  readonly isInitial: boolean;
  /** The source files that went in, relative to the project's folder. */
  readonly sources: readonly string[];
}

/** A Lambda function's code as it is deployed. */
export interface FunctionBundle {
  readonly folder: string;
  /** What Lambda's `Handler` property holds. */
  readonly handler: string;
  readonly files: readonly BundleFile[];
}

/** Some packages in the bundle are CommonJS, and an ES module has no `require` of its own. */
const requireForCommonJs =
  'import{createRequire as $createRequire}from"node:module";const require=$createRequire(import.meta.url);';

/**
 * Bundles the module that exports `handler` into ES modules for Lambda's Node.js 24 runtime, the AWS SDK included,
 * so that the version that was tested is the one that runs. What is imported dynamically becomes files of its own.
 * The same sources give the same bytes. Replaces the folder; throws where esbuild does.
 */
export function bundleFunction(handlerFile: string, folder: string): FunctionBundle {
  rmSync(folder, { recursive: true, force: true });
  const { metafile } = buildSync({
    absWorkingDir: projectFolder,
    entryPoints: { handler: handlerFile },
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    platform: "node",
    target: "node24",
    // esbuild prefers a package's CommonJS build on this platform, which it cannot shake.
    mainFields: ["module", "main"],
    define: { "process.env.NODE_ENV": '"production"' },
    banner: { js: requireForCommonJs },
    // Kept beside the code to read a stack trace with, and never deployed.
    sourcemap: "external",
    legalComments: "none",
    logLevel: "silent",
    metafile: true,
  });
  return { folder, handler: "handler.handler", files: describeFiles(metafile) };
}

function describeFiles({ outputs }: Metafile): readonly BundleFile[] {
  const initial = new Set<string>();
  const pending = Object.keys(outputs).filter((path) => basename(path) === "handler.mjs");
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    if (initial.has(path)) continue;
    initial.add(path);
    for (const imported of outputs[path]?.imports ?? []) {
      if (imported.kind === "import-statement" && !imported.external) pending.push(imported.path);
    }
  }
  return Object.entries(outputs)
    .filter(([path]) => path.endsWith(".mjs"))
    .map(([path, { bytes, inputs }]) => ({
      name: basename(path),
      bytes,
      isInitial: initial.has(path),
      sources: Object.keys(inputs).sort(),
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** Bundles one of the project's functions, by the name of its folder, to where the stack takes it from. */
export function bundleNamedFunction(name: string): FunctionBundle {
  return bundleFunction(
    join("functions", name, "handler.ts"),
    join(projectFolder, "dist", "functions", name),
  );
}
