import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createWebhookParameter } from "../../../shared/config/webhook-parameter.client.ts";
import { type SsmServer, startSsmServer } from "../../support/ssm-server.ts";

describe("createWebhookParameter()", () => {
  let ssm: SsmServer;
  beforeAll(async () => {
    ssm = await startSsmServer({
      "/d/good": "https://hooks.example/T/B/x",
      "/d/bad": "s3cr3t-text",
    });
  });
  afterAll(() => ssm.close());
  beforeEach(() => {
    vi.stubEnv("AWS_REGION", "eu-west-1");
    vi.stubEnv("AWS_ACCESS_KEY_ID", "local");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "local");
    vi.stubEnv("AWS_ENDPOINT_URL_SSM", ssm.endpoint);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it("reads the decrypted value once, and again after five minutes", async () => {
    let time = 0;
    const read = createWebhookParameter("/d/good", () => time);
    const before = ssm.reads.length;
    expect(await read()).toBe("https://hooks.example/T/B/x");
    time += 299_999;
    await read();
    expect(ssm.reads.length - before).toBe(1);
    time += 1;
    await read();
    expect(ssm.reads.length - before).toBe(2);
  });

  it("names the parameter and not its value where that is no URL", async () => {
    const read = createWebhookParameter("/d/bad");
    await expect(read()).rejects.toThrow('the parameter "/d/bad" holds no URL');
    await expect(read()).rejects.not.toThrow("s3cr3t");
  });

  it("fails where there is no such parameter, and reads again the next time", async () => {
    const read = createWebhookParameter("/d/none");
    await expect(read()).rejects.toThrow();
    const before = ssm.reads.length;
    await expect(read()).rejects.toThrow();
    expect(ssm.reads.length - before).toBe(1);
  });
});
