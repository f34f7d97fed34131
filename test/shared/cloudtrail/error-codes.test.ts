import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classifyErrorCode, errorCodes } from "../../../shared/cloudtrail/error-codes.ts";

describe("classifyErrorCode()", () => {
  it.each(errorCodes)("gives $code its own verdict", ({ code, verdict }) => {
    expect(classifyErrorCode(code)).toBe(verdict);
  });

  it("calls whatever contains a stem a denial, as AWS spells it or in lower case", () => {
    const stem = fc.constantFrom("AccessDenied", "accessdenied", "unauthorized", "Unauthorized");
    fc.assert(
      fc.property(fc.string(), stem, fc.string(), (before, middle, after) => {
        expect(classifyErrorCode(before + middle + after)).toBe("denial");
      }),
    );
  });

  it.each(["ACCESSDENIED", "UnAuthorizedOperation", "client.UNAUTHORIZED", "aCCESSdENIED-7"])(
    "calls %j a denial: a stem at an end, in any case",
    (code) => {
      expect(classifyErrorCode(code)).toBe("denial");
    },
  );

  it("leaves to its message what no rule of EventBridge could look for", () => {
    expect(classifyErrorCode("Client.UNAUTHORIZED.Operation")).toBe("ask-message");
  });

  it.each(["NoSuchBucket", "", "InvalidInputException", "toString"])(
    "leaves %j to its message",
    (code) => {
      expect(classifyErrorCode(code)).toBe("ask-message");
    },
  );

  it("lists each code once", () => {
    expect(new Set(errorCodes.map(({ code }) => code)).size).toBe(errorCodes.length);
  });

  it("excludes no code that its stem would make a denial without saying so in the table", () => {
    const excluded = errorCodes.filter(({ verdict }) => verdict === "not-denial");
    expect(excluded.map(({ code }) => code)).toEqual(
      expect.arrayContaining([
        "Client.DryRunOperation",
        "ExpiredToken",
        "OptInRequired",
        "ThrottlingException",
      ]),
    );
  });
});
