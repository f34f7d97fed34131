import { describe, expect, it } from "vitest";
import { clientOf } from "../../../shared/denial/user-agent.ts";

describe("clientOf()", () => {
  it.each([
    ["aws-cli/2.27.0 md/awscrt#0.26.1 Python/3.13 botocore/2.0", "cli"],
    ["[aws-cli/1.18.0 Python/3.8]", "cli"],
    ["APN/1.0 HashiCorp/1.0 Terraform/1.9.5 aws-sdk-go-v2/1.30", "terraform"],
    ["Boto3/1.34.0 md/Botocore#1.34.0", "sdk"],
    ["aws-sdk-nodejs/3.600", "sdk"],
    ["aws-cdk/2.1000.0", "cdk"],
    ["cloudformation.amazonaws.com", "cloudformation"],
    ["console.ec2.amazonaws.com", "console"],
    ["console.amazonaws.com", "console"],
    ["[S3Console/0.4, aws-internal/3 aws-sdk-java/1.12]", "console"],
    ["Mozilla/5.0 (X11; Linux x86_64)", "console"],
    ["autoscaling.amazonaws.com", "service"],
    ["AWS Internal", "service"],
    ["aws-internal/3 aws-sdk-java/1.12.700 Linux/5.10", "service"],
    ["curl/8.0", "other"],
    ["", "other"],
    [null, "other"],
  ] as const)("reads %s", (userAgent, client) => {
    expect(clientOf(userAgent, null)).toBe(client);
  });

  it("takes a call that a service made, and whose agent says nothing, for the service's", () => {
    expect(clientOf(null, "athena.amazonaws.com")).toBe("service");
    expect(clientOf("athena/1", "athena.amazonaws.com")).toBe("service");
  });
});
