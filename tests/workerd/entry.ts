import { answerOnWorkers, type Bindings, type Execution } from "../../apps/api/src/open-worker.ts";

let told = 0;
let step = 0;
const now = () => {
  told += step;
  return new Date(told);
};

/** The Worker for the tests of the API: on whose database it works and what time it is comes with each request, and the time goes back. */
export default {
  fetch: async (request: Request, env: Bindings, execution: Execution) => {
    const connectionString = request.headers.get("test-database") ?? env.HYPERDRIVE.connectionString;
    told = Number(request.headers.get("test-now"));
    step = Number(request.headers.get("test-step"));
    const answer = await answerOnWorkers(request, { ...env, HYPERDRIVE: { connectionString } }, execution, now);
    answer.headers.set("test-now", String(told));
    return answer;
  },
};
