import { askAfterTicketSent, must, programFor } from "../support/program.ts";
import { startServer } from "../support/server.ts";
import { failuresOf, storedAnswers } from "./ledger.ts";
import { type FaultOptions, type FaultRow, ms, stageOn } from "./stage.ts";

const submits = 200;

/** One personal link, sent two hundred times at the same moment: half as the plain form, half as JSON. */
export async function answerOnce(options: FaultOptions): Promise<FaultRow> {
  const stage = await stageOn(options);
  const server = await startServer(stage.env);
  try {
    const api = programFor(server);
    const { distributionId } = await askAfterTicketSent(api);
    const asked = { distributionId, contact: { email: "anna@example.com" }, channel: "link" };
    const { url } = await must(api.post("/v1/invitations", asked));
    const nonce = /name="nonce" value="([^"]+)"/.exec(await (await fetch(url)).text())?.[1] as string;
    const form = () => fetch(url, { method: "POST", body: new URLSearchParams({ nonce, score: "2" }) });
    const json = () =>
      fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ nonce, answers: { score: 2 } }),
      });

    const started = performance.now();
    const answers = await Promise.all(Array.from({ length: submits }, (_, at) => (at % 2 === 0 ? form() : json())));
    const took = performance.now() - started;
    const statuses = new Map<number, number>();
    for (const { status } of answers) statuses.set(status, (statuses.get(status) ?? 0) + 1);
    await Promise.all(answers.map((answer) => answer.text()));

    const stored = (await storedAnswers(api)).length;
    const { n } = await must(api.get("/v1/scores/nps"));
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const cases = (await must(api.get("/v1/cases"))).data.length;
    const remarks = failuresOf(server.log);
    if (n !== stored || cases !== 1) remarks.push(`base ${n}, ${cases} cases`);
    return {
      goal: "G10",
      fault: "parallel submits of one personal link",
      database: options.database,
      tried: `${submits} submits: ${[...statuses].map(([status, count]) => `${count} × ${status}`).join(", ")}; ${stored} stored, base ${n}, ${cases} case`,
      lost: stored === 0 ? 1 : 0,
      doubled: Math.max(0, stored - 1),
      recovery: `${ms(took)} for all`,
      isGood: stored === 1 && statuses.get(200) === 1 && statuses.get(409) === submits - 1 && remarks.length === 0,
      remarks,
    };
  } finally {
    await server.dispose();
    await stage.drop();
  }
}
