import * as z from "zod/mini";
import { type CloudTrailRecord, cloudTrailRecordSchema } from "./record.ts";

/** The envelope in which EventBridge delivers a CloudTrail record ("AWS service events delivered via AWS CloudTrail"). */
const cloudTrailEventSchema = z.object({
  id: z.string(),
  "detail-type": z.string(),
  source: z.string(),
  account: z.string(),
  detail: cloudTrailRecordSchema,
});

export type ParsedEvent =
  | { readonly kind: "record"; readonly record: CloudTrailRecord; readonly eventAccount: string }
  /** `problem` names the field and what is wrong with it, and quotes no value. */
  | { readonly kind: "malformed"; readonly problem: string };

/** Reads an EventBridge event. Never throws. */
export function parseCloudTrailEvent(event: unknown): ParsedEvent {
  const parsed = cloudTrailEventSchema.safeParse(event);
  if (parsed.success) {
    return { kind: "record", record: parsed.data.detail, eventAccount: parsed.data.account };
  }
  return { kind: "malformed", problem: describe(parsed.error.issues[0]) };
}

function describe(issue: z.core.$ZodIssue | undefined): string {
  const path = issue?.path.map(String).join(".") ?? "";
  const wanted =
    issue?.code === "invalid_type"
      ? `expected ${issue.expected}`
      : issue?.code === "invalid_format"
        ? `expected ${issue.format}`
        : (issue?.code ?? "unreadable");
  return `${path || "event"}: ${wanted}`;
}
