import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { environmentNames } from "../../shared/config/environment-names.ts";
import { createServices } from "../../functions/services.ts";
import { type LocalServer, startLocalServer } from "../support/local-server.ts";

const variables = {
  [environmentNames.tableName]: "history",
  [environmentNames.webhookParameterName]: "/orchard/webhook",
};

describe("createServices()", () => {
  let silent: LocalServer;
  beforeAll(async () => {
    silent = await startLocalServer(() => undefined);
  });
  afterAll(() => silent.close());
  beforeEach(() => {
    vi.stubEnv("AWS_REGION", "eu-west-1");
    vi.stubEnv("AWS_ACCESS_KEY_ID", "local");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "local");
    vi.stubEnv("AWS_ENDPOINT_URL", silent.url);
    vi.stubEnv("AWS_MAX_ATTEMPTS", "1");
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it("waits for no AWS service for ever", async () => {
    const services = createServices(variables, "alert-on-denial");
    const message = { text: "Deploy may not s3:PutObject", blocks: [] };
    const [settings, posted] = await Promise.allSettled([
      services.settings(),
      services.posterOf("default").post(message, 60_000),
    ]);
    expect(settings).toMatchObject({ status: "rejected", reason: { name: "TimeoutError" } });
    expect(posted).toMatchObject({ value: { kind: "failed" } });
  });
});
