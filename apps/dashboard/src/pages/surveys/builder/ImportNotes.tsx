import { CloseButton } from "@mantine/core";
import { useState } from "react";
import { Card } from "../../../ui/Card.tsx";
import { useWords } from "../../../words.ts";
import { authoringWords } from "../authoring-words.ts";
import { forgetNotTaken, notTakenOf } from "../import-notes.ts";
import { NotTakenList } from "../NotTakenList.tsx";

/** On a draft that was imported: what was not taken over, until it is put away. */
export function ImportNotes({ surveyId }: { surveyId: string }) {
  const words = useWords(authoringWords).import;
  const [notTaken, setNotTaken] = useState(() => notTakenOf(surveyId));
  if (notTaken.length === 0) return null;
  const putAway = () => {
    forgetNotTaken(surveyId);
    setNotTaken([]);
  };
  return (
    <Card
      title={words.fromImport}
      note={words.notTaken(notTaken.length)}
      right={<CloseButton aria-label={words.putAway} onClick={putAway} />}
    >
      <NotTakenList notTaken={notTaken} />
    </Card>
  );
}
