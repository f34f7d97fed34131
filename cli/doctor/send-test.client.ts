import { GetParameterCommand, type SSMClient } from "@aws-sdk/client-ssm";
import { buildTestMessage } from "../../shared/slack/build-test-message.ts";
import { createSlackPoster } from "../../shared/slack/slack-poster.client.ts";
import { fail, type Finding, ok } from "./finding.ts";

/** Posts a marked test message to the webhook in the parameter; the URL is in no finding. */
export async function sendTest(
  ssm: SSMClient,
  parameter: string,
  now: Date,
  timeoutMilliseconds: number,
): Promise<readonly Finding[]> {
  const { Parameter } = await ssm.send(
    new GetParameterCommand({ Name: parameter, WithDecryption: true }),
  );
  const todo = `Put the webhook's URL into the parameter "${parameter}" anew.`;
  let poster: ReturnType<typeof createSlackPoster>;
  try {
    poster = createSlackPoster({ webhookUrl: Parameter?.Value ?? "" });
  } catch (error) {
    return [fail(error instanceof Error ? error.message : "It is no webhook.", todo)];
  }
  const message = buildTestMessage({
    kind: "test",
    sentBy: "denywatch doctor",
    sentAt: now.toISOString(),
  });
  const outcome = await poster.post(message, timeoutMilliseconds);
  if (outcome.kind === "sent") return [ok("Slack took a test message; look at the channel.")];
  const why = "reason" in outcome ? outcome.reason : "Slack asks to wait";
  return [fail(`Slack did not take a test message: ${why}.`, todo)];
}
