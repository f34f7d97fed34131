import { expect, test } from "vitest";

import { notPolicyCauses, policyTypes } from "../../../shared/denial/reason.ts";
import { findIamAction } from "../../../shared/iam/find-iam-action.ts";
import { advise } from "../../../shared/remediation/advise.ts";
import { awsDocs } from "../../../shared/remediation/aws-docs.ts";
import { collectFacts } from "../../../shared/remediation/collect-facts.ts";
import { hintCatalogue } from "../../../shared/remediation/hint-catalogue.ts";
import { buildDenial } from "../../support/denials.ts";

const entries = hintCatalogue.flatMap(({ hints }) => hints);
const emptyFacts = collectFacts(
  buildDenial({
    account: null,
    region: null,
    eventName: null,
    eventSource: null,
    principal: { key: "unknown", account: null, name: "someone", invokedBy: null },
    action: { text: null, iamAction: null },
    resource: { text: null, normalised: null },
  }),
);

test("the catalogue names each hint once", () => {
  const ids = entries.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test.each(entries)("$id is plain text whose facts exist", (entry) => {
  expect(entry.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  const steps = entry.steps.flat();
  const texts = [entry.text, entry.warning ?? "", ...steps, entry.command ?? ""];
  const named = texts.flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
  expect(Object.keys(emptyFacts)).toEqual(expect.arrayContaining(named));
  for (const text of [entry.text, ...steps, entry.warning ?? "."]) {
    expect(text).toMatch(/[.)]$/);
    expect(text).not.toMatch(/[<>`]|\[.*\]\(/);
  }
});

test.each(entries)("$id says what it means and when not to grant whatever is unknown", (entry) => {
  for (const text of [entry.text, entry.warning ?? ""]) {
    for (const [, name = ""] of text.matchAll(/\{(\w+)\}/g)) {
      expect(emptyFacts).toHaveProperty(name, expect.any(String));
    }
  }
});

test.each(entries)("$id tells who can fix it, what to do and where to read on", (entry) => {
  expect(entry.fixers.length).toBeGreaterThan(0);
  expect(entry.steps.length).toBeGreaterThan(0);
  expect(entry.docs.length).toBeGreaterThan(0);
});

test.each(entries)("$id asks for actions that IAM knows", ({ when }) => {
  for (const action of when.actions ?? []) {
    expect(findIamAction(action)?.name.toLowerCase()).toBe(action);
  }
});

test.each(entries.filter(({ grant }) => grant !== undefined))(
  "$id suggests a statement only for an implicit deny of its own policy type",
  ({ when, grant }) => {
    expect(when).toMatchObject({ notPolicy: "none", denyType: ["implicit"], policyType: [grant] });
  },
);

test.each(
  (["implicit", "explicit"] as const).flatMap((denyType) =>
    policyTypes
      .filter((policyType) => policyType !== "unknown")
      .map((policyType) => [denyType, policyType] as const),
  ),
)("an %s deny of a %s policy has a hint of its own", (denyType, policyType) => {
  const { hints } = advise(buildDenial({ reason: { denyType, policyType } }));
  expect(hints.map(({ id }) => id)).toContain(`${denyType}-${policyType}`);
});

test.each(notPolicyCauses)("the cause %s has a hint, and no policy hint beside it", (notPolicy) => {
  const denial = buildDenial({
    reason: { notPolicy, denyType: "unknown", policyType: "resource-based" },
  });
  const entry = entries.find(({ when }) => when.notPolicy?.includes(notPolicy));
  expect(advise(denial).hints.map(({ id }) => id)).toEqual([entry?.id]);
});

test.each(Object.entries(awsDocs))(
  "the link %s is a page of AWS's documentation",
  (_name, link) => {
    expect(link.url).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/[\w/.-]+\.html$/);
    expect(link.label).not.toBe("");
  },
);
