import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  coversCidr,
  isCidr,
  matchesCidr,
  prefixOf,
} from "../../../shared/delivery/matches-cidr.ts";

describe("matchesCidr()", () => {
  it.each([
    ["192.0.2.7", "192.0.2.7", true],
    ["192.0.2.7", "192.0.2.8", false],
    ["192.0.2.0/24", "192.0.2.255", true],
    ["192.0.2.99/24", "192.0.2.1", true],
    ["192.0.2.0/24", "192.0.3.0", false],
    ["192.0.2.0/31", "192.0.2.2", false],
    ["2001:db8::/32", "2001:db8:ffff::1", true],
    ["2001:db8::/32", "2001:0DB8:0:0::1", true],
    ["2001:db8::/32", "2001:db9::1", false],
    ["192.0.2.0/24", "2001:db8::1", false],
    ["::/0", "192.0.2.7", false],
    ["0.0.0.0/0", "lambda.amazonaws.com", false],
    ["0.0.0.0/0", "AWS Internal", false],
    ["fe80::/10", "fe80::1%eth0", false],
    ["192.0.2.0/33", "192.0.2.7", false],
    ["192.0.2.0/24", "::ffff:192.0.2.7", true],
    ["192.0.2.0/24", "::FFFF:c000:207", true],
    ["192.0.2.0/24", "::ffff:192.0.3.7", false],
    ["::ffff:192.0.2.0/120", "192.0.2.7", true],
    ["::ffff:192.0.2.7", "192.0.2.7", true],
    ["::ffff:0:0/95", "192.0.2.7", false],
    ["192.0.2.0/24", "192.0.2.7/24", false],
  ])("%s has %s: %j", (cidr, address, expected) => {
    expect(matchesCidr(cidr, address)).toBe(expected);
  });

  it("a block of any size has the address that it is made of, and throws on nothing", () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), fc.nat(32), (address, prefix) => {
        expect(matchesCidr(`${address}/${prefix}`, address)).toBe(true);
      }),
    );
    fc.assert(
      fc.property(fc.string(), fc.string(), (cidr, address) => {
        expect(matchesCidr(cidr, address)).toBeTypeOf("boolean");
      }),
    );
  });
});

describe("isCidr()", () => {
  it.each(["192.0.2.7", "192.0.2.0/24", "::1", "2001:db8::/32", "0.0.0.0/0", "::/128"])(
    "%s is one",
    (text) => {
      expect(isCidr(text)).toBe(true);
    },
  );
  it.each(["", "192.0.2", "192.0.2.0/", "192.0.2.0/33", "::/129", "192.0.2.0/2/4", "10.*", "1/1"])(
    "%j is none",
    (text) => {
      expect(isCidr(text)).toBe(false);
    },
  );
});

describe("coversCidr()", () => {
  it.each([
    ["10.0.0.0/8", "10.1.0.0/16", true],
    ["10.0.0.0/8", "10.1.2.3", true],
    ["10.1.0.0/16", "10.0.0.0/8", false],
    ["10.0.0.0/8", "11.0.0.0/16", false],
    ["2001:db8::/32", "2001:db8:1::/48", true],
    ["10.0.0.0/8", "2001:db8::/32", false],
  ])("%s covers %s: %j", (outer, inner, expected) => {
    expect(coversCidr(outer, inner)).toBe(expected);
  });
});

it.each([
  ["0.0.0.0/0", 0],
  ["0.0.0.0/00", 0],
  ["::/0", 0],
  ["::ffff:0:0/96", 0],
  ["192.0.2.0/24", 24],
  ["192.0.2.7", 32],
  ["lambda.amazonaws.com", null],
])("prefixOf(%j) is %j", (cidr, expected) => {
  expect(prefixOf(cidr)).toBe(expected);
});
