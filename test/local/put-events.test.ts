import { describe, expect, test } from "vitest";
import { mostRequestBytes, putEvents, type PutEventsAnswer } from "../../local/put-events.ts";

const now = new Date("2026-01-05T10:00:00.789Z");
const good = { Source: "aws.s3", DetailType: "AWS API Call via CloudTrail", Detail: "{}" };

function put(entries: unknown): PutEventsAnswer {
  let ids = 0;
  return putEvents(JSON.stringify({ Entries: entries }), now, () => `id-${(ids += 1)}`);
}

describe("putEvents() refuses a whole request", () => {
  const cases: readonly (readonly [string, string, string, RegExp])[] = [
    ["no JSON", "{", "SerializationException", /./],
    ["no object", '"x"', "SerializationException", /./],
    ["entries of another type", '{"Entries": {}}', "SerializationException", /./],
    ["an entry of another type", '{"Entries": [3]}', "SerializationException", /./],
    ["a Source of another type", '{"Entries": [{"Source": 3}]}', "SerializationException", /./],
    ["a Time out of range", '{"Entries": [{"Time": 1e99}]}', "SerializationException", /./],
    ["no entries", "{}", "ValidationException", /Value null at 'entries' .*not be null/],
    ["0 entries", '{"Entries": []}', "ValidationException", /greater than or equal to 1$/],
    [
      "11 entries",
      JSON.stringify({ Entries: Array.from({ length: 11 }, () => good) }),
      "ValidationException",
      /at 'entries' failed to satisfy constraint: Member must have length less than or equal to 10$/,
    ],
  ];
  test.each(cases)("%s", (_name, body, type, message) => {
    const answer = putEvents(body, now, () => "id");
    expect(answer).toMatchObject({ kind: "refused", type });
    expect("message" in answer ? answer.message : "").toMatch(message);
  });

  test("over the size limit, and not at it", () => {
    const fixed = good.Source.length + good.DetailType.length + '{"é":""}'.length + 1;
    const detail = (letters: number): string => `{"é":"${"x".repeat(letters)}"}`;
    const fits = put([{ ...good, Detail: detail(mostRequestBytes - fixed) }]);
    const over = put([{ ...good, Detail: detail(mostRequestBytes - fixed + 1) }]);
    expect(fits.kind).toBe("taken");
    expect(over).toMatchObject({
      type: "ValidationException",
      message: "Total size of the entries in the request is over the limit.",
    });
  });
});

describe("putEvents() refuses an entry and takes the others", () => {
  const cases: readonly (readonly [string, object, string, string])[] = [
    ["no Source", { Source: undefined }, "InvalidArgument", required("Source")],
    ["an empty Source", { Source: "" }, "InvalidArgument", required("Source")],
    ["Source null", { Source: null }, "InvalidArgument", required("Source")],
    ["no DetailType", { DetailType: undefined }, "InvalidArgument", required("DetailType")],
    ["no Detail", { Detail: undefined }, "InvalidArgument", required("Detail")],
    ["Detail no JSON", { Detail: "{" }, "MalformedDetail", "Detail is malformed."],
    ["Detail an array", { Detail: "[]" }, "MalformedDetail", "Detail is malformed."],
    ["Detail null", { Detail: "null" }, "MalformedDetail", "Detail is malformed."],
    ["Detail a string", { Detail: '"x"' }, "MalformedDetail", "Detail is malformed."],
  ];
  test.each(cases)("%s", (_name, change, code, message) => {
    const answer = put([good, { ...good, ...change }]);
    expect(answer).toMatchObject({
      kind: "taken",
      events: [{ id: "id-1" }],
      body: {
        FailedEntryCount: 1,
        Entries: [{ EventId: "id-1" }, { ErrorCode: code, ErrorMessage: message }],
      },
    });
  });

  function required(name: string): string {
    return `Parameter ${name} is not valid. Reason: ${name} is a required argument.`;
  }
});

test("putEvents() builds EventBridge's envelope around the record", () => {
  const detail = { recipientAccountId: "413870126650", awsRegion: "eu-west-1", eventID: "e" };
  const entry = { ...good, Detail: JSON.stringify(detail), Time: 1767607200.5, Resources: ["arn"] };
  expect(put([entry])).toMatchObject({
    events: [
      {
        version: "0",
        id: "id-1",
        "detail-type": "AWS API Call via CloudTrail",
        source: "aws.s3",
        account: "413870126650",
        time: "2026-01-05T10:00:00Z",
        region: "eu-west-1",
        resources: ["arn"],
        detail,
      },
    ],
  });
});

test("putEvents() has a time, an account and a Region for a record without", () => {
  const detail = { recipientAccountId: 5, awsRegion: "<script>" };
  expect(put([{ ...good, Detail: JSON.stringify(detail) }])).toMatchObject({
    events: [
      { time: "2026-01-05T10:00:00Z", account: "111122223333", region: "us-east-1", resources: [] },
    ],
  });
});

test("putEvents() takes what is for another event bus, and hands nothing on", () => {
  const buses = ["default", "arn:aws:events:eu-west-1:413870126650:event-bus/default", "", null];
  const own = put(buses.map((EventBusName) => ({ ...good, EventBusName })));
  const other = put([{ ...good, EventBusName: "orders" }]);
  expect(own).toMatchObject({ events: { length: 4 } });
  expect(other).toMatchObject({ events: [], body: { FailedEntryCount: 0 } });
});
