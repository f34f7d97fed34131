import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    sequence: { shuffle: true },
    testTimeout: 20_000,
    hookTimeout: 30_000,
    coverage: {
      provider: "v8",
      include: ["shared/**", "functions/**", "infra/**", "cli/**", "local/**"],
      reporter: ["text-summary", "html"],
    },
  },
});
