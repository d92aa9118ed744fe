import { serve } from "@hono/node-server";
import { zValidator } from "@hono/zod-validator";
import { Hono } from "hono";
import postgres from "postgres";
import { z } from "zod";

// What capture is measured against: the least that accepts a checked answer durably. No key, no tenant, no scores.
const sql = postgres(process.env.DATABASE_URL as string, { max: 16, onnotice: () => {} });
await sql`create table if not exists answers (id uuid primary key, survey_id uuid not null, score int not null, body jsonb not null, at timestamptz not null default now())`;

const Answer = z.strictObject({
  surveyId: z.uuid(),
  touchpointKey: z.string(),
  channel: z.string(),
  answers: z.record(z.string(), z.union([z.number().int().min(0).max(10), z.string()])),
  submissionId: z.uuid(),
});

const app = new Hono().post("/v1/responses", zValidator("json", Answer), async (c) => {
  const answer = c.req.valid("json");
  await sql`insert into answers (id, survey_id, score, body) values (${answer.submissionId}, ${answer.surveyId}, ${answer.answers.score as number}, ${answer as never})`;
  return c.json({ id: answer.submissionId }, 201);
});

serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: "127.0.0.1" }, () =>
  process.stdout.write("ready\n"),
);
