import { type PointerEvent, useRef, useState } from "react";

type Dragged = { id: string; by: number; to: number };

/**
 * Lines that are taken by a handle and put elsewhere, by mouse, pen or finger. `dragged.to` is the place among the lines
 * where it would be let go. By keys it is done elsewhere.
 */
export function useDragOrder(ids: readonly string[], move: (id: string, to: number) => void) {
  const list = useRef<HTMLOListElement>(null);
  const start = useRef({ y: 0, middles: [] as number[], at: 0 });
  const [dragged, setDragged] = useState<Dragged | null>(null);

  const lines = () => [...(list.current?.querySelectorAll<HTMLElement>(":scope > [data-line]") ?? [])];
  const handle = (id: string) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const middles = lines().map((line) => {
        const { top, height } = line.getBoundingClientRect();
        return top + height / 2 + scrollY;
      });
      const at = ids.indexOf(id);
      start.current = { y: event.clientY + scrollY, middles, at };
      setDragged({ id, by: 0, to: at });
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (!dragged) return;
      const { y, middles, at } = start.current;
      const pointer = event.clientY + scrollY;
      const above = middles.filter((middle, place) => place !== at && middle < pointer).length;
      setDragged({ id, by: pointer - y, to: above });
      lines()[above]?.scrollIntoView({ block: "nearest" });
    },
    onPointerUp: () => {
      if (dragged && dragged.to !== start.current.at) move(dragged.id, dragged.to);
      setDragged(null);
    },
    onPointerCancel: () => setDragged(null),
  });

  const lineOf = (id: string) => {
    const at = ids.indexOf(id);
    const from = dragged ? ids.indexOf(dragged.id) : -1;
    const isHeld = dragged?.id === id && dragged.by !== 0;
    const mark =
      dragged && !isHeld && dragged.to !== from && at === dragged.to
        ? dragged.to < from
          ? "above"
          : "below"
        : undefined;
    return {
      "data-line": id,
      "data-held": isHeld || undefined,
      "data-drop": mark,
      style: isHeld ? { transform: `translateY(${dragged.by}px)` } : undefined,
    };
  };
  return { list, handle, lineOf };
}
