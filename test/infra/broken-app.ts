import { CfnResource, Stack } from "aws-cdk-lib";
import { Queue } from "aws-cdk-lib/aws-sqs";
import { createCheckedApp } from "../../infra/checked-app.ts";

// An app that must not pass: what the gate is tried with.
const stack = new Stack(createCheckedApp(), "Broken");
switch (process.env["BROKEN"]) {
  case "nag":
    new Queue(stack, "WithoutTls");
    break;
  case "validation":
    new CfnResource(stack, "WithoutCode", {
      type: "AWS::Lambda::Function",
      properties: { Runtime: "nodejs24.x", Timeout: 9000 },
    });
    break;
  default:
    throw new Error('Cannot break the app: set BROKEN to "nag" or "validation"');
}
