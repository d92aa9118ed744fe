import { Button } from "@mantine/core";
import { useState } from "react";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words.ts";
import styles from "./Export.module.css";
import { ExportDialog } from "./ExportDialog.tsx";
import { exportWords } from "./export-words.ts";
import type { ListQuery } from "./list-query.ts";

/** Saves what is listed as a file. `total`: how many answers that is. */
export function ExportButton({ query, total }: { query: ListQuery; total: number | null }) {
  const words = useWords(exportWords);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="default"
        className={styles.button}
        leftSection={<Icon name="download" size={14} />}
        disabled={total === 0}
        onClick={() => setOpen(true)}
      >
        {words.button}
      </Button>
      {isOpen && <ExportDialog query={query} total={total} close={() => setOpen(false)} />}
    </>
  );
}
