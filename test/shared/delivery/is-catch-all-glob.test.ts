import { describe, expect, it } from "vitest";
import { isCatchAllGlob } from "../../../shared/delivery/is-catch-all-glob.ts";

describe("isCatchAllGlob()", () => {
  it.each(["", "*", "**", "?*", "???", "*:*", "*/*", "arn:*", "arn:aws:*", "arn:aws*:*:*:*:*"])(
    "%j says nothing",
    (glob) => {
      expect(isCatchAllGlob(glob)).toBe(true);
    },
  );
  it.each(["s3:*", "*:role/x", "arn:aws:iam::*", "arn:*:iam::*:role/ci-*", "é*", "arno*"])(
    "%j says something",
    (glob) => {
      expect(isCatchAllGlob(glob)).toBe(false);
    },
  );
});
