import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/provide-run-folder.ts"],
    sequence: { shuffle: true },
    // The default leaves a core idle, which on two cores is half of them.
    maxWorkers: "100%",
    // A worker for each file is a third of the time: they start and load the same modules again and again.
    isolate: false,
    setupFiles: ["test/support/leave-nothing.ts"],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    coverage: {
      provider: "v8",
      include: ["shared/**", "functions/**", "infra/**", "cli/**", "local/**"],
      reporter: ["text-summary", "html"],
    },
  },
});
