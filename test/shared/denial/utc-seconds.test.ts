import { expect, test } from "vitest";
import { toUtcSeconds } from "../../../shared/denial/utc-seconds.ts";

test.each([
  ["2026-03-04T05:06:07Z", "2026-03-04T05:06:07Z"],
  ["2026-03-04T05:06:07.999Z", "2026-03-04T05:06:07Z"],
  ["2026-03-04T05:06Z", "2026-03-04T05:06:00Z"],
  ["2026-03-04T00:06:07-05:00", "2026-03-04T05:06:07Z"],
  ["not a time", "not a time"],
])("toUtcSeconds(%j) is %j", (time, expected) => {
  expect(toUtcSeconds(time)).toBe(expected);
});
