import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ApiProblem, api, ask } from "../../api.ts";
import { useUndo } from "../../ui/Undo.tsx";
import { useWords } from "../../words.ts";
import type { StageOrder } from "./arrangement.ts";
import { placesWords } from "./places-words.ts";

type Channel = "email" | "sms" | "messenger" | "web" | "widget" | "link" | "phone" | "kiosk";
const listTouchpoints = () => ask(api.v1.touchpoints.$get());
const listJourneys = () => ask(api.v1.journeys.$get());
export type Journey = Awaited<ReturnType<typeof listJourneys>>["data"][number];
export type Stage = Journey["stages"][number];
export type Touchpoint = Awaited<ReturnType<typeof listTouchpoints>>["data"][number];
export type TouchpointChange = Partial<Pick<Touchpoint, "name" | "channels" | "target">>;

const inputOf = ({ key, name, channels, target }: Touchpoint) => ({
  key,
  name,
  channels: channels as Channel[],
  target,
});

/** The journeys and touchpoints of the workspace, and everything that changes them; each change can be taken back. */
export function usePlaces() {
  const words = useWords(placesWords);
  const tell = useUndo();
  const queries = useQueryClient();
  const journeys = useQuery({ queryKey: ["journeys"], queryFn: listJourneys });
  const touchpoints = useQuery({ queryKey: ["touchpoints"], queryFn: listTouchpoints });

  const fresh = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ["journeys"] }),
      queries.invalidateQueries({ queryKey: ["touchpoints"] }),
    ]);
  /** Does it, shows it, says so; and the same with what takes it back. */
  const change = async (said: string, work: () => Promise<unknown>, back?: () => Promise<unknown>) => {
    try {
      await work();
      await fresh();
      tell(said, back && (() => change(words.done.undone, back)));
    } catch (error) {
      await fresh();
      const problem = error instanceof ApiProblem ? error : null;
      tell(words.failed(problem?.detail ?? ""));
    }
  };

  const putTouchpoint = (input: ReturnType<typeof inputOf> & { position?: number }) =>
    ask(api.v1.touchpoints.$post({ json: input }));
  const putStages = ({ id }: Pick<Journey, "id">, stages: readonly Pick<Stage, "key" | "name">[]) =>
    ask(
      api.v1.journeys[":id"].stages.$put({
        param: { id },
        json: { stages: stages.map(({ key, name }) => ({ key, name })) },
      }),
    );
  const arrange = ({ id }: Pick<Journey, "id">, stages: StageOrder[]) =>
    ask(api.v1.journeys[":id"].touchpoints.$put({ param: { id }, json: { stages } }));

  const deleteTouchpoint = (id: string) => ask(api.v1.touchpoints[":id"].$delete({ param: { id } }));

  return {
    journeys,
    touchpoints,
    changeTouchpoint: (was: Touchpoint, now: TouchpointChange) => {
      // Shown before it is kept: whoever switches two channels in a row means both.
      queries.setQueryData<Awaited<ReturnType<typeof listTouchpoints>>>(
        ["touchpoints"],
        (known) => known && { ...known, data: known.data.map((one) => (one.id === was.id ? { ...one, ...now } : one)) },
      );
      return change(
        words.done.saved(now.name ?? was.name),
        () => putTouchpoint({ ...inputOf(was), ...now } as ReturnType<typeof inputOf>),
        () => putTouchpoint(inputOf(was)),
      );
    },
    addTouchpoint: (journey: Journey, order: StageOrder, added: { key: string; name: string }) => {
      let id = "";
      return change(
        words.done.added(added.name),
        async () => {
          ({ id } = await putTouchpoint({ ...added, channels: ["email"], target: null }));
          await arrange(journey, [{ ...order, touchpoints: [...order.touchpoints, added.key] }]);
        },
        () => deleteTouchpoint(id),
      );
    },
    removeTouchpoint: async (journey: Journey, was: Touchpoint, order: StageOrder) => {
      try {
        await deleteTouchpoint(was.id);
      } catch (error) {
        const problem = error instanceof ApiProblem ? error : null;
        tell(problem?.code === "touchpoint.in-use" ? words.inUse(was.name) : words.failed(problem?.detail ?? ""));
        return;
      }
      await fresh();
      tell(words.done.removed(was.name), () =>
        change(words.done.undone, async () => {
          await putTouchpoint(inputOf(was));
          await arrange(journey, [order]);
        }),
      );
    },
    arrange: (journey: Journey, said: string, was: StageOrder[], now: StageOrder[]) =>
      change(
        said,
        () => arrange(journey, now),
        () => arrange(journey, was),
      ),
    putStages: (journey: Journey, said: string, now: readonly Pick<Stage, "key" | "name">[]) =>
      change(
        said,
        () => putStages(journey, now),
        () => putStages(journey, journey.stages),
      ),
    /** The first stage of a workspace that has no journey yet. */
    beginJourney: (stage: { key: string; name: string }) =>
      change(words.done.added(stage.name), async () => {
        const name = words.touchpoints.journeyName;
        await putStages(await ask(api.v1.journeys.$post({ json: { key: "default", name } })), [stage]);
      }),
  };
}

export type Places = ReturnType<typeof usePlaces>;
