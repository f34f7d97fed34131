import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createRandom } from "../../bench/random.ts";
import type { FunctionServices } from "../../functions/alert-on-denial/handle-occurrences.ts";
import { composeServices } from "../../functions/compose-services.ts";
import { createMessageBuilder } from "../../functions/create-message-builder.ts";
import { createWebhookPoster } from "../../functions/create-webhook-poster.ts";
import type { Telemetry } from "../../shared/telemetry/telemetry.ts";
import { callerHeader } from "../support/faulty-dynamodb-proxy.ts";
import { isTaken, type SlackAnswer } from "../support/slack-server.ts";
import type { FaultGround } from "./fault-ground.ts";
import type { MortalProcess } from "./mortal-process.ts";
import type { Tellings } from "./tellings.ts";
import type { VirtualClock } from "./virtual-clock.ts";

/** What all processes of one schedule share. */
export interface Surroundings {
  readonly ground: FaultGround;
  /** The schedule's, by which the ground knows who calls. */
  readonly name: string;
  readonly tableName: string;
  readonly clock: VirtualClock;
  readonly tellings: Tellings;
  readonly telemetry: Telemetry;
  /** The number of the next post, and what Slack will answer. */
  readonly nextPost: () => { readonly post: number; readonly answer: SlackAnswer };
}

/**
 * A hanging post is given up after this much real time, and after its whole timeout by the virtual clock; any other has
 * its answer even where the machine is very busy.
 */
const hangingMilliseconds = 200;
const answeredMilliseconds = 20_000;
/** A slow answer is so many times slower by the virtual clock: 1 to 9 seconds. */
const slowness = 500;

/** The services of a process, as they are deployed, on the schedule's clock and under its faults. */
export function startProcess(process: MortalProcess, surroundings: Surroundings): FunctionServices {
  const { clock, tellings, tableName, telemetry } = surroundings;
  const services = composeServices({
    dynamoDb: createMortalClient(process, surroundings),
    tableName,
    webhookUrl: () => Promise.reject(new Error("each post has its own")),
    ownRoleArns: [],
    telemetry,
    now: () => clock.now(),
  });
  const { history, channels } = services;
  const builder = tellings.watch(createMessageBuilder(() => null));
  return {
    ...services,
    messages: () => Promise.resolve(builder),
    random: createRandom(process.name.length).next,
    sleep: (milliseconds) => process.step(() => clock.sleep(milliseconds)),
    posterOf: (channel) => ({
      post: (message, timeout) =>
        process.step(async () => {
          const { post, answer } = surroundings.nextPost();
          const url = surroundings.ground.webhookUrl(surroundings.name, post);
          const poster = createWebhookPoster(
            () => Promise.resolve(url),
            () => clock.now(),
          );
          const at = clock.now().getTime();
          const patience = answer.kind === "hang" ? hangingMilliseconds : answeredMilliseconds;
          const outcome = await clock.busy(() => poster.post(message, patience));
          const isLost = isTaken(answer) && outcome.kind !== "sent";
          const ending = isLost ? "answer-lost" : "open";
          tellings.posted(message, {
            process: process.name,
            channel,
            isTaken: isTaken(answer),
            // Another of its steps may have killed it meanwhile.
            ending: process.isDead() ? "killed" : ending,
          });
          if (answer.kind === "hang") await clock.sleep(timeout);
          if (answer.kind === "slow-body") await clock.sleep(answer.milliseconds * slowness);
          const answeredAt = clock.now().getTime();
          tellings.posts.push({
            process: process.name,
            channel,
            at,
            answeredAt,
            answer,
            isHeld: false,
          });
          return outcome;
        }),
    }),
    channels: {
      ...channels,
      async change(channel, decide) {
        const { answer, isHeld } = await channels.change(channel, (state) => {
          const { answer, next } = decide(state);
          const isHeld = next !== null && next.heldUntil !== state.heldUntil;
          return { answer: { answer, isHeld }, next };
        });
        if (isHeld) tellings.held(process.name, channel);
        return answer;
      },
    },
    history: {
      ...history,
      async markTold(fingerprint, lease, told) {
        try {
          const isMarked = await history.markTold(fingerprint, lease, told);
          tellings.marked(process.name, fingerprint, isMarked ? "marked" : "lease-lost");
          return isMarked;
        } catch (error) {
          tellings.marked(process.name, fingerprint, "mark-failed");
          throw error;
        }
      },
      async postponeAlert(fingerprint, lease, postponement) {
        const mark = (ending: "marked" | "lease-lost" | "mark-failed"): void => {
          tellings.marked(process.name, fingerprint, ending, postponement.channels);
        };
        try {
          const isMarked = await history.postponeAlert(fingerprint, lease, postponement);
          mark(isMarked ? "marked" : "lease-lost");
          return isMarked;
        } catch (error) {
          mark("mark-failed");
          throw error;
        }
      },
    },
  };
}

/** A client whose every call is a step of the process. */
function createMortalClient(
  process: MortalProcess,
  { ground, name, clock }: Surroundings,
): DynamoDBClient {
  const send = (command: Parameters<DynamoDBClient["send"]>[0]) => {
    command.middlewareStack.add(
      (next) => (args) => {
        const { headers } = args.request as { readonly headers: Record<string, string> };
        headers[callerHeader] = `${name}/${process.name}`;
        return next(args);
      },
      { step: "build", name: "nameCaller", override: true },
    );
    return process.step(() => clock.busy(() => ground.faulty.send(command)));
  };
  return { send } as unknown as DynamoDBClient;
}
