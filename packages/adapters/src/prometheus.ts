import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

type Measured = { route: string; method: string; status: number; seconds: number };
/** What is counted in the database when somebody asks. */
type Standing = { jobsWaiting: number; jobsDead: number; oldestDueSeconds: number };

/** Counts requests and reads the rest when it is asked for its text. `standing` may fail: the database is then told to be down. */
export function prometheus(standing: () => Promise<Standing>) {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: "otklik_" });
  const requests = new Histogram({
    name: "otklik_http_request_seconds",
    help: "Requests by route, method and class of status, and how long they took.",
    labelNames: ["route", "method", "status"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers });
  const up = gauge("otklik_database_up", "1 while the database answers.");
  const waiting = gauge("otklik_jobs_waiting", "Jobs that are due or running.");
  const dead = gauge("otklik_jobs_dead", "Jobs that were given up.");
  const oldest = gauge("otklik_jobs_oldest_due_seconds", "How long the oldest due job has been due.");
  return {
    contentType: registry.contentType,
    observe: ({ route, method, status, seconds }: Measured) =>
      requests.observe({ route, method, status: `${Math.floor(status / 100)}xx` }, seconds),
    text: async (): Promise<string> => {
      try {
        const { jobsWaiting, jobsDead, oldestDueSeconds } = await standing();
        waiting.set(jobsWaiting);
        dead.set(jobsDead);
        oldest.set(oldestDueSeconds);
        up.set(1);
      } catch {
        up.set(0);
      }
      return registry.metrics();
    },
  };
}
