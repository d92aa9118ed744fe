import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Search } from "../../search.ts";
import { useWorkspace } from "../../session.ts";

/** A link to the answers that are counted, in the list with these filters. */
export function ToList({ change, children }: { change: Search; children: ReactNode }) {
  const { slug } = useWorkspace();
  return (
    <Link
      to="/$workspace/responses/{-$responseId}"
      params={{ workspace: slug, responseId: undefined }}
      search={(was: Search) => ({ ...was, ...change, tab: undefined })}
    >
      {children}
    </Link>
  );
}
