import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Search } from "../../search.ts";
import { useWorkspace } from "../../session.ts";

type Props = { search: Search | null; className?: string; children: ReactNode };

/** A number that leads to its answers, where the list is able to show just those. */
export function ToAnswers({ search, className, children }: Props) {
  const { slug } = useWorkspace();
  if (!search) return <span className={className}>{children}</span>;
  return (
    <Link
      className={className}
      to="/$workspace/responses/{-$responseId}"
      params={{ workspace: slug, responseId: undefined }}
      search={() => search}
    >
      {children}
    </Link>
  );
}
