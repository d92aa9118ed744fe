import { useCallback, useEffect, useRef, useState } from "react";

const waits = 10;

/**
 * Does what cannot be undone only after ten seconds in which it can still be called off. Leaving the page calls it off
 * as well: nothing happens to a person behind somebody's back.
 */
export function useDelayed<Name extends string>(work: Record<Name, () => void>) {
  const [waiting, setWaiting] = useState<{ name: Name; left: number } | null>(null);
  const newest = useRef(work);
  newest.current = work;
  useEffect(() => {
    if (!waiting) return;
    const timer = setTimeout(() => {
      if (waiting.left > 1) return setWaiting({ ...waiting, left: waiting.left - 1 });
      setWaiting(null);
      newest.current[waiting.name]();
    }, 1_000);
    return () => clearTimeout(timer);
  }, [waiting]);
  return {
    waiting,
    begin: useCallback((name: Name) => setWaiting({ name, left: waits }), []),
    callOff: useCallback(() => setWaiting(null), []),
  };
}
