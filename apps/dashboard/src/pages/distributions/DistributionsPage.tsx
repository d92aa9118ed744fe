import { frameWords } from "../../frame-words.ts";
import { PageHead } from "../../ui/PageHead.tsx";
import { useWords } from "../../words.ts";

export function DistributionsPage() {
  const words = useWords(frameWords);
  return <PageHead title={words.pages.distributions} />;
}
