import { CfnElement } from "aws-cdk-lib";
import type { IConstruct } from "constructs";

/**
 * Gives a resource a logical ID without the CDK's hash: readable in the template, and the same whatever is refactored,
 * so that nothing that holds data is ever replaced by accident.
 */
export function nameResource<Resource extends IConstruct>(
  resource: Resource,
  id: string,
): Resource {
  const element = resource instanceof CfnElement ? resource : resource.node.defaultChild;
  if (!(element instanceof CfnElement)) {
    throw new Error(`Cannot name the resource "${id}": it is no CloudFormation resource`);
  }
  element.overrideLogicalId(id);
  return resource;
}
