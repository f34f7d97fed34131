import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { bundleFunction } from "../../infra/bundle-function.ts";
import { startFunction } from "../support/start-function.ts";

const folder = mkdtempSync(join(tmpdir(), "denywatch-bundle-function-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A function of three modules: one always needed, one needed at times, and one in CommonJS. */
function writeFunction(name: string): string {
  const sources = join(folder, name);
  mkdirSync(sources);
  writeFileSync(join(sources, "old.cjs"), `exports.hash = require("node:crypto").randomUUID;`);
  writeFileSync(join(sources, "rare.ts"), `export const rare: string = "rare";`);
  writeFileSync(
    join(sources, "handler.ts"),
    `import { hash } from "./old.cjs";
     export async function handler(event: { fail?: boolean; rare?: boolean }): Promise<string> {
       if (event.fail) throw new TypeError("no: " + typeof hash());
       return event.rare ? (await import("./rare.ts")).rare : "often";
     }`,
  );
  return join(sources, "handler.ts");
}

describe("bundleFunction()", () => {
  it("gives the same bytes for the same sources, so that nothing is deployed that did not change", () => {
    const source = writeFunction("same");
    const read = (outFolder: string) => {
      bundleFunction(source, outFolder);
      return readdirSync(outFolder)
        .filter((name) => name.endsWith(".mjs"))
        .map((name) => [name, readFileSync(join(outFolder, name), "utf8")]);
    };
    expect(read(join(folder, "out", "one"))).toEqual(read(join(folder, "out", "two")));
  });

  it("leaves nothing of an earlier bundle behind", () => {
    const source = writeFunction("clean");
    const outFolder = join(folder, "cleaned");
    mkdirSync(outFolder);
    writeFileSync(join(outFolder, "chunk-OLD.mjs"), "");
    bundleFunction(source, outFolder);
    expect(readdirSync(outFolder)).not.toContain("chunk-OLD.mjs");
  });

  it("keeps what is imported dynamically out of the cold start", () => {
    const { files } = bundleFunction(writeFunction("split"), join(folder, "split-out"));
    const isInitial = (ending: string): boolean | undefined =>
      files.find(({ sources }) => sources.some((source) => source.endsWith(ending)))?.isInitial;
    expect(isInitial("split/old.cjs")).toBe(true);
    expect(isInitial("split/rare.ts")).toBe(false);
  });

  it("runs as Lambda runs it: CommonJS inside, parts on demand, errors reported", async () => {
    const bundle = bundleFunction(writeFunction("run"), join(folder, "run-out"));
    const running = await startFunction(bundle);
    try {
      expect(await running.api.invoke({})).toEqual({ kind: "response", body: "often" });
      expect(await running.api.invoke({ rare: true })).toEqual({ kind: "response", body: "rare" });
      expect(await running.api.invoke({ fail: true })).toMatchObject({
        kind: "error",
        error: { errorType: "TypeError", errorMessage: "no: string" },
      });
      expect(await running.api.invoke({})).toEqual({ kind: "response", body: "often" });
    } finally {
      await running.stop();
    }
  });

  it("throws for a function that cannot be built", () => {
    expect(() => bundleFunction(join(folder, "missing.ts"), join(folder, "none"))).toThrow(
      "missing.ts",
    );
  });
});
