import { describe, expect, it } from "vitest";
import { synthesiseAll } from "../support/synthesise.ts";

// Here and not in a test, where making it would run into the test's time.
const { refusals } = await synthesiseAll();

describe("createCheckedApp()", () => {
  it("fails the synth for what the CDK's own validation finds wrong", () => {
    expect(refusals.validation).toContain("CloudFormation-Validate::");
  });

  it("fails the synth for what cdk-nag finds wrong", () => {
    expect(refusals.nag).toContain("AwsSolutions::AwsSolutions-SQS4");
  });
});
