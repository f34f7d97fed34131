import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { putConfig } from "../../local/put-config.ts";
import { readConfigFile } from "../../local/read-config-file.ts";
import { parseStartFlags } from "../../local/start-flags.ts";
import { type ConfigStore, createConfigStore } from "../../shared/config/config-store.client.ts";
import { type Engine, startDynalite } from "../support/dynamodb-engines.ts";

const now = new Date("2026-03-04T05:06:07Z");

describe("npm start -- --config", () => {
  let engine: Engine;
  let folder: string;
  let store: ConfigStore;
  beforeAll(async () => {
    engine = await startDynalite();
    folder = await mkdtemp(join(tmpdir(), "denywatch-config-"));
    store = createConfigStore(engine.dynamoDb, engine.tableName, () => now);
  });
  afterAll(async () => {
    await engine.stop();
    await rm(folder, { recursive: true });
  });

  it("is read, and no empty name", () => {
    expect(parseStartFlags(["--config", "a.json"])).toMatchObject({ configFile: "a.json" });
    expect(parseStartFlags([])).toMatchObject({ configFile: null });
    expect(parseStartFlags(["--config="])).toMatchObject({ kind: "wrong" });
  });

  it("puts a checked file in force, once", async () => {
    const file = join(folder, "good.json");
    await writeFile(file, '{ // known\n "alerts": { "quietDays": 30 } }');
    const read = await readConfigFile(file, now);
    if (read.kind !== "valid") throw new Error(read.problems.join());
    await putConfig(read.json, store);
    await putConfig(read.json, store);
    expect(await store.current()).toMatchObject({
      version: 1,
      config: { alerts: { quietDays: 30 } },
      problem: null,
    });
    await putConfig({}, store);
    expect(await store.current()).toMatchObject({ version: 2, json: {} });
  });

  it("says each mistake with its place, and a file that is not there", async () => {
    const file = join(folder, "wrong.json");
    await writeFile(file, '{"mutez": []}');
    expect(await readConfigFile(file, now)).toMatchObject({
      kind: "wrong",
      problems: [expect.stringContaining("wrong.json:1:")],
    });
    const gone = join(folder, "gone.json");
    expect(await readConfigFile(gone, now)).toEqual({
      kind: "wrong",
      problems: [`Cannot read config file "${gone}": ENOENT`],
    });
  });
});
