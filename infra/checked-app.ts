import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";

/**
 * An app whose synth fails on any finding of cdk-nag's AWS Solutions checks that is not acknowledged with a reason.
 * The CDK's own validation is made an error in cdk.json.
 */
export function createCheckedApp(): App {
  const app = new App();
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
}
