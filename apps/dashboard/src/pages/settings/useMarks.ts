import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { ApiProblem, api, ask } from "../../api.ts";
import { useUndo } from "../../ui/Undo.tsx";
import { useWords } from "../../words.ts";
import { marksWords } from "./marks-words.ts";

const readMarks = (cursor: string) => ask(api.v1.marks.$get({ query: { limit: "50", ...(cursor && { cursor }) } }));
export type Mark = Awaited<ReturnType<typeof readMarks>>["data"][number];
export type MarkGiven = Pick<Mark, "kind" | "title" | "note" | "touchpointKey" | "at" | "endedAt">;

const givenOf = ({ kind, title, note, touchpointKey, at, endedAt }: Mark): MarkGiven => ({
  kind,
  title,
  note,
  touchpointKey,
  at,
  endedAt,
});

/** Releases, incidents and initiatives; whatever is done to them can be taken back. */
export function useMarks() {
  const words = useWords(marksWords);
  const queries = useQueryClient();
  const tell = useUndo();
  const list = useInfiniteQuery({
    queryKey: ["marks", "list"],
    queryFn: ({ pageParam }) => readMarks(pageParam),
    initialPageParam: "",
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

  const post = (json: MarkGiven) => ask(api.v1.marks.$post({ json }));
  const patch = (id: string, json: MarkGiven) => ask(api.v1.marks[":id"].$patch({ param: { id }, json }));
  const take = (id: string) => ask(api.v1.marks[":id"].$delete({ param: { id } })).then(() => true);
  const attempt = async <T>(title: string, work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch (error) {
      const problem = error instanceof ApiProblem ? error : null;
      tell(problem?.code === "mark.in-use" ? words.inUse(title) : words.failed(problem?.detail ?? ""));
      return null;
    } finally {
      await queries.invalidateQueries({ queryKey: ["marks"] });
    }
  };
  return {
    list,
    /** False where it was refused: what was written stays. */
    add: async (given: MarkGiven): Promise<boolean> => {
      const made = await attempt(given.title, () => post(given));
      if (made) tell(words.added(given.title), () => attempt(given.title, () => take(made.id)));
      return made !== null;
    },
    change: async (mark: Mark, given: MarkGiven): Promise<boolean> => {
      const made = await attempt(given.title, () => patch(mark.id, given));
      if (made) tell(words.changed(given.title), () => attempt(mark.title, () => patch(mark.id, givenOf(mark))));
      return made !== null;
    },
    remove: async (mark: Mark): Promise<void> => {
      const isGone = await attempt(mark.title, () => take(mark.id));
      if (isGone) tell(words.removed(mark.title), () => attempt(mark.title, () => post(givenOf(mark))));
    },
  };
}
