import { type DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { unlessConditionFails } from "./condition.client.ts";
import type { Hidden } from "./count-settings.ts";
import { type DenialItem, denialKey } from "./denial-item.ts";
import { hiddenAtAttribute, hiddenAttribute } from "./hidden-counts.ts";
import type { AlertKind, KnownDenial } from "./known-denial.ts";
import type { Predecessors } from "./predecessors.ts";
import { writePredecessor } from "./read-denial.ts";

/** When a postponed alert is due, and for which channels. */
export interface Postponement {
  readonly dueMilliseconds: number;
  /** At least one. */
  readonly channels: readonly string[];
}

export interface AlertStates {
  /**
   * Takes the alert of a denial until `leaseUntil`, if it still stands as `known` says: nobody has taken, postponed or
   * told it since. False where somebody else was faster. Epoch milliseconds. `quietDays`, of an alert that is raised
   * because the denial is back, are kept until it is told.
   */
  claimAlert(
    known: KnownDenial,
    kind: AlertKind,
    leaseUntilMilliseconds: number,
    quietDays?: number | null,
  ): Promise<boolean>;
  /** Ends a claim: the alert was told. False where the claim had passed to somebody else. */
  markTold(
    fingerprint: string,
    leaseUntilMilliseconds: number,
    told: { readonly kind: AlertKind; readonly count: number; readonly at: Date },
  ): Promise<boolean>;
  /** Gives a claim back: the alert stays pending. False where the claim had passed to somebody else. */
  postponeAlert(
    fingerprint: string,
    leaseUntilMilliseconds: number,
    postponement: Postponement,
  ): Promise<boolean>;
  /**
   * Takes back a pending alert that nobody was told: it is kept quiet, and all of its occurrences so far are counted for
   * what hides it. False where it does not stand as `known` says any more.
   */
  hideAlert(known: KnownDenial, hidden: Hidden): Promise<boolean>;
  /** A told denial that has been quiet; false where it is not told any more, or was seen since `known`. */
  markResolved(known: KnownDenial): Promise<boolean>;
}

/** The alerts' states in the table `tableName`. What was found of `predecessors` is written on the way. */
export function createAlertStates(
  dynamoDb: DynamoDBClient,
  tableName: string,
  predecessors: Predecessors,
): AlertStates {
  return { claimAlert, markTold, postponeAlert, hideAlert, markResolved };

  async function claimAlert(
    known: KnownDenial,
    kind: AlertKind,
    leaseUntilMilliseconds: number,
    quietDays: number | null = null,
  ): Promise<boolean> {
    const { pendingChannels, toldAtSeconds } = known;
    return await changeAlert(known.fingerprint, {
      set: `s = :pending, o = :lease, k = :kind${quietDays === null ? "" : ", qd = :qd"}`,
      values: {
        ":pending": { S: "pending" },
        ":lease": { N: String(leaseUntilMilliseconds) },
        ":kind": { S: kind },
        ...(quietDays === null ? {} : { ":qd": { N: String(quietDays) } }),
        ":s": { S: known.status },
        ":o": { N: String(known.leaseUntilMilliseconds) },
        ...(toldAtSeconds === null ? {} : { ":t": { N: String(toldAtSeconds) } }),
        ...(pendingChannels === null ? {} : { ":ch": { SS: [...pendingChannels] } }),
      },
      // A told alert has the same lease as before it was told, and one that was told in some of its channels may have.
      condition: `s = :s AND o = :o AND ${stillIs("t", toldAtSeconds)} AND ${stillIs("ch", pendingChannels)}`,
    });
  }

  async function markTold(
    fingerprint: string,
    leaseUntilMilliseconds: number,
    told: { readonly kind: AlertKind; readonly count: number; readonly at: Date },
  ): Promise<boolean> {
    return await changeAlert(fingerprint, {
      set: "s = :told, o = :none, k = :kind, t = :at, tn = :count",
      values: {
        ":told": { S: "told" },
        ":none": { N: "0" },
        ":kind": { S: told.kind },
        ":at": { N: String(Math.floor(told.at.getTime() / 1000)) },
        ":count": { N: String(told.count) },
        ":pending": { S: "pending" },
        ":lease": { N: String(leaseUntilMilliseconds) },
      },
      condition: "s = :pending AND o = :lease",
      // The next alert of this denial is again for every channel.
      remove: "ch, qd",
    });
  }

  async function postponeAlert(
    fingerprint: string,
    leaseUntilMilliseconds: number,
    { dueMilliseconds, channels }: Postponement,
  ): Promise<boolean> {
    return await changeAlert(fingerprint, {
      set: "o = :due, ch = :channels",
      values: {
        ":due": { N: String(dueMilliseconds) },
        ":channels": { SS: [...channels] },
        ":pending": { S: "pending" },
        ":lease": { N: String(leaseUntilMilliseconds) },
      },
      condition: "s = :pending AND o = :lease",
    });
  }

  async function hideAlert(known: KnownDenial, { status, by }: Hidden): Promise<boolean> {
    return await changeAlert(known.fingerprint, {
      set: "s = :hidden, o = :none, hb = :by, #hat = :last",
      add: "hn :count, #hby :count",
      names: { "#hat": hiddenAtAttribute(by), "#hby": hiddenAttribute(by) },
      values: {
        ":hidden": { S: status },
        ":none": { N: "0" },
        ":by": { S: by },
        ":last": { N: String(known.lastSeenSeconds) },
        ":count": { N: String(known.count - known.hiddenCount) },
        ":pending": { S: "pending" },
        ":o": { N: String(known.leaseUntilMilliseconds) },
      },
      condition: "s = :pending AND o = :o AND attribute_not_exists(t) AND attribute_not_exists(ch)",
    });
  }

  async function changeAlert(
    fingerprint: string,
    change: {
      readonly set: string;
      readonly values: DenialItem;
      readonly condition: string;
      readonly remove?: string;
      readonly add?: string;
      readonly names?: Readonly<Record<string, string>>;
    },
  ): Promise<boolean> {
    const predecessor = predecessors.get(fingerprint);
    const answer = await unlessConditionFails(
      dynamoDb.send(
        new UpdateItemCommand({
          TableName: tableName,
          Key: denialKey(fingerprint),
          UpdateExpression:
            `SET ${change.set}${predecessor === null ? "" : ", pr = :pr"} ADD z :1` +
            (change.add === undefined ? "" : `, ${change.add}`) +
            (change.remove === undefined ? "" : ` REMOVE ${change.remove}`),
          ConditionExpression: change.condition,
          ...(change.names === undefined ? {} : { ExpressionAttributeNames: change.names }),
          ExpressionAttributeValues: {
            ...change.values,
            ":1": { N: "1" },
            ...(predecessor === null ? {} : { ":pr": { S: writePredecessor(predecessor) } }),
          },
        }),
      ),
    );
    if (answer !== null) predecessors.written(fingerprint);
    return answer !== null;
  }

  async function markResolved(known: KnownDenial): Promise<boolean> {
    return await changeAlert(known.fingerprint, {
      set: "s = :resolved",
      values: {
        ":resolved": { S: "resolved" },
        ":told": { S: "told" },
        ":l": { N: String(known.lastSeenSeconds) },
      },
      condition: "s = :told AND l = :l",
    });
  }
}

/** The condition that an attribute is as it was read: `:` and its name, or absent. */
function stillIs(attribute: string, read: unknown): string {
  return read === null ? `attribute_not_exists(${attribute})` : `${attribute} = :${attribute}`;
}
