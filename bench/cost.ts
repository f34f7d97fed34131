/**
 * What Denywatch costs: measures what each step asks of the table and the CPU it takes, beside what docs/cost.md goes by,
 * and prints the table of docs/cost.md. `npx node bench/cost.ts`
 */
import { costAssumptions } from "./cost-assumptions.ts";
import { billedMilliseconds, formatCostTable } from "./cost-model.ts";
import { pricesOf } from "./cost-prices.ts";
import { type CostStep, costQuantities } from "./cost-quantities.ts";
import { measureQuantities } from "./measure-cost-quantities.ts";
import { measureDurations } from "./measure-durations.ts";

const measured = await measureQuantities();
console.log("Asked of the table, measured on the embedded engine (and as docs/cost.md has it):");
for (const step of Object.keys(costQuantities) as CostStep[]) {
  const { writeRequests, writeUnits, readUnits } = measured[step];
  const isSame = JSON.stringify(measured[step]) === JSON.stringify(costQuantities[step]);
  console.log(
    `  ${step}: ${writeRequests} write requests, ${writeUnits} write units, ${readUnits} read units (${isSame ? "the same" : `NOT the same: ${JSON.stringify(costQuantities[step])}`})`,
  );
}

const durations = await measureDurations();
const apart = durations.isEngineApart ? "the engine apart" : "the engine in the same process";
console.log(`\nCPU of a warm handler over local sockets, ${apart}:`);
for (const step of ["repeat", "newDenial"] as const) {
  const { writeRequests } = costQuantities[step];
  const [requests, messages] = step === "repeat" ? [1, 0] : [2 * writeRequests, 1];
  const billed = (cpu: number) => billedMilliseconds(cpu, requests, messages).toFixed(0);
  const assumed = costAssumptions.cpuMilliseconds[step];
  console.log(
    `  ${step}: ${durations[step].toFixed(1)} ms here, ${billed(durations[step])} ms billed; docs/cost.md: ${assumed} ms, ${billed(assumed)} ms billed`,
  );
}

console.log(`\n${formatCostTable()}\n\nPrices of ${pricesOf}. docs/cost.md has the arithmetic.`);
