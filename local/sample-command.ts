import { join } from "node:path";
import { quoteShellArgument } from "../shared/slack/quote-shell-argument.ts";

/** The file in the data folder that holds the sample of the command. */
export function sampleEntriesPath(dataFolder: string): string {
  return join(dataFolder, "sample-entries.json");
}

/** What to run to see an alert, with the AWS CLI; it needs no credentials. */
export function sampleCommand(url: string, dataFolder: string): string {
  const entries = quoteShellArgument(`file://${sampleEntriesPath(dataFolder)}`);
  return `aws events put-events --no-sign-request --region us-east-1 --endpoint-url ${url} --entries ${entries}`;
}
