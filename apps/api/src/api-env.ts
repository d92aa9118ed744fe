import type { Actor, Context } from "@otklik/features/context";
import type { Runtime } from "./runtime.ts";

/** What a request carries through the routes. */
export type ApiEnv = {
  Variables: {
    runtime: Runtime;
    requestId: string;
    /** Set by authentication on `/v1`. */
    workspaceId: string;
    actor: Actor;
    /** Runs a verb as this caller in their workspace. */
    run<T>(verb: (ctx: Context) => Promise<T>): Promise<T>;
  };
};
