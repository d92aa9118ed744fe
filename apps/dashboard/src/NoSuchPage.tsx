import { Button } from "@mantine/core";
import { frameWords } from "./frame-words.ts";
import { Empty } from "./ui/States.tsx";
import { useWords } from "./words.ts";

export function NoSuchPage() {
  const words = useWords(frameWords).noSuchPage;
  return (
    <main style={{ padding: 24, maxWidth: 480 }}>
      <Empty
        title={words.title}
        text={words.text}
        action={
          <Button component="a" href="/">
            {words.action}
          </Button>
        }
      />
    </main>
  );
}
