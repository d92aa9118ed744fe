import { TagsInput } from "@mantine/core";
import { longestTag, mostTags, tidyTag } from "@otklik/domain/values/tag";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ask } from "../../api.ts";
import { useUndo } from "../../ui/Undo.tsx";
import { useWords } from "../../words.ts";
import { usePatchRow } from "./rows.ts";
import { responsesWords } from "./words.ts";

/** What is written is saved at once; what could not be saved is taken back and said. */
export function TagsEditor({ id, tags }: { id: string; tags: string[] }) {
  const words = useWords(responsesWords).drawer;
  const queries = useQueryClient();
  const patch = usePatchRow();
  const tell = useUndo();
  const [shown, setShown] = useState(tags);
  const known = useQuery({ queryKey: ["responses", "tags"], queryFn: () => ask(api.v1.responses.tags.$get()) });
  const save = async (wanted: string[]) => {
    const tidy = [...new Set(wanted.map(tidyTag))].filter((tag) => tag !== "" && tag.length <= longestTag);
    const before = shown;
    setShown(tidy);
    try {
      const kept = await ask(api.v1.responses[":id"].tags.$put({ param: { id }, json: { tags: tidy } }));
      setShown(kept.tags);
      patch(id, { tags: kept.tags });
      void queries.invalidateQueries({ queryKey: ["responses", "tags"] });
      void queries.invalidateQueries({ queryKey: ["responses", "one", id] });
    } catch {
      setShown(before);
      tell(words.tagsFailed);
    }
  };
  return (
    <TagsInput
      aria-label={words.addTag}
      placeholder={shown.length < mostTags ? words.addTag : undefined}
      data={(known.data?.data ?? []).map(({ tag }) => tag)}
      value={shown}
      onChange={(wanted) => void save(wanted)}
      maxTags={mostTags}
      maxLength={longestTag}
      splitChars={[","]}
      limit={12}
      comboboxProps={{ shadow: "md", zIndex: 320 }}
    />
  );
}
