import { readFile } from "node:fs/promises";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildConfigJsonSchema } from "../../../shared/config/build-config-json-schema.ts";
import { configSchema } from "../../../shared/config/config-schema.ts";
import { readJsonc } from "../../../shared/config/read-jsonc.ts";
import { parseConfig } from "../../../shared/config/parse-config.ts";

/** The patterns beside them say the same. */
const formats = { date: true, "date-time": true } as const;

it("is what docs/denywatch.config.schema.json says; `node docs/generate-config-schema.mjs` writes it", async () => {
  const file = new URL("../../../docs/denywatch.config.schema.json", import.meta.url);
  expect(JSON.parse(await readFile(file, "utf8"))).toEqual(
    JSON.parse(JSON.stringify(buildConfigJsonSchema())),
  );
});

it("knows every section, and nothing else", () => {
  const { properties = {}, additionalProperties } = buildConfigJsonSchema();
  expect(additionalProperties).toBe(false);
  expect(Object.keys(properties).toSorted()).toEqual(
    Object.keys(parseConfig({ $schema: "x" })).toSorted(),
  );
});

describe("buildConfigJsonSchema() says what the check says", () => {
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true, formats }).compile(
    buildConfigJsonSchema(),
  );

  it("of whatever the documented example may become", async () => {
    const file = new URL("../../../docs/denywatch.config.json", import.meta.url);
    const read = readJsonc(await readFile(file, "utf8"));
    if (read.kind === "broken") throw new Error("the example is no JSON");
    const example = read.value;
    const places = placesIn(example);
    const change = fc.record({
      place: fc.constantFrom(...places),
      kind: fc.constantFrom("replace", "replace", "remove", "add"),
      value: fc.oneof(
        fc.constantFrom<unknown>(...places.map((place) => valueAt(example, place))),
        fc.constantFrom("", "*", "a", "A1", "/x", "off", "2026-01-01", "AWS:x", "aws:x", "1.5"),
        fc.constantFrom(0, 1, 1.5, -1, 24, 1e9, true, null, [], {}),
      ),
    });
    let valid = 0;
    fc.assert(
      fc.property(fc.array(change, { minLength: 0, maxLength: 2 }), (changes) => {
        const config = structuredClone(example);
        for (const { place, kind, value } of changes) alter(config, place, kind, value);
        const checked = configSchema.safeParse(config);
        const fits = validate(config);
        if (checked.success) {
          valid += 1;
          expect(fits, JSON.stringify([config, validate.errors])).toBe(true);
        } else if (fits) {
          // What only the check can see.
          expect(checked.error.issues.map(({ code }) => code)).toEqual(
            checked.error.issues.map(() => "custom"),
          );
        }
      }),
      { numRuns: 300 },
    );
    expect(valid).toBeGreaterThan(30);
  });
});

type Place = readonly (string | number)[];

/** Every place of a value but its top. */
function placesIn(value: unknown, at: Place = []): readonly Place[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => {
    const place = [...at, Array.isArray(value) ? Number(key) : key];
    return [place, ...placesIn(part, place)];
  });
}

function valueAt(value: unknown, place: Place): unknown {
  return place.reduce<unknown>((part, key) => (part as Record<string, unknown>)[key], value);
}

function alter(config: unknown, place: Place, kind: string, value: unknown): void {
  let parent = config;
  for (const key of place.slice(0, -1)) {
    if (typeof parent !== "object" || parent === null) return;
    parent = (parent as Record<string, unknown>)[key];
  }
  const key = place.at(-1) ?? "";
  if (typeof parent !== "object" || parent === null) return;
  if (Array.isArray(parent)) {
    if (kind === "remove") parent.splice(Number(key), 1);
    else parent[Number(key)] = structuredClone(value);
  } else {
    const object = parent as Record<string, unknown>;
    if (kind === "remove") Reflect.deleteProperty(object, key);
    else object[kind === "add" ? `${key}x` : key] = structuredClone(value);
  }
}
