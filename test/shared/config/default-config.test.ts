import { expect, it } from "vitest";
import { defaultConfig } from "../../../shared/config/default-config.ts";
import { parseConfig } from "../../../shared/config/parse-config.ts";

it("defaultConfig is what the schema makes of an empty config", () => {
  expect(defaultConfig).toEqual(parseConfig({}));
});
