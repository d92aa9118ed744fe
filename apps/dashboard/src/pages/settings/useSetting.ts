import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { ApiProblem, api, ask } from "../../api.ts";
import { settingsQuery, useWorkspace } from "../../session.ts";
import { useUndo } from "../../ui/Undo.tsx";
import { useWords } from "../../words.ts";
import { settingsWords } from "./words.ts";

type Settings = ReturnType<typeof useWorkspace>["settings"];
type Change = Parameters<typeof api.v1.workspace.$patch>[0]["json"];
export type SettingName = keyof Change & keyof typeof settingsWords.en.fields;

/** How long the mark beside a field says that it was saved. */
const markMs = 4_000;

export type Saving<Name extends SettingName = SettingName> = {
  saved: Settings[Name];
  state: "idle" | "saving" | "saved";
  /** What is wrong with what was given, in the reader's words. */
  fault: string | null;
  mayChange: boolean;
  save(value: Settings[Name]): void;
};

/** One setting: saved when it is left, said to be, and taken back on request. */
export function useSetting<Name extends SettingName>(name: Name): Saving<Name> {
  const words = useWords(settingsWords);
  const { settings, role } = useWorkspace();
  const queries = useQueryClient();
  const tell = useUndo();
  const [isFresh, setFresh] = useState(false);
  const change = useMutation({
    mutationFn: ({ to }: { to: Settings[Name]; isUndo: boolean }) =>
      ask(api.v1.workspace.$patch({ json: { [name]: to } as Change })),
    onSuccess: (all, { isUndo }) => {
      const before = queries.getQueryData(settingsQuery.queryKey)?.[name] as Settings[Name];
      queries.setQueryData(settingsQuery.queryKey, all);
      // Zones and targets stand behind nearly every number; all else is drawn from the settings themselves.
      if (name === "timeZone" || name === "csiForm" || name === "targets") void queries.invalidateQueries();
      if (name === "alarms") void queries.invalidateQueries({ queryKey: ["shifts", "watching"] });
      setFresh(true);
      if (!isUndo) tell(words.changed(words.fields[name]), () => change.mutate({ to: before, isUndo: true }));
    },
  });
  useEffect(() => {
    if (!isFresh) return;
    const timer = setTimeout(() => setFresh(false), markMs);
    return () => clearTimeout(timer);
  }, [isFresh]);
  const saved = settings[name] as Settings[Name];
  const { error } = change;
  return {
    saved,
    state: change.isPending ? "saving" : isFresh ? "saved" : "idle",
    fault: error && (error instanceof ApiProblem && error.status === 422 ? words.faults[name] : words.notSaved),
    mayChange: role === "owner" || role === "admin",
    save: (to) => {
      if (JSON.stringify(to) === JSON.stringify(saved)) return change.reset();
      change.mutate({ to, isUndo: false });
    },
  };
}
