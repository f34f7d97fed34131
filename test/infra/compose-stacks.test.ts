import { describe, expect, it } from "vitest";
import { denialDetailTypes } from "../../shared/cloudtrail/denial-event-pattern.ts";
import { compileEventPattern } from "../../shared/cloudtrail/event-pattern.ts";
import { buildEvent, buildRecord } from "../support/events.ts";
import { type StackTemplate, synthesise } from "../support/synthesise.ts";

const single = await synthesise("bare");
const multiRegion = await synthesise("regions");
const organization = await synthesise("organization");
const govCloud = await synthesise("govcloud");
const china = await synthesise("china");
const all = { single, multiRegion, organization, govCloud, china };

const names = (stacks: typeof single): readonly string[] => [...stacks.keys()].sort();
const stackOf = (stacks: typeof single, name: string) => {
  const stack = stacks.get(name);
  if (stack === undefined) throw new Error(`Cannot find the stack "${name}"`);
  return stack;
};
const membersOf = (stacks: typeof single) => {
  const set = stackOf(stacks, "Denywatch").properties("Members");
  const body = set["TemplateBody"];
  // A template in a template: references to its own parameters stand in its text as they are.
  if (typeof body !== "string") throw new Error("Cannot read the member template: it is no text");
  return { set, template: JSON.parse(body) as StackTemplate };
};

describe("which stacks there are", () => {
  it("one for one account and one Region, and nothing that others could send to", () => {
    expect(names(single)).toEqual(["Denywatch"]);
    expect(stackOf(single, "Denywatch").ofType("AWS::Events::EventBus")).toEqual([]);
  });

  it("one more for each further Region, that of the global services always among them", () => {
    expect(names(multiRegion)).toEqual([
      "Denywatch",
      "Denywatch-ap-south-1",
      "Denywatch-eu-central-1",
      "Denywatch-us-east-1",
    ]);
    expect(names(govCloud)).toEqual(["Denywatch", "Denywatch-us-gov-west-1"]);
  });

  it("one for each Region, and never two, since the second would bring every denial again", () => {
    expect(names(organization).filter((name) => !name.includes("Management"))).toEqual([
      "Denywatch",
      "Denywatch-us-east-1",
    ]);
    for (const stacks of Object.values(all)) {
      for (const [name, stack] of stacks) {
        const onDefaultBus = stack
          .ofType("AWS::Events::Rule")
          .filter(([, { Properties }]) => Properties["EventPattern"] !== undefined)
          .filter(
            ([id, { Properties }]) =>
              Properties["EventBusName"] === undefined && id !== "OwnDenialsRule",
          );
        expect(onDefaultBus.length, name).toBe(1);
      }
    }
  });

  it("one for each Region of the management account, which StackSets never deploys to", () => {
    const management = names(organization).filter((name) => name.includes("Management"));
    expect(management).toEqual([
      "Denywatch-Management-eu-west-1",
      "Denywatch-Management-us-east-1",
    ]);
    for (const name of management) {
      expect(stackOf(organization, name).account).toBe("567890123456");
    }
  });

  it("none beside the hub in China, where EventBridge brings nothing between Regions", () => {
    expect(names(china)).toEqual(["Denywatch"]);
    expect(membersOf(china).set["StackInstancesGroup"]).toMatchObject([
      { Regions: ["cn-north-1"] },
    ]);
  });

  it("all protected from deletion, and deployed to the Region they watch", () => {
    for (const stacks of Object.values(all)) {
      for (const [name, { region, terminationProtection }] of stacks) {
        expect(terminationProtection, name).toBe(true);
        const named = /-([a-z]{2}(-gov)?-[a-z]+-\d)$/.exec(name)?.[1];
        if (named !== undefined) expect(region).toBe(named);
      }
    }
  });
});

describe("a denial of another Region or account", () => {
  const forwarder = stackOf(multiRegion, "Denywatch-us-east-1");
  const hub = stackOf(multiRegion, "Denywatch");

  it("goes straight to the hub's bus in the home Region, by a role that can do nothing else", () => {
    const bus = {
      "Fn::Join": [
        "",
        [
          "arn:",
          { Ref: "AWS::Partition" },
          ":events:eu-west-1:",
          { Ref: "AWS::AccountId" },
          ":event-bus/denywatch",
        ],
      ],
    };
    expect(forwarder.properties("ForwardDenials")["Targets"]).toMatchObject([
      { Arn: bus, RoleArn: { "Fn::GetAtt": ["ForwarderRole", "Arn"] } },
    ]);
    expect(forwarder.statements("ForwarderRole")).toEqual([
      { Sid: "PutOnHubBus", Effect: "Allow", Action: "events:PutEvents", Resource: bus },
    ]);
  });

  it("makes one hop: no rule on the hub's bus sends to a bus, and none on the default bus does", () => {
    for (const [, { Properties }] of hub.ofType("AWS::Events::Rule")) {
      expect(JSON.stringify(Properties["Targets"])).not.toMatch(/event-bus|HubBus/);
    }
    const [, ...others] = hub.ofType("AWS::Events::EventBus");
    expect(others).toEqual([]);
  });

  it("reaches the same function as one of the home Region, by the same pattern", () => {
    const home = hub.properties("Denials");
    const forwarded = hub.properties("ForwardedDenials");
    expect(forwarded["EventBusName"]).toEqual({ Ref: "HubBus" });
    expect(forwarded["Targets"]).toEqual(home["Targets"]);
    expect(forwarded["EventPattern"]).toEqual(home["EventPattern"]);
  });

  it("is forwarded as long as it is not the forwarder's own, which would make the next", () => {
    const own = "arn:aws:iam::444455556666:role/Forwarder";
    const pattern = JSON.stringify(forwarder.properties("ForwardDenials")["EventPattern"]);
    const compiled = compileEventPattern(
      JSON.parse(
        pattern.replace(
          JSON.stringify({ "Fn::GetAtt": ["ForwarderRole", "Arn"] }),
          JSON.stringify(own),
        ),
      ),
    );
    if (compiled.kind === "invalid") throw new Error(compiled.reason);
    const by = (arn: string) => {
      const sessionContext = { sessionIssuer: { type: "Role", arn } };
      return buildEvent(buildRecord({ userIdentity: { type: "AssumedRole", sessionContext } }));
    };
    expect(compiled.matches(by(own))).toBe(false);
    expect(compiled.matches(by("arn:aws:iam::444455556666:role/Deploy"))).toBe(true);
  });

  it("waits in a queue of its Region where the hub's bus does not take it for a day", () => {
    expect(forwarder.properties("ForwardDenials")["Targets"]).toMatchObject([
      {
        DeadLetterConfig: { Arn: { "Fn::GetAtt": ["UndeliveredEvents", "Arn"] } },
        RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 },
      },
    ]);
  });
});

