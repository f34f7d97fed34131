import { afterAll, vi } from "vitest";

// Files share their workers: what one stubbed must not be there for the next.
afterAll(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
});
