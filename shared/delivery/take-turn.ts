import type { DigestState } from "./digest-state.ts";

/** How much one channel is told. Windows are in milliseconds. */
export interface TurnLimits {
  /** The shortest time between two messages. Slack takes one a second a webhook ("Rate limits", Slack API docs). */
  readonly spacingMilliseconds: number;
  /** More new denials of one principal than this within the window are a burst. */
  readonly burst: { readonly newFingerprints: number; readonly windowMilliseconds: number };
  /** More messages than this within the window wait for a summary. */
  readonly budget: { readonly messages: number; readonly windowMilliseconds: number };
}

export const defaultTurnLimits: TurnLimits = {
  spacingMilliseconds: 1000,
  burst: { newFingerprints: 5, windowMilliseconds: 10 * 60_000 },
  budget: { messages: 40, windowMilliseconds: 10 * 60_000 },
};

/** A burst that is told of as a whole. Times are epoch milliseconds. */
export interface Burst {
  readonly since: number;
  /** The last time a new denial of it was told. */
  readonly lastNew: number;
  /** When the next summary is due, and how long after it the one after. */
  readonly nextSummaryAt: number;
  readonly interval: number;
  /** Denials named so far, those included that its first message counted although their own had not been taken. */
  readonly named: number;
  /** The short ids of those that its first message counted: if one is held after all, it is no further one. */
  readonly openers?: readonly string[];
}

/** The principal's digest, when the turn was or is, and the denial's short id, after a `~` where it was told again. */
export type Post = readonly [principal: string, at: number, denial?: string];

/** What is known of one channel; one small item in the table. */
export interface ChannelState {
  /** When the next message may be posted, epoch milliseconds. */
  readonly freeAt: number;
  /** Until then nothing may be posted, a turn reserved before included; absent for no such time. Epoch milliseconds. */
  readonly heldUntil?: number;
  /** Failed posts in a row; each doubles the time until the next is tried. */
  readonly failures: number;
  /** The alerts that had their turn within the longer of the two windows, each denial once. */
  readonly posts: readonly Post[];
  /** Open bursts by the principal's digest. */
  readonly bursts: Readonly<Record<string, Burst>>;
  /** Absent until the channel's first digest is planned. */
  readonly digest?: DigestState;
}

export const emptyChannel: ChannelState = { freeAt: 0, failures: 0, posts: [], bursts: {} };

export type Turn =
  | { readonly kind: "reserved"; readonly at: number }
  /** As reserved, and what is posted is the first message about a burst. */
  | { readonly kind: "opens-burst"; readonly at: number }
  /** No turn soon enough. */
  | { readonly kind: "taken"; readonly until: number }
  /** It waits for the burst's or the channel's next summary. */
  | { readonly kind: "held"; readonly by: "burst" | "budget" };

export interface TurnRequest {
  /** The digest of the principal whose denial is to be told. */
  readonly principal: string;
  /** The denial's short id: one that Slack did not take has another turn, and counts once. */
  readonly denial: string;
  /** Only what is new can make a burst; what is told again cannot. */
  readonly isNew: boolean;
  readonly mostWaitMilliseconds: number;
}

/** From a burst's first message to its first summary. */
export const firstSummaryMilliseconds = 60_000;

/** The turn that an alert gets, and the channel after it: null where nothing changes. Pure. */
export function takeTurn(
  state: ChannelState,
  request: TurnRequest,
  nowMilliseconds: number,
  limits: TurnLimits,
): { readonly turn: Turn; readonly next: ChannelState | null } {
  const { burst, budget } = limits;
  const id = request.isNew ? request.denial : `~${request.denial}`;
  const posts = recentPosts(state, nowMilliseconds, limits).filter(
    ([principal, , denial]) => principal !== request.principal || denial !== id,
  );
  if (request.isNew && state.bursts[request.principal] !== undefined) {
    return { turn: { kind: "held", by: "burst" }, next: null };
  }
  const within = (window: number) => posts.filter(([, at]) => at > nowMilliseconds - window);
  if (within(budget.windowMilliseconds).length >= budget.messages) {
    return { turn: { kind: "held", by: "budget" }, next: null };
  }
  const spaced = takeSpace(state, request.mostWaitMilliseconds, nowMilliseconds, limits);
  if (spaced.turn.kind === "taken") return { turn: spaced.turn, next: null };
  const { at } = spaced.turn;
  const next: ChannelState = {
    ...spaced.next,
    posts: [...posts, [request.principal, at, id]],
  };
  const ofPrincipal = newPostsOf(request.principal, within(burst.windowMilliseconds));
  if (!request.isNew || ofPrincipal.length < burst.newFingerprints) {
    return { turn: { kind: "reserved", at }, next };
  }
  const opened: Burst = {
    since: ofPrincipal[0]?.[1] ?? at,
    lastNew: at,
    nextSummaryAt: at + firstSummaryMilliseconds,
    interval: firstSummaryMilliseconds,
    named: ofPrincipal.length + 1,
    openers: [...ofPrincipal.flatMap(([, , denial]) => denial ?? []), id],
  };
  return {
    turn: { kind: "opens-burst", at },
    next: { ...next, bursts: { ...state.bursts, [request.principal]: opened } },
  };
}

/** The next free moment of a channel, for a summary: no window applies to it. */
export function takeSpace(
  state: ChannelState,
  mostWaitMilliseconds: number,
  nowMilliseconds: number,
  { spacingMilliseconds }: Pick<TurnLimits, "spacingMilliseconds">,
): {
  readonly turn: Extract<Turn, { kind: "reserved" | "taken" }>;
  readonly next: ChannelState;
} {
  const at = Math.max(state.freeAt, nowMilliseconds);
  if (at - nowMilliseconds > mostWaitMilliseconds) {
    return { turn: { kind: "taken", until: at }, next: state };
  }
  return {
    turn: { kind: "reserved", at },
    next: { ...state, freeAt: at + spacingMilliseconds },
  };
}

/** Those of the posts that told a new denial of the principal. */
export function newPostsOf(principal: string, posts: readonly Post[]): readonly Post[] {
  return posts.filter(([of, , denial]) => of === principal && denial?.startsWith("~") !== true);
}

function recentPosts(
  { posts }: ChannelState,
  nowMilliseconds: number,
  { burst, budget }: TurnLimits,
): ChannelState["posts"] {
  const window = Math.max(burst.windowMilliseconds, budget.windowMilliseconds);
  return posts.filter(([, at]) => at > nowMilliseconds - window);
}
