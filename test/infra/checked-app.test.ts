import { describe, expect, it } from "vitest";
import { synthesiseAll } from "../support/synthesise.ts";

describe("createCheckedApp()", () => {
  it("fails the synth for what the CDK's own validation finds wrong", async () => {
    const { refusals } = await synthesiseAll();
    expect(refusals.validation).toContain("CloudFormation-Validate::");
  });

  it("fails the synth for what cdk-nag finds wrong", async () => {
    const { refusals } = await synthesiseAll();
    expect(refusals.nag).toContain("AwsSolutions::AwsSolutions-SQS4");
  });
});
