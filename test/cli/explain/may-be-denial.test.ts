import { describe, expect, it } from "vitest";
import { findValueEnd } from "../../../cli/explain/find-value-end.ts";
import { mayBeDenial } from "../../../cli/explain/may-be-denial.ts";
import { errorPlaces } from "../../../shared/cloudtrail/denial-text.ts";

describe("mayBeDenial()", () => {
  it.each([
    ["a denial's code", '{"errorCode":"AccessDenied"}'],
    ["one in another case, with spaces", '{"errorCode" : "client.unauthorizedoperation"}'],
    [
      "one behind another code",
      '{"errorCode":"NoSuchKey","responseElements":{"errorCode":"AccessDenied"}}',
    ],
    [
      "a phrase in a message",
      '{"errorCode":"InternalError","errorMessage":"You are not authorized to do it"}',
    ],
    ["a spelling that hides the field", '{"error\\u0043ode":"AccessDenied"}'],
    ["a code with an escape", '{"errorCode":"Access\\/Denied"}'],
  ])("is true of %s", (_name, text) => {
    expect(mayBeDenial(text)).toBe(true);
  });

  it.each([
    ["no error", '{"eventName":"GetObject"}'],
    ["another code", '{"errorCode":"NoSuchKey","errorMessage":"The key does not exist"}'],
    ["a code that is no text", '{"errorCode":null,"errorMessage":"gone"}'],
  ])("is false of %s", (_name, text) => {
    expect(mayBeDenial(text)).toBe(false);
  });

  it("knows the fields that a record's error is read from", () => {
    for (const { code, message } of errorPlaces) {
      expect(mayBeDenial(`{"${code}":"AccessDenied"}`)).toBe(true);
      for (const field of [code, message]) {
        const end = findValueEnd(Buffer.from(`{"a":{"${field}":1}}`), 0);
        expect(end).toMatchObject({ kind: "end", namesError: true });
      }
    }
    expect(findValueEnd(Buffer.from('{"err":"an error"}'), 0)).toMatchObject({ namesError: false });
  });
});
