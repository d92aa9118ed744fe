import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import type { Search } from "../../search.ts";

/** Writes what was chosen into the address. */
export function useChange(): (change: Search, how?: { replace: boolean }) => void {
  const navigate = useNavigate();
  return useCallback(
    (change, { replace } = { replace: false }) =>
      void navigate({ to: ".", search: (was: Search) => ({ ...was, ...change }), replace, resetScroll: false }),
    [navigate],
  );
}
