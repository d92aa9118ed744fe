import { frameWords } from "../../frame-words.ts";
import { PageHead } from "../../ui/PageHead.tsx";
import { useWords } from "../../words.ts";

export function CasesPage() {
  const words = useWords(frameWords);
  return <PageHead title={words.pages.cases} />;
}
