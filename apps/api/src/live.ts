import type { Context } from "@otklik/features/context";
import { databaseCode } from "@otklik/features/database-code";
import type { House } from "@otklik/features/house";
import { endOfLive, type LiveMessage, readLive } from "@otklik/features/live/index";

type Listener = { workspaceId: string; after: number; push(messages: LiveMessage[]): void };

/** What is said to everybody who listens, read once a workspace and push. */
export type Live = {
  /** Something was committed in this workspace. */
  notice(workspaceId: string): void;
  /** From a place in the log on, or from now on (null). Returns how to stop. */
  listen(workspaceId: string, after: number | null, push: (messages: LiveMessage[]) => void): Promise<() => void>;
};

const betweenPushesMs = 50;
// A notice may be lost with a connection.
const pollMs = 2000;

type Group = {
  place: number;
  listeners: Set<Listener>;
  /** How many are still catching up. */
  joining: number;
  isReading: boolean;
  isStale: boolean;
  nextAt: number;
};

/** At most twenty pushes a second a workspace: what comes in between is pushed together. */
export function openLive(house: House): Live & { close(): void } {
  const groups = new Map<string, Group>();

  const read = async <T>(workspaceId: string, work: (reading: Pick<Context, "tx" | "workspaceId">) => Promise<T>) =>
    house.database.inWorkspace(workspaceId, (tx) => work({ tx, workspaceId }));

  const pump = async (workspaceId: string, group: Group): Promise<void> => {
    if (group.isReading) {
      group.isStale = true;
      return;
    }
    group.isReading = true;
    try {
      do {
        const wait = group.nextAt - performance.now();
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
        group.isStale = false;
        group.nextAt = performance.now() + betweenPushesMs;
        await pushNew(workspaceId, group);
      } while (group.isStale && group.listeners.size > 0);
    } catch (error) {
      house.ports.log.warn("live.read-failed", { workspaceId, code: databaseCode(error) });
    } finally {
      group.isReading = false;
    }
  };

  const pushNew = async (workspaceId: string, group: Group): Promise<void> => {
    const { messages, end } = await read(workspaceId, (reading) => readLive(reading, group.place));
    if (end === group.place) return;
    const before = group.place;
    group.place = end;
    group.isStale = true;
    for (const listener of group.listeners) {
      // One that was ahead already has some of these; a score said twice is still the score.
      const news =
        listener.after <= before
          ? messages
          : messages.filter(({ id, name }) => id > listener.after || name === "score.changed");
      listener.after = Math.max(listener.after, end);
      if (news.length > 0) listener.push(news);
    }
  };

  // A new listener catches up on its own and joins the others in the very step in which it has reached their place.
  const join = async (listener: Listener, group: Group): Promise<void> => {
    while (listener.after < group.place) {
      const { messages, end } = await read(listener.workspaceId, (reading) => readLive(reading, listener.after));
      if (messages.length > 0) listener.push(messages);
      // The log has no gaps that a reader could wait for: nothing more to read means there is nothing more.
      listener.after = end > listener.after ? end : group.place;
    }
    group.listeners.add(listener);
  };

  const timer = setInterval(() => {
    for (const [workspaceId, group] of groups) void pump(workspaceId, group);
  }, pollMs);

  return {
    notice: (workspaceId) => {
      const group = groups.get(workspaceId);
      if (group) void pump(workspaceId, group);
    },
    listen: async (workspaceId, after, push) => {
      const end = await read(workspaceId, endOfLive);
      const group = groups.get(workspaceId) ?? {
        place: end,
        listeners: new Set(),
        joining: 0,
        isReading: false,
        isStale: false,
        nextAt: 0,
      };
      groups.set(workspaceId, group);
      const listener: Listener = { workspaceId, after: Math.min(after ?? end, end), push };
      group.joining++;
      await join(listener, group).finally(() => group.joining--);
      void pump(workspaceId, group);
      return () => {
        // Who is still catching up needs the group as well: without it no notice would reach them.
        if (group.listeners.delete(listener) && group.listeners.size + group.joining === 0) groups.delete(workspaceId);
      };
    },
    close: () => clearInterval(timer),
  };
}
