import { expect, test } from "vitest";

import { collectFacts } from "../../../shared/remediation/collect-facts.ts";
import { fillCommand, fillTemplate, parseTemplate } from "../../../shared/remediation/template.ts";
import { buildDenial } from "../../support/denials.ts";

const facts = collectFacts(buildDenial());

test.each([
  ["No facts.", "No facts."],
  ["{action}", "s3:PutObject"],
  ["Ask {identity} about {bucket}.", "Ask role Deploy about orchard-artifacts."],
])("fillTemplate() fills %j", (text, filled) => {
  expect(fillTemplate(parseTemplate(text), facts)).toBe(filled);
});

test("fillTemplate() gives null where a fact is not known", () => {
  expect(fillTemplate(parseTemplate("Open {policyArn} now."), facts)).toBeNull();
});

test("fillTemplate() never reads what it filled in as a template", () => {
  const hostile = collectFacts(buildDenial({ resource: { text: "{action}{policyArn}$&" } }));
  expect(fillTemplate(parseTemplate("on {resource}"), hostile)).toBe("on {action}{policyArn}$&");
});

test.each(["x;id", "$(id)", "a b", "it's", "`id`", "a\nb", "|id", "é"])(
  "fillCommand() gives no command for a name like %j",
  (name) => {
    const hostile = collectFacts(
      buildDenial({ principal: { key: `arn:aws:iam::210987654321:role/${name}` } }),
    );
    expect(fillCommand(parseTemplate("aws iam get-role --role-name={role}"), hostile)).toBeNull();
    expect(fillCommand(parseTemplate("aws iam get-role --role-name={role}"), facts)).toBe(
      "aws iam get-role --role-name=Deploy",
    );
  },
);
