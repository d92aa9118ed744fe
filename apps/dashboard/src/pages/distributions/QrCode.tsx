import { Button, Switch, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { ApiProblem, api } from "../../api.ts";
import { saveFile } from "../../charts/save-file.ts";
import { Card } from "../../ui/Card.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words.ts";
import styles from "./LinkSettings.module.css";
import { linkWords } from "./link-words.ts";

/** Pixels a side: sharp on a printed page a hand wide. */
const printed = "1024";

/** The open link as a code for walls, tables and paper, with where it hangs. */
export function QrCode({ id, slug, url }: { id: string; slug: string; url: string }) {
  const words = useWords(linkWords).qr;
  const [device, setDevice] = useState("");
  const [isKiosk, setKiosk] = useState(false);
  const [told, setTold] = useState("");
  const hangs = device.trim();
  // A shared device must open the page that forgets one person before the next.
  const context = isKiosk ? { kiosk: hangs || "kiosk" } : hangs ? { device: hangs } : {};
  const fetched = async (kind: "qr.svg" | "qr.png", size: string) => {
    const answer = await api.v1.distributions[":id"][kind].$get({ param: { id }, query: { size, ...context } });
    if (!answer.ok) throw new ApiProblem(answer.status, {});
    return answer.blob();
  };
  const drawn = useQuery({
    queryKey: ["distributions", id, "qr", slug, context],
    queryFn: () => fetched("qr.svg", "264"),
    placeholderData: (before) => before,
  });
  const shown = useObjectUrl(drawn.data);
  const save = async (kind: "svg" | "png") => saveFile(await fetched(`qr.${kind}`, printed), `${slug}.${kind}`);
  const copy = async () => {
    try {
      await navigator.clipboard.write([new ClipboardItem({ "image/png": fetched("qr.png", printed) })]);
      setTold(words.copied);
    } catch {
      setTold(words.noCopy);
    }
  };
  return (
    <Card title={words.title}>
      <div className={styles.code}>
        {shown ? <img src={shown} alt={words.alt(url)} width={132} height={132} /> : <span />}
        <div className={styles.fields}>
          <TextInput
            label={words.hangs}
            description={words.hangsHint}
            value={device}
            maxLength={64}
            onChange={({ currentTarget }) => setDevice(currentTarget.value)}
          />
          <Switch
            withThumbIndicator={false}
            styles={{ thumb: { background: isKiosk ? "var(--on-ink)" : "var(--control)" } }}
            label={words.kiosk}
            checked={isKiosk}
            onChange={({ currentTarget }) => setKiosk(currentTarget.checked)}
          />
          <div className={styles.buttons}>
            <Button variant="default" leftSection={<Icon name="download" size={14} />} onClick={() => void save("svg")}>
              {words.svg}
            </Button>
            <Button variant="default" leftSection={<Icon name="download" size={14} />} onClick={() => void save("png")}>
              {words.png}
            </Button>
            <Button variant="default" leftSection={<Icon name="copy" size={14} />} onClick={() => void copy()}>
              {words.copy}
            </Button>
          </div>
          <span role="status">{told}</span>
        </div>
      </div>
    </Card>
  );
}

/** An address for a file of this page's own, given back when it is not shown any more. */
function useObjectUrl(file: Blob | undefined): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!file) return;
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return url;
}
