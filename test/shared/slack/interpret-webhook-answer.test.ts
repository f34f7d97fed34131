import { expect, test } from "vitest";
import { interpretWebhookAnswer } from "../../../shared/slack/interpret-webhook-answer.ts";

/** What the sockets' tests cannot bring about: answers that break off at a certain place. */
test.each([
  [200, "", "sent"],
  [200, "o", "sent"],
  [200, '{ "ok": tr', "sent"],
  [200, '{"ok":false', "failed"],
  [200, "<!doctype ht", "failed"],
  [500, "rollup_er", "failed"],
  [404, "no_serv", "refused"],
  [429, "", "rate-limited"],
] as const)("%i and %j, cut, is %s", (status, body, kind) => {
  const answer = { status, body, isWhole: false, retryAfter: null };
  expect(interpretWebhookAnswer(answer).kind).toBe(kind);
});

test("a whole answer that is only the beginning of an ok is none", () => {
  const answer = { status: 200, body: "o", isWhole: true, retryAfter: null };
  expect(interpretWebhookAnswer(answer).kind).toBe("failed");
});
