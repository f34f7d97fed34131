import { expect, test } from "vitest";

import { parseArn } from "../../../shared/iam/parse-arn.ts";

test.each([
  [
    "arn:aws:s3:::orchard/a:b/c",
    { partition: "aws", service: "s3", region: "", account: "", resource: "orchard/a:b/c" },
  ],
  [
    "arn:aws-cn:sqs:cn-north-1:210987654321:",
    {
      partition: "aws-cn",
      service: "sqs",
      region: "cn-north-1",
      account: "210987654321",
      resource: "",
    },
  ],
])("parseArn() takes %s apart", (text, arn) => {
  expect(parseArn(text)).toEqual(arn);
});

test.each(["", "arn:", "arn:aws:s3::", "role Deploy", "*", "xarn:aws:s3:::b", " arn:aws:s3:::b"])(
  "parseArn() takes %j for no ARN",
  (text) => {
    expect(parseArn(text)).toBeNull();
  },
);
