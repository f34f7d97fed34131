import { cruise, type ICruiseResult } from "dependency-cruiser";
import { beforeAll, describe, expect, it } from "vitest";

const root = new URL("..", import.meta.url).pathname;
const folders = ["infra", "functions", "shared", "cli", "local"];

/** Each rule as the reader would say it, and what breaks it: an import from a file that fits `from` to one that fits `to`. */
const rules: readonly {
  readonly rule: string;
  readonly from: RegExp;
  readonly to: RegExp;
  readonly except?: RegExp;
  /** Imports that wait until they are needed are none of its business. */
  readonly atStart?: true;
}[] = [
  {
    rule: "shared imports no other folder",
    from: /^shared\//,
    to: /^(infra|functions|cli|local)\//,
  },
  { rule: "functions import only shared", from: /^functions\//, to: /^(infra|cli|local)\// },
  { rule: "infra imports only shared", from: /^infra\//, to: /^(functions|cli|local)\// },
  { rule: "local and cli do not import infra", from: /^(local|cli)\//, to: /^infra\// },
  { rule: "nothing imports cli", from: /^(?!cli\/)/, to: /^cli\// },
  {
    rule: "help and the start of a command load no other command",
    from: /^cli\/(main|run-program|build-program|command-table|definitions\/.*)\.ts$/,
    to: /^(cli\/(commands|explain)|shared|functions|local|node_modules\/(?!commander\/))\//,
    atStart: true,
  },
  {
    rule: "only clients and composition roots talk to AWS",
    from: /^(shared|functions|cli)\//,
    to: /node_modules\/@aws-sdk\//,
    except: /\.client\.ts$|^functions\/(compose-)?services\.ts$|^cli\/open-table\.ts$/,
  },
  {
    rule: "aws-cdk-lib stays in infra",
    from: /^(?!infra\/)/,
    to: /node_modules\/(aws-cdk-lib|constructs|cdk-nag)\//,
  },
  {
    rule: "middy stays in the handlers",
    from: /./,
    to: /node_modules\/@middy\//,
    except: /^functions\/(.*\/create-handler|flush-telemetry)\.ts$/,
  },
  { rule: "slack does not know history", from: /^shared\/slack\//, to: /^shared\/history\// },
  { rule: "history does not know slack", from: /^shared\/history\//, to: /^shared\/slack\// },
  {
    rule: "the local engine stays in local",
    from: /^(?!local\/)/,
    to: /node_modules\/dynalite\//,
  },
];

describe("dependency rules", () => {
  let modules: ICruiseResult["modules"];
  beforeAll(async () => {
    const result = await cruise(folders, {
      baseDir: root,
      doNotFollow: { path: "node_modules" },
      tsPreCompilationDeps: "specify",
    });
    if (typeof result.output === "string") throw new Error("expected a result, not a report");
    modules = result.output.modules;
  }, 60_000);

  it.each(rules)("$rule", ({ from, to, except, atStart }) => {
    const broken = modules.flatMap(({ source, dependencies }) =>
      from.test(source) && except?.test(source) !== true
        ? dependencies
            .filter(
              ({ resolved, preCompilationOnly, dynamic }) =>
                to.test(resolved) && preCompilationOnly !== true && !(atStart === true && dynamic),
            )
            .map(({ resolved }) => `${source} -> ${resolved}`)
        : [],
    );
    expect(broken).toEqual([]);
  });

  it("there are no cycles", () => {
    const cycles = modules.flatMap(({ source, dependencies }) =>
      dependencies
        .filter(({ circular }) => circular)
        .map(({ resolved }) => `${source} -> ${resolved}`),
    );
    expect(cycles).toEqual([]);
  });

  it("there are files to look at", () => {
    expect(modules.filter(({ source }) => source.startsWith("shared/")).length).toBeGreaterThan(30);
  });

  it("no file is named after nothing", () => {
    const names = modules.map(({ source }) => source).filter((s) => !s.includes("node_modules"));
    const vague = /(^|\/)(utils?|helpers?|common|types|services|misc|index)(\/|\.ts$)/;
    expect(names.filter((name) => vague.test(name) && name !== "functions/services.ts")).toEqual(
      [],
    );
  });
});
