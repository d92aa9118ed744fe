import { useEffect, useRef, useSyncExternalStore } from "react";
import { enteredWorkspace } from "./api.ts";

export type LiveEvent = { name: string; data: Record<string, unknown> };
export type LiveState = "connecting" | "live" | "offline";
type Said =
  | { kind: "event"; id: string; event: LiveEvent }
  | { kind: "state"; state: LiveState }
  /** From a tab that has just been opened: how do things stand? */
  | { kind: "hello" };

const names = [
  "score.changed",
  "response.created",
  "response.finished",
  "invitation.sent",
  "invitation.failed",
  "case.opened",
  "case.assigned",
  "case.overdue",
  "case.resolved",
  "shift.detected",
  "shift.cleared",
  "contact.unsubscribed",
  "callback.requested",
];

/**
 * One stream for all tabs of a browser, because HTTP/1.1 allows six connections a host: the tab that holds the lock
 * listens and tells the others; when it closes, the next one goes on from the last place that all of them heard.
 */
class Live {
  readonly #listeners = new Set<(event: LiveEvent) => void>();
  readonly #watchers = new Set<() => void>();
  readonly #channel: BroadcastChannel;
  readonly #workspaceId: string;
  #place: string | null = null;
  #isLeading = false;
  state: LiveState = "connecting";

  constructor(workspaceId: string) {
    this.#workspaceId = workspaceId;
    this.#channel = new BroadcastChannel(`otklik live ${workspaceId}`);
    this.#channel.onmessage = ({ data }: MessageEvent<Said>) => this.#hear(data);
    this.#channel.postMessage({ kind: "hello" } satisfies Said);
    void navigator.locks.request(`otklik live ${workspaceId}`, () => this.#lead());
  }

  #hear(said: Said): void {
    if (said.kind === "hello") {
      if (this.#isLeading) this.#channel.postMessage({ kind: "state", state: this.state } satisfies Said);
      return;
    }
    if (said.kind === "state") {
      this.state = said.state;
      for (const watcher of this.#watchers) watcher();
      return;
    }
    this.#place = said.id;
    for (const listener of this.#listeners) listener(said.event);
  }

  #tell(said: Said): void {
    this.#hear(said);
    this.#channel.postMessage(said);
  }

  /** Holds the lock until this tab closes. */
  #lead(): Promise<never> {
    this.#isLeading = true;
    const open = (): void => {
      const query = new URLSearchParams({ workspace: this.#workspaceId });
      if (this.#place !== null) query.set("lastEventId", this.#place);
      const source = new EventSource(`/v1/stream?${query}`);
      source.onopen = () => this.#tell({ kind: "state", state: "live" });
      source.onerror = () => {
        this.#tell({ kind: "state", state: "offline" });
        // The browser goes on by itself unless the server refused; then it is asked again, more slowly.
        if (source.readyState !== EventSource.CLOSED) return;
        setTimeout(open, 5_000);
      };
      for (const name of names) {
        source.addEventListener(name, ({ data, lastEventId }: MessageEvent<string>) =>
          this.#tell({ kind: "event", id: lastEventId, event: { name, data: JSON.parse(data) } }),
        );
      }
    };
    open();
    return new Promise(() => {});
  }

  listen(listener: (event: LiveEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };
}

let live: Live | null = null;

function ofWorkspace(): Live | null {
  const workspaceId = enteredWorkspace();
  if (workspaceId && !live) live = new Live(workspaceId);
  return live;
}

/** Calls back with everything that happens in the workspace from now on, in whichever tab it is heard. */
export function useLive(hear: (event: LiveEvent) => void): void {
  const newest = useRef(hear);
  newest.current = hear;
  useEffect(() => ofWorkspace()?.listen((event) => newest.current(event)), []);
}

/** Whether what is shown moves by itself. */
export function useLiveState(): LiveState {
  return useSyncExternalStore(
    (watcher) => ofWorkspace()?.watch(watcher) ?? (() => {}),
    () => live?.state ?? "connecting",
  );
}

/** At most one call in so many milliseconds, the last one never lost: a busy hour must not ask the API for every answer. */
export function useCoalesced(work: () => void, everyMs = 500): () => void {
  const newest = useRef(work);
  newest.current = work;
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(
    () => () => {
      if (timer.current) clearTimeout(timer.current);
    },
    [],
  );
  return () => {
    timer.current ??= setTimeout(() => {
      timer.current = null;
      newest.current();
    }, everyMs);
  };
}
