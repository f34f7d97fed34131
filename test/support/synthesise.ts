import type { DeploymentName } from "./deployments.ts";
import { onceARun } from "./once-a-run.ts";
import type { Syntheses } from "./synthesise-deployments.ts";

export interface Resource {
  readonly Type: string;
  readonly Condition?: string;
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}
export interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}
export interface StackTemplate {
  readonly Description: string;
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs: Readonly<Record<string, { readonly Description: string }>>;
}

/** What the CDK's assembly says of a stack. */
export interface StackArtifact {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly terminationProtection: boolean;
  readonly template: StackTemplate;
}

/** One stack as CloudFormation gets it. */
export interface SynthesisedStack extends StackArtifact {
  /** All resources of a type, with their logical IDs. */
  ofType(type: string): readonly (readonly [string, Resource])[];
  /** The properties of the resource with that logical ID. Throws where there is none. */
  properties(id: string): Readonly<Record<string, unknown>>;
  /** The statements of the queue policy, the topic policy or the key policy about that resource, or of that role. */
  statements(id: string): readonly Statement[];
}

/**
 * Every stack of a deployment, as `cdk synth` makes it: with its context, the CDK's own validation and cdk-nag, whose
 * findings throw. An empty function stands for the code. All deployments are synthesised together, once a run.
 */
export async function synthesise(
  name: DeploymentName,
): Promise<ReadonlyMap<string, SynthesisedStack>> {
  const { stacks } = await synthesiseAll();
  return new Map(stacks[name].map((artifact) => [artifact.name, readStack(artifact)]));
}

/** What came of every synth; the CDK is loaded where it is made, and nowhere else. */
export function synthesiseAll(): Promise<Syntheses> {
  return onceARun("syntheses", async () => {
    const { synthesiseDeployments } = await import("./synthesise-deployments.ts");
    return synthesiseDeployments();
  });
}

/** The hub of a deployment. */
export async function synthesiseHub(name: DeploymentName): Promise<SynthesisedStack> {
  const hub = (await synthesise(name)).get("Denywatch");
  if (hub === undefined) throw new Error("Cannot find the hub among the stacks");
  return hub;
}

function readStack(artifact: StackArtifact): SynthesisedStack {
  const { template } = artifact;
  const resources = Object.entries(template.Resources);
  const properties: SynthesisedStack["properties"] = (id) => {
    const found = template.Resources[id];
    if (found === undefined) throw new Error(`Cannot find the resource "${id}" in the template`);
    return found.Properties;
  };
  return {
    ...artifact,
    ofType: (type) => resources.filter(([, { Type }]) => Type === type),
    properties,
    statements: (id) => {
      if (template.Resources[id]?.Type === "AWS::IAM::Role") {
        const policies = properties(id)["Policies"] as readonly { PolicyDocument: Policy }[];
        return policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
      }
      return resources
        .filter(([other, resource]) => isPolicyOf(id, other, resource))
        .flatMap(([, { Properties }]) => {
          const policy = (Properties["PolicyDocument"] ?? Properties["KeyPolicy"]) as Policy;
          return policy.Statement;
        });
    },
  };
}

interface Policy {
  readonly Statement: readonly Statement[];
}

function isPolicyOf(id: string, other: string, { Type, Properties }: Resource): boolean {
  if (Type === "AWS::KMS::Key") return other === id;
  const targets = Properties["Queues"] ?? Properties["Topics"];
  return JSON.stringify(targets ?? null).includes(`"Ref":"${id}"`);
}
