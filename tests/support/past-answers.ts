import { system } from "@otklik/features/context";
import type { House } from "@otklik/features/house";
import { addPastAnswers } from "@otklik/features/responses/index";

const msInDay = 86_400_000;

type Past = {
  workspaceId: string;
  surveyId: string;
  touchpointKeys: readonly string[];
  channels: readonly string[];
  /** The last of them ends now. */
  days: number;
  perDay: number;
  /** 0–10, by how many days have passed and a number of the answer. */
  scoreOn(day: number, answer: number): number;
};

/** Answers of past days that detectors have not taken up: stored and counted as every other, in the order of their times. */
export async function addPast(house: House, past: Past): Promise<number> {
  const { workspaceId, surveyId, touchpointKeys, channels, days, perDay, scoreOn } = past;
  const end = house.ports.now().getTime();
  let made = 0;
  for (let day = 0; day < days; day++) {
    const answers = Array.from({ length: perDay }, (_, index) => {
      const at = new Date(end - (days - day) * msInDay + Math.floor((index * msInDay) / perDay));
      const turn = made++;
      return {
        ...{ surveyId, occurredAt: at, receivedAt: at, finished: true, isTest: false, source: "api" as const },
        touchpointKey: touchpointKeys[turn % touchpointKeys.length] as string,
        channel: channels[Math.floor(turn / touchpointKeys.length) % channels.length] as string,
        answers: { score: scoreOn(day, turn) },
      };
    });
    await house.inWorkspace(workspaceId, system, (ctx) =>
      addPastAnswers(ctx, answers, (time) => ({ ...house.ports, now: () => time })),
    );
  }
  return made;
}

/** Every detector as it is written, by what it watches, with the shifts that were announced. */
export async function detectorsOf(
  sql: <Row>(text: string) => Promise<Row[]>,
  workspaceId: string,
): Promise<{ series: unknown[]; shifts: unknown[]; taken: unknown }> {
  const place = "s.metric, s.level, t.key as touchpoint, s.channel, s.stage_id, s.journey_id";
  const from = `from shift_series s left join touchpoints t on t.workspace_id = s.workspace_id and t.id = s.touchpoint_id`;
  const [taken] = await sql(
    `select taken_seq::int as seq, refreshed_on, is_stale, workspace_series, other_series from shift_watches where workspace_id = '${workspaceId}'`,
  );
  return {
    taken,
    series: await sql(
      `select ${place}, s.since, s.live_on, s.n, s.mean, s.variance, s.dead_zone, s.per_day, s.detector::text as detector ${from} where s.workspace_id = '${workspaceId}' order by 1, 2, 3, 4, 5, 6`,
    ),
    shifts: await sql(
      `select ${place}, p.detected_at, p.onset, p.evidence, p.level as since_level ${from} join shift_parts p on p.workspace_id = s.workspace_id and p.series_id = s.id where s.workspace_id = '${workspaceId}' order by p.detected_at, 1, 2, 3, 4`,
    ),
  };
}
