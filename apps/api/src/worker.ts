import { answerOnWorkers, type Bindings, type Execution } from "./open-worker.ts";

/**
 * The same app on Workers. A connection belongs to the request that opened it, so capture is one transaction a request;
 * a line cannot be held open, so the stream answers 501; mail is sent by a Node process with ROLE=jobs. Migrations are
 * that process's as well.
 */
export default {
  fetch: (request: Request, env: Bindings, execution: Execution) => answerOnWorkers(request, env, execution),
};
