import { describe, expect, it } from "vitest";
import { deniedService } from "../../../shared/delivery/denied-service.ts";
import { buildDenial } from "../../support/denials.ts";

describe("deniedService()", () => {
  it.each([
    [
      "the action's, where the event is another service's",
      "kms:Decrypt",
      "s3.amazonaws.com",
      "kms",
    ],
    ["in lower case", "SNS:Publish", null, "sns"],
    ["the event's, where no action is known", null, "sqs.amazonaws.com", "sqs"],
    ["none, where neither is known", null, null, null],
    ["none, for an empty source", null, "", null],
  ])("%s", (_name, iamAction, eventSource, expected) => {
    expect(deniedService(buildDenial({ action: { iamAction }, eventSource }))).toBe(expected);
  });
});
