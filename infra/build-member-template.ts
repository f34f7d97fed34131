import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  Aspects,
  DefaultStackSynthesizer,
  CfnCondition,
  CfnParameter,
  CfnResource,
  CfnWaitConditionHandle,
  Fn,
  type IStackSynthesizer,
  Stack,
} from "aws-cdk-lib";
import { boundRoles } from "./bound-roles.ts";
import { createCheckedApp } from "./checked-app.ts";
import { createForwarder } from "./forwarder.ts";
import { nameResource } from "./name-resource.ts";

/** The parameters of the member template; the hub fills them in. */
export const memberParameters = { hubBusArn: "HubBusArn", hubAccount: "HubAccount" } as const;

/**
 * The template that the StackSet deploys to each account and Region of an organization, as JSON. In the hub's own account
 * it makes nothing: the hub's stacks are there already, and every denial would come twice.
 */
export function buildMemberTemplate(options: {
  readonly readOnlyEvents: boolean;
  readonly permissionsBoundary: string | null;
}): string {
  const folder = mkdtempSync(join(tmpdir(), "denywatch-member-"));
  try {
    const app = createCheckedApp(folder, { "aws:cdk:enable-path-metadata": false });
    const stack = new Stack(app, "Member", {
      description: "Denywatch: forwards the access denials of this account and Region to the hub.",
      // StackSets takes the template as text: it needs no bootstrapped account.
      synthesizer: new DefaultStackSynthesizer({
        generateBootstrapVersionRule: false,
      }) as IStackSynthesizer,
    });
    const hubBusArn = new CfnParameter(stack, memberParameters.hubBusArn, {
      description: "The ARN of the hub's event bus.",
    });
    const hubAccount = new CfnParameter(stack, memberParameters.hubAccount, {
      description: "The account of the hub, where this template makes nothing.",
    });
    const isElsewhere = new CfnCondition(stack, "IsElsewhere", {
      expression: Fn.conditionNot(Fn.conditionEquals(stack.account, hubAccount.valueAsString)),
    });
    // CloudFormation wants a stack to have a resource, in the hub's account too.
    nameResource(new CfnWaitConditionHandle(stack, "Nothing"), "Nothing");
    createForwarder(stack, {
      hubBusArn: hubBusArn.valueAsString,
      readOnlyEvents: options.readOnlyEvents,
    });
    boundRoles(stack, options.permissionsBoundary);
    Aspects.of(stack).add({
      visit: (node) => {
        if (node instanceof CfnResource && !(node instanceof CfnWaitConditionHandle)) {
          node.cfnOptions.condition = isElsewhere;
        }
      },
    });
    return JSON.stringify(app.synth().getStackByName("Member").template);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
