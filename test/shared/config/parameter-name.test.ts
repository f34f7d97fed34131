import { describe, expect, it } from "vitest";
import {
  findParameterNameProblem,
  looksLikeWebhookUrl,
} from "../../../shared/config/parameter-name.ts";

describe("findParameterNameProblem()", () => {
  it.each(["hook", "/denywatch/slack-webhook", "/a/b.c/d_e-f", `/${"a/".repeat(14)}a`])(
    "%s is a name",
    (name) => {
      expect(findParameterNameProblem(name)).toBeNull();
    },
  );
  it.each([
    ["", "SSM parameter's name"],
    ["/team hook", "SSM parameter's name"],
    ["/team/", "SSM parameter's name"],
    ["/team//hook", "SSM parameter's name"],
    ["team/hook", 'begin with "/"'],
    ["/a".repeat(16), "15 levels"],
    ["/aws/hook", "reserves"],
    ["ssm-hook", "reserves"],
    ["https://hooks.example/x", "a URL was given"],
    ["/services/T0AAAA/B0BBBB/notARealSecret", "a URL was given"],
  ])("%j is none", (name, expected) => {
    const problem = findParameterNameProblem(name);
    expect(problem).toContain(expected);
    expect(problem).not.toContain("notARealSecret");
  });
});

describe("looksLikeWebhookUrl()", () => {
  it.each(["/denywatch/services/team", "a reason", "arn:aws:iam::1:role/x"])("not %s", (text) => {
    expect(looksLikeWebhookUrl(text)).toBe(false);
  });
});
