import fc from "fast-check";
import { expect, test } from "vitest";

import type { IamAction } from "../../../shared/iam/iam-action.ts";
import { packService, unpackService } from "../../../shared/iam/packed-service.ts";
import { accessLevels } from "../../../shared/remediation/advice.ts";

const name = fc.stringMatching(/^[A-Z][A-Za-z0-9-]{0,60}$/);
const pattern = fc.constantFrom(
  "arn:${Partition}:garden:${Region}:${Account}:bed/${BedId}",
  "arn:${Partition}:garden:::${BedName}",
  "arn:${Partition}:iam::${Account}:role/${RoleName}",
  "arn:aws:odd:::thing",
);
const action = fc.record({
  name,
  accessLevel: fc.constantFrom(...accessLevels),
  resourceArnPatterns: fc.uniqueArray(pattern).map((patterns) => patterns.sort()),
});
const actions = fc.uniqueArray(action, { selector: (one) => one.name.toLowerCase() });

test("unpackService() gives back what packService() took", () => {
  fc.assert(
    fc.property(actions, (drawn) => {
      const taken: IamAction[] = drawn.map((one) => ({ ...one, name: `garden:${one.name}` }));
      const given = unpackService("garden", packService("garden", taken));
      expect([...given.values()].sort(byName)).toEqual(taken.sort(byName));
    }),
    { numRuns: 200 },
  );
});

function byName(a: IamAction, b: IamAction): number {
  return a.name < b.name ? -1 : 1;
}
