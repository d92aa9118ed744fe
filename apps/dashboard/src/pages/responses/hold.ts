import { useQueryClient } from "@tanstack/react-query";
import { api, ask } from "../../api.ts";
import { useUndo } from "../../ui/Undo.tsx";
import { useWords } from "../../words.ts";
import { usePatchRow } from "./rows.ts";
import { responsesWords } from "./words.ts";

/** Letting an answer count, and taking it out: each is the other's undo. */
export function useHold() {
  const words = useWords(responsesWords);
  const tell = useUndo();
  const queries = useQueryClient();
  const patch = usePatchRow();
  const send = async (id: string, to: "release" | "quarantine") => {
    const { flags } = await ask(api.v1.responses[":id"][to].$post({ param: { id } }));
    patch(id, { flags });
    await Promise.all([
      queries.invalidateQueries({ queryKey: ["responses", "one", id] }),
      queries.invalidateQueries({ queryKey: ["responses", "summary"] }),
    ]);
  };
  const attempt = (id: string, to: "release" | "quarantine", said: string) =>
    send(id, to).then(() => tell(said, () => send(id, to === "release" ? "quarantine" : "release").catch(fail)), fail);
  const fail = (error: unknown) => tell(error instanceof Error ? error.message : String(error));
  return {
    release: (id: string) => attempt(id, "release", words.held.released),
    takeOut: (id: string) => attempt(id, "quarantine", words.held.takenOut),
  };
}
