import { Button } from "@mantine/core";
import { frameWords } from "./frame-words.ts";
import { useWords } from "./words.ts";

export function NoSuchPage() {
  const words = useWords(frameWords).noSuchPage;
  return (
    <div style={{ padding: 24, maxWidth: 480 }}>
      <h1 style={{ fontSize: 18, lineHeight: "24px" }}>{words.title}</h1>
      <p>{words.text}</p>
      <Button component="a" href="/">
        {words.action}
      </Button>
    </div>
  );
}
