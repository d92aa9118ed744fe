import type { Db } from "@otklik/db/database";
import type { Changes } from "@otklik/db/write-changes";
import type { Watch } from "@otklik/domain/shifts/watch";
import type { SurveyDefinition } from "@otklik/domain/survey/definition";
import type { HouseEvent } from "./events.ts";
import type { Ports } from "./ports.ts";

export type Scope = "read" | "write" | "admin";

/** On whose behalf a verb runs. A respondent is whoever holds a link; the system acts for nobody but the flow. */
export type Actor =
  | { kind: "key"; id: string; scopes: readonly Scope[]; isTest: boolean }
  | { kind: "member"; id: string; role: string; scopes: readonly Scope[]; isTest: false }
  | { kind: "respondent"; id: null; isTest: false }
  | { kind: "system"; id: null; isTest: false };

export const system: Actor = { kind: "system", id: null, isTest: false };
export const respondent: Actor = { kind: "respondent", id: null, isTest: false };

/** A published survey as capture needs it. */
export type PublishedSurvey = {
  id: string;
  version: number;
  definition: SurveyDefinition;
  scaleVersions: Record<string, number>;
};

/** What a workspace asks, and where: enough to check an answer without asking the database. */
export type Catalogue = {
  surveys: Map<string, PublishedSurvey>;
  /** Touchpoint key → id. */
  touchpoints: Map<string, string>;
  dimensions: { id: string; key: string }[];
};

/** What this process remembers of the database, so that capture need not ask for it. Committed facts only. */
export type Memory = {
  /** Place of a cell → its id. Cells never change. */
  cells: Map<string, string>;
  /** By workspace; forgotten by whoever changes a survey, touchpoint or dimension, and after a second in any case. */
  catalogues: Map<string, { until: number; catalogue: Catalogue }>;
  /** The detectors of a workspace after `takenSeq`; good only while nobody else has taken them further. */
  watches: Map<string, { takenSeq: number; version: number; watch: Watch }>;
};

/** What the steps of the flow may do: read, and add to what this transaction writes at its end. */
export type Planning = {
  workspaceId: string;
  ports: Ports;
  changes: Changes;
  memory: Memory;
  /** Runs once what was done is committed. */
  afterCommit(work: () => void): void;
  inTx<T>(work: (tx: Db) => Promise<T>): Promise<T>;
};

/** All that a verb is handed. `tx` sees one workspace; what `emit` announces commits with it or not at all. */
export type Context = Planning & {
  tx: Db;
  actor: Actor;
  emit(event: HouseEvent): Promise<void>;
};

/** What a job is run with. It may be run again: after a crash, or when its lease was lost. */
export type Work = {
  workspaceId: string;
  ports: Ports;
  /** Counts from 1. */
  attempt: number;
  isLastAttempt: boolean;
  inWorkspace<T>(verb: (ctx: Context) => Promise<T>): Promise<T>;
  /** Renews the lease, or throws when another worker has taken the job over. Ask right before what cannot be undone. */
  keepLease(): Promise<void>;
  /** Ends the job in this transaction, or throws when another worker has taken it over. */
  finishIn(ctx: Context): Promise<void>;
};

/** Thrown by a follower to be run again later. `reason` is a code, never a text about a person. */
export class TryLater extends Error {
  readonly reason: string;
  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}