describe("an organization", () => {
  it("lets one function ask for its accounts' names, and nothing else of all the accounts", () => {
    const widest = hub
      .statements("DeliverAlertsRole")
      .filter(({ Resource }) => JSON.stringify(Resource).includes('"*"'));
    expect(widest.map(({ Action }) => Action)).toEqual(["organizations:ListAccounts"]);
    expect(JSON.stringify(hub.statements("AlertOnDenialRole"))).not.toContain("organizations:");
    expect(
      JSON.stringify(stackOf(single, "Denywatch").statements("DeliverAlertsRole")),
    ).not.toContain("organizations:");
  });
  const { set, template } = membersOf(organization);
  const hub = stackOf(organization, "Denywatch");

  it("is covered in every account and Region, those that join later included", () => {
    expect(set).toMatchObject({
      PermissionModel: "SERVICE_MANAGED",
      AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false },
      StackInstancesGroup: [
        {
          DeploymentTargets: { OrganizationalUnitIds: ["ou-a1b2-c3d4e5f6"] },
          Regions: ["eu-west-1", "us-east-1"],
        },
      ],
    });
  });

  it("puts events on the bus as its members only, and only what CloudTrail can have sent", () => {
    expect(hub.properties("HubBusPolicy")["Statement"]).toEqual({
      Sid: "DenialsOfTheOrganization",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: "events:PutEvents",
      Resource: { "Fn::GetAtt": ["HubBus", "Arn"] },
      Condition: {
        StringEquals: {
          "aws:PrincipalOrgID": "o-orchard1234",
          "events:detail-type": [...denialDetailTypes],
        },
        StringLike: { "events:source": "aws.*" },
        BoolIfExists: { "events:eventBusInvocation": "true" },
      },
    });
    expect(stackOf(multiRegion, "Denywatch").ofType("AWS::Events::EventBusPolicy")).toEqual([]);
  });

  it("makes nothing in the hub's own account, which the hub's stacks cover", () => {
    for (const [id, { Condition, Type }] of Object.entries(template.Resources)) {
      if (Type === "AWS::CloudFormation::WaitConditionHandle") continue;
      expect(Condition, id).toBe("IsElsewhere");
    }
    expect(set["Parameters"]).toContainEqual({
      ParameterKey: "HubAccount",
      ParameterValue: { Ref: "AWS::AccountId" },
    });
  });

  it("gets a template that stands alone: no asset, no bootstrapped account, within 51,200 bytes", () => {
    expect(Object.keys(template)).toEqual([
      ...["Description", "Parameters", "Conditions", "Resources"],
    ]);
    expect(JSON.stringify(template)).not.toMatch(/cdk-bootstrap|cdk-hnb|arn:aws/);
    expect(JSON.stringify(template).length).toBeLessThan(51_200);
  });

  it("has its roles bounded, in every account and stack, and its resources tagged", () => {
    const boundary = /policy\/platform-boundary/;
    const roles = [...organization.values(), { template }].flatMap((stack) =>
      Object.values(stack.template.Resources).filter(({ Type }) => Type === "AWS::IAM::Role"),
    );
    expect(roles.length).toBeGreaterThan(6);
    for (const { Properties } of roles) {
      expect(JSON.stringify(Properties["PermissionsBoundary"])).toMatch(boundary);
    }
    expect(hub.properties("HubBus")["Tags"]).toEqual([{ Key: "team", Value: "platform" }]);
    expect(set["Tags"]).toEqual([{ Key: "team", Value: "platform" }]);
  });
});

describe("every partition", () => {
  it.each(Object.entries({ govCloud: "aws-us-gov", china: "aws-cn" }))(
    "%s has ARNs of its own, %s",
    (name, partition) => {
      for (const { template } of all[name as keyof typeof all].values()) {
        const text = JSON.stringify(template);
        const named = [...text.matchAll(/arn:(aws[a-z-]*):/g)].map(([, found]) => found);
        expect(named.filter((found) => found !== partition)).toEqual([]);
      }
    },
  );

  it("knows no Region by heart but those that the config or the global services name", () => {
    for (const { template } of multiRegion.values()) {
      const named = JSON.stringify(template).match(/\b[a-z]{2}-[a-z]+-\d\b/g) ?? [];
      const known = ["eu-west-1", "eu-central-1", "ap-south-1", "us-east-1"];
      expect(named.filter((region) => !known.includes(region))).toEqual([]);
    }
  });
});
