import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";

/**
 * An app whose synth fails on any finding of cdk-nag's AWS Solutions checks that is not acknowledged with a reason.
 * The CDK's own validation is made an error in cdk.json. Without a folder it writes where the `cdk` command wants it.
 */
export function createCheckedApp(folder?: string, context: Record<string, unknown> = {}): App {
  const app = new App({ context, ...(folder !== undefined && { outdir: folder }) });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
}
