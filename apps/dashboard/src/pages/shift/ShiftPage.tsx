import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { ApiProblem, api, ask } from "../../api.ts";
import { useKeys } from "../../keys.ts";
import { useCoalesced, useLive } from "../../live.ts";
import { useWorkspace } from "../../session.ts";
import { useShiftTexts } from "../../shifts/texts.ts";
import { Card } from "../../ui/Card.tsx";
import { Key } from "../../ui/Key.tsx";
import { PageHead } from "../../ui/PageHead.tsx";
import { AsyncState, Empty, Failure, Loading } from "../../ui/States.tsx";
import { useWords } from "../../words.ts";
import { Carriers } from "./Carriers.tsx";
import { Facts } from "./Facts.tsx";
import { answersSince, type Details, detailsQuery, type Shift, shiftQuery, useMarks } from "./queries.ts";
import { ScoresAround } from "./ScoresAround.tsx";
import styles from "./Shift.module.css";
import { ShiftHead } from "./ShiftHead.tsx";
import { History, Together } from "./Story.tsx";
import { Voices } from "./Voices.tsx";
import { oneShiftWords } from "./words.ts";

const ShiftChart = lazy(() => import("./ShiftChart.tsx").then((chart) => ({ default: chart.ShiftChart })));

const msInDay = 86_400_000;
const chartHeight = 360;

export function ShiftPage() {
  const words = useWords(oneShiftWords);
  const { shiftId: id } = useParams({ strict: false }) as { shiftId: string };
  const shift = useQuery(shiftQuery(id));
  const texts = useShiftTexts();
  const { slug } = useWorkspace();
  useRefreshing(id);
  return (
    <>
      <PageHead
        title={shift.data ? texts.name(shift.data) : words.theShift}
        above={
          <Link to="/$workspace/shifts" params={{ workspace: slug }} search={{}}>
            {words.shifts}
          </Link>
        }
      >
        <Neighbours id={id} />
      </PageHead>
      {shift.data ? (
        <OneShift shift={shift.data} />
      ) : shift.error ? (
        <Card>
          {shift.error instanceof ApiProblem && shift.error.status === 404 ? (
            <Empty title={words.gone.title} text={words.gone.text} />
          ) : (
            <Failure what={words.theShift} error={shift.error} retry={() => void shift.refetch()} />
          )}
        </Card>
      ) : (
        <Loading lines={8} height={640} />
      )}
    </>
  );
}

function OneShift({ shift }: { shift: Shift }) {
  const words = useWords(oneShiftWords);
  const details = useQuery(detailsQuery(shift.id));
  const marks = useMarks(shift, marksWindow(shift)).data?.data ?? [];
  return (
    <>
      <ShiftHead shift={shift} marks={marks} />
      <AsyncState query={details} what={words.theDetails} loading={<Loading lines={10} height={900} />}>
        {(known) => <Behind shift={shift} details={known} marks={marks} />}
      </AsyncState>
    </>
  );
}

type BehindProps = { shift: Shift; details: Details; marks: Parameters<typeof ShiftHead>[0]["marks"] };

function Behind({ shift, details, marks }: BehindProps) {
  const { windows, scores, history } = details;
  const story = (
    <div className={styles.stack}>
      <History shift={shift} history={history} finalAt={scores?.finalAt ?? null} />
      <Together shift={shift} />
    </div>
  );
  return (
    <>
      <Facts shift={shift} details={details} />
      {scores && (
        <>
          <Suspense fallback={<Loading height={chartHeight} />}>
            <ShiftChart shift={shift} windows={windows} levels={scores.levels} marks={marks} />
          </Suspense>
          <div className={styles.pair}>
            <Carriers shift={shift} windows={windows} groups={scores.carriers} />
            <ScoresAround shift={shift} windows={windows} counts={scores.counts} />
          </div>
          <div className={styles.pair}>
            <Voices
              shift={shift}
              windows={windows}
              terms={scores.terms}
              n={answersSince(shift, details)}
              within={touchpointsIn(scores)}
            />
            {story}
          </div>
        </>
      )}
      {!scores && story}
    </>
  );
}

function touchpointsIn({ carriers }: NonNullable<Details["scores"]>): string[] | null {
  return carriers.find(({ by }) => by === "touchpoint")?.rows.map(({ value }) => value) ?? null;
}

/** From what may have brought it about, until what the chart still shows. */
function marksWindow({ onset, detectedAt }: Shift): { from: string; to: string } {
  const [began, found] = [Date.parse(onset), Date.parse(detectedAt)];
  return {
    from: new Date(began - 60 * msInDay).toISOString(),
    to: new Date(Math.max(found, began + 120 * msInDay)).toISOString(),
  };
}

/** Reads again when somebody or something changed a shift, and now and then while answers come in. */
function useRefreshing(id: string): void {
  const queries = useQueryClient();
  const refresh = useCoalesced(() => void queries.invalidateQueries({ queryKey: ["shifts"] }));
  const refreshNumbers = useCoalesced(() => void queries.invalidateQueries({ queryKey: ["shifts", id] }), 15_000);
  useLive(({ name }) => {
    if (name.startsWith("shift.")) refresh();
    if (name === "score.changed" || name.startsWith("case.")) refreshNumbers();
  });
}

/** J and K go through the shifts in the order of their list. */
function Neighbours({ id }: { id: string }) {
  const words = useWords(oneShiftWords).keys;
  const navigate = useNavigate();
  const { slug } = useWorkspace();
  const list = useQuery({
    queryKey: ["shifts", "neighbours"],
    queryFn: () => ask(api.v1.shifts.$get({ query: { limit: "200" } })),
    staleTime: 60_000,
  });
  const ids = (list.data?.data ?? []).map((one) => one.id);
  const at = ids.indexOf(id);
  const go = (step: number) => () => {
    const next = at < 0 ? undefined : ids[at + step];
    if (next) void navigate({ to: "/$workspace/shifts/$shiftId", params: { workspace: slug, shiftId: next } });
  };
  const isAlone = ids.length < 2;
  useKeys([
    { keys: "J", does: words.next, run: go(1), isOff: isAlone },
    { keys: "K", does: words.previous, run: go(-1), isOff: isAlone },
  ]);
  if (isAlone) return null;
  return (
    <span className={styles.neighbours}>
      <Key>J</Key> <Key>K</Key> {words.nextPrevious}
    </span>
  );
}
