import { describe, expect, it } from "vitest";
import { actionExceptions } from "../../../shared/denial/action-exceptions.ts";
import { servicePrefixes } from "../../../shared/denial/service-prefixes.ts";
import { findIamAction } from "../../../shared/iam/find-iam-action.ts";
import packed from "../../../shared/iam/iam-actions.generated.json" with { type: "json" };

const rows = [...actionExceptions].flatMap(([prefix, { names = {}, verbs = [] }]) =>
  [...Object.entries(names), ...verbs].map(([event, name]) => ({
    prefix,
    event,
    action: name.includes(":") ? name : `${prefix}:${name}`,
  })),
);

describe("actionExceptions", () => {
  it.each(rows)("$prefix $event becomes $action, spelled as IAM does", ({ action }) => {
    expect(findIamAction(action)?.name).toBe(action);
  });

  it("leaves alone the events that are actions by their own name", () => {
    const needless = rows.filter(({ prefix, event, action }) => {
      const own = findIamAction(`${prefix}:${event}`)?.name;
      return own === `${prefix}:${event}` && own !== action;
    });
    expect(needless).toEqual([]);
  });
});

describe("servicePrefixes", () => {
  it.each([...servicePrefixes])("%s is the service %s, which IAM knows", (source, prefix) => {
    expect(source).not.toBe(prefix);
    expect(Object.keys(packed.services)).toContain(prefix);
  });
});

describe("findIamAction()", () => {
  it("knows no action whose name ends in an API's date", () => {
    const dated = /20\d\d_?[01]\d_?[0-3]\d(?:v\d)?\b/;
    expect(Object.values(packed.services).filter((actions) => dated.test(actions))).toEqual([]);
  });
});
