import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { compileEventPattern } from "../../../shared/cloudtrail/event-pattern.ts";
import { buildDenial } from "../../support/denials.ts";
import { renderInputTransformer } from "./render-input-transformer.ts";
import { sampleEvents } from "./sample-events.ts";

const docs = new URL("../../../docs/", import.meta.url);
const page = readFileSync(new URL("integrations.md", docs), "utf8");
const transformerSchema = z.strictObject({
  InputPathsMap: z.record(z.string(), z.string()),
  InputTemplate: z.string().max(8_192),
});
const ruleSchema = z.object({
  EventPattern: z.unknown(),
  Targets: z.tuple([z.object({ InputTransformer: transformerSchema })]),
});

/** A resource and a message that try to break out of a template's text. */
const hostile = `a "quoted\\" {"}: <who>\n`;
const scp = buildDenial({
  severity: "critical",
  errorMessage: hostile,
  resource: { text: hostile },
  reason: { policyType: "service-control" },
});
const viaScp = buildDenial({ reason: { via: "service-control" } });
const person = buildDenial({ principal: { person: "ada@example.com" }, account: "123456789012" });

describe("the patterns in docs/integrations.md", () => {
  const raised = "Denial Alert Raised";
  it.each([
    ["Critical denials", scp, [raised]],
    ["Critical denials", viaScp, []],
    ["Service control policies", scp, [raised]],
    ["Service control policies", viaScp, [raised]],
    ["Service control policies", person, []],
    ["One account", scp, [raised]],
    ["One account", person, []],
    ["Known people", person, [raised]],
    ["Known people", scp, []],
  ])("%s only", (heading, denial, expected) => {
    expect(matched(patternUnder(heading), denial)).toEqual(expected);
  });

  it("Everything: every detail-type, and no other source's", () => {
    const pattern = patternUnder("Everything");
    expect(matched(pattern, scp)).toHaveLength(sampleEvents(scp).length);
    const compiled = compileEventPattern(pattern);
    expect(compiled.kind === "compiled" && compiled.matches({ source: "aws.s3" })).toBe(false);
  });
});

describe("the transformers in docs/integrations", () => {
  it("Teams: an Adaptive Card in a message, whatever the texts hold", () => {
    const transformer = transformerSchema.parse(readJson("integrations/teams.transformer.json"));
    for (const event of deliver(scp, ["Denial Alert Raised", "Denial Alert Told"])) {
      const message = renderInputTransformer(transformer, event);
      const [{ content }] = teamsSchema.parse(message).attachments;
      expect(content.body[0]).toMatchObject({
        text: "AWS access denied: Deploy may not s3:PutObject",
      });
      expect(JSON.stringify(content.body)).toContain(JSON.stringify(hostile));
    }
  });

  it("PagerDuty: triggers a critical denial and resolves the same incident", () => {
    const { Resources } = templateSchema.parse(readJson("integrations/pagerduty.template.json"));
    const [trigger, resolve] = [Resources.Trigger, Resources.Resolve].map((rule) => {
      const types = matched(rule.EventPattern, scp);
      expect([types.length, matched(rule.EventPattern, viaScp)]).toEqual([1, []]);
      const [event] = deliver(scp, types);
      return renderInputTransformer(rule.Targets[0].InputTransformer, event);
    });
    const dedup_key = `denywatch/${scp.fingerprint}`;
    expect(trigger).toMatchObject({
      event_action: "trigger",
      dedup_key,
      payload: {
        summary: "Deploy may not s3:PutObject in AWS account 210987654321",
        source: "arn:aws:iam::210987654321:role/Deploy",
        severity: "critical",
        timestamp: "2026-03-04T05:06:07Z",
        custom_details: { count: 12, denial: { resource: hostile } },
      },
    });
    expect(resolve).toEqual({ event_action: "resolve", dedup_key });
  });

  it("Splunk: every event wrapped", () => {
    const transformer = transformerSchema.parse(
      jsonBlocks().find((block) => "InputPathsMap" in block),
    );
    for (const event of delivered(scp)) {
      const { "detail-type": type, detail } = event;
      const wrapped = renderInputTransformer(transformer, event);
      expect(wrapped).toMatchObject({ source: "denywatch", event: { type, detail } });
    }
  });

  it("every file of the folder is spoken of", () => {
    for (const name of readdirSync(new URL("integrations/", docs))) {
      expect(page).toContain(`(integrations/${name})`);
    }
  });
});

const teamsSchema = z.object({
  type: z.literal("message"),
  attachments: z.tuple([
    z.object({
      contentType: z.literal("application/vnd.microsoft.card.adaptive"),
      content: z.object({
        type: z.literal("AdaptiveCard"),
        body: z.array(z.looseObject({})).min(3),
      }),
    }),
  ]),
});
const templateSchema = z.object({
  Resources: z.object({
    Trigger: z.object({ Properties: ruleSchema }).transform((rule) => rule.Properties),
    Resolve: z.object({ Properties: ruleSchema }).transform((rule) => rule.Properties),
  }),
});

type Denied = typeof scp;

/** The sample events with the envelope that a rule sees. */
function delivered(denial: Denied) {
  return sampleEvents(denial).map(({ detailType, detail }) => ({
    version: "0",
    source: "denywatch",
    "detail-type": detailType,
    detail,
  }));
}

function deliver(denial: Denied, detailTypes: readonly string[]): readonly object[] {
  return delivered(denial).filter((event) => detailTypes.includes(event["detail-type"]));
}

function matched(pattern: unknown, denial: Denied): readonly string[] {
  const compiled = compileEventPattern(pattern);
  if (compiled.kind === "invalid") throw new Error(compiled.reason);
  return delivered(denial)
    .filter(compiled.matches)
    .map((event) => event["detail-type"]);
}

function patternUnder(heading: string): unknown {
  const [, after = ""] = page.split(`\n${heading}`);
  return firstJson(after);
}

function jsonBlocks(): readonly object[] {
  return page
    .split("\n```json\n")
    .slice(1)
    .map((part) => z.looseObject({}).parse(JSON.parse(part.split("\n```")[0] ?? "")));
}

function firstJson(text: string): unknown {
  return JSON.parse(/\n```json\n(.*?)\n```/s.exec(text)?.[1] ?? "");
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, docs), "utf8"));
}
