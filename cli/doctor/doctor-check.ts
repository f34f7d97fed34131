import type { EventEnvelope } from "../../local/event-envelope.ts";
import type { Deployment } from "./deployment.ts";
import type { DoctorClients } from "./doctor-clients.client.ts";
import type { Finding } from "./finding.ts";

/** What a check has to go by. */
export interface DoctorContext {
  readonly deployment: Deployment;
  readonly clientsOf: (region: string) => DoctorClients;
  readonly now: Date;
  /** Denials that the rules should catch. */
  readonly samples: readonly EventEnvelope[];
}

/** One look: it fails or is refused by itself, and the others go on. */
export interface DoctorStep {
  /** What is looked at: a Region, a rule, a queue. */
  readonly subject: string;
  readonly look: () => Promise<readonly Finding[]>;
}

/** A row of the list of checks. */
export interface DoctorCheck {
  readonly id: string;
  readonly plan: (context: DoctorContext) => readonly DoctorStep[];
}

/** A finding, and what it is about. */
export interface Diagnosis extends Finding {
  readonly check: string;
  readonly subject: string;
}
