/** The workspace that benches start with, and how they speak to it. */
const key = "ok_bench_0123456789abcdef";
export const bootstrap = JSON.stringify({
  name: "Bench",
  ownerEmail: "bench@example.com",
  ownerPassword: "a long enough password",
  secretKey: key,
  publishableKey: "pk_bench_0123456789abcdef",
});
export const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };

// Half promoters, three tenths passives, a fifth detractors, who each get a case: METRICS.md's usual mix.
export const usualScores = [9, 10, 9, 10, 9, 7, 8, 7, 3, 6];

export type Call = <Answer = Record<string, unknown>>(path: string, body?: unknown) => Promise<Answer>;

export function callerOf(port: number): Call {
  return async (path, body) => {
    const method = body === undefined ? "GET" : "POST";
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as never;
  };
}

/** A published survey of NPS and a reason, and a touchpoint to answer it at. */
export async function furnish(
  call: Call,
  touchpoint: { key: string; channels: string[] } = { key: "delivery", channels: ["email"] },
): Promise<string> {
  await call("/v1/touchpoints", { ...touchpoint, name: touchpoint.key });
  const questions = [
    { id: "score", type: "nps", metric: "nps", prompt: "How likely are you to recommend us?" },
    { id: "why", type: "text", prompt: "Why?" },
  ];
  const { id } = await call<{ id: string }>("/v1/surveys", { name: "Bench", locale: "en", questions, endings: [] });
  await call(`/v1/surveys/${id}/publish`, {});
  return id;
}
