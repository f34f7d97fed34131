/** What a channel was told of digests. Times are epoch milliseconds. */
export interface DigestState {
  /** The end of the last period that was told, or that was over before the first digest could be. */
  readonly toldTo: number;
  /** Until then somebody is at the next one, or it must not be tried again; 0 for nobody. */
  readonly leaseUntil: number;
}
