import { deniedCalls } from "./samples/denied-calls.ts";
import { otherCalls } from "./samples/other-calls.ts";
import { buildRecord, type SampleCall } from "./samples/sample-call.ts";

/** What the alerter should make of a sample: an alert, one more of it, nothing new, nothing at all. */
export type SampleKind = "denial" | "repeat" | "redelivery" | "no-denial";

/** A CloudTrail event as EventBridge delivers it, and why it is here. */
export interface SampleEvent {
  readonly kind: SampleKind;
  readonly title: string;
  readonly source: string;
  readonly detailType: string;
  readonly time: Date;
  readonly record: Readonly<Record<string, unknown>>;
}

const minute = 60_000;
/** Denials that happen again: which, and its session's name then; the same one for null. */
const repeats: readonly { readonly index: number; readonly session: SessionChange | null }[] = [
  { index: 0, session: null },
  { index: 0, session: null },
  { index: 4, session: { from: "shipping-7f9c4d", to: "shipping-2b81aa" } },
  { index: 4, session: { from: "shipping-7f9c4d", to: "shipping-e04c77" } },
];
interface SessionChange {
  readonly from: string;
  readonly to: string;
}

/** An hour of an invented company, ending at `now`, oldest first. `createId` gives a new UUID at each call. */
export function buildSampleEvents(now: Date, createId: () => string): readonly SampleEvent[] {
  const denials = deniedCalls.map((call, index) => build("denial", call, 60 - index));
  const others = otherCalls.map((call, index) => build("no-denial", call, 50 - 8 * index));
  const again = repeats.flatMap(({ index, session }, position) =>
    deniedCalls
      .slice(index, index + 1)
      .map((call) => changeSession(build("repeat", call, 20 - 5 * position), session)),
  );
  const [first] = denials;
  const redelivered =
    first === undefined
      ? []
      : [{ ...first, kind: "redelivery" as const, title: "The same event, delivered once more" }];
  return [...denials, ...others, ...again]
    .toSorted((a, b) => a.time.getTime() - b.time.getTime())
    .concat(redelivered);

  function build(kind: SampleKind, call: SampleCall, minutesAgo: number): SampleEvent {
    const time = new Date(now.getTime() - minutesAgo * minute);
    return {
      kind,
      title: call.title,
      source: `aws.${call.service}`,
      detailType:
        call.isNetworkActivity === true
          ? "AWS Network Activity Event via CloudTrail"
          : "AWS API Call via CloudTrail",
      time,
      record: buildRecord(call, time, createId),
    };
  }
}

function changeSession(event: SampleEvent, session: SessionChange | null): SampleEvent {
  if (session === null) return event;
  const json = JSON.stringify(event.record).replaceAll(session.from, session.to);
  return { ...event, record: JSON.parse(json) as SampleEvent["record"] };
}
