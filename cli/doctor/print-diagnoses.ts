import { styleText } from "node:util";
import { showInvisible } from "../../shared/slack/show-invisible.ts";
import type { Diagnosis } from "./doctor-check.ts";
import type { FindingStatus } from "./finding.ts";

const colours = { ok: "green", warn: "yellow", fail: "red", skip: "dim" } as const;

/** One finding for people: status, check and sentence; what to do below it. */
export function formatDiagnosis(diagnosis: Diagnosis, colour: boolean): string {
  const { status, check, says, todo } = diagnosis;
  const word = status.padEnd(4);
  const shown = colour ? styleText(colours[status], word, { validateStream: false }) : word;
  const line = `${shown}  ${check.padEnd(12)}  ${showInvisible(says)}`;
  return todo === null ? line : `${line}\n${" ".repeat(20)}-> ${showInvisible(todo)}`;
}

/** How many of each there are: "12 ok, 1 fail". */
export function summarise(diagnoses: readonly Diagnosis[]): string {
  const statuses: readonly FindingStatus[] = ["ok", "warn", "fail", "skip"];
  return statuses
    .map((status) => ({ status, n: diagnoses.filter((one) => one.status === status).length }))
    .filter(({ n }) => n > 0)
    .map(({ status, n }) => `${n} ${status}`)
    .join(", ");
}
