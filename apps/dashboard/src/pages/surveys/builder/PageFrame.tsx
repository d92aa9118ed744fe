import { useEffect, useRef, useState } from "react";
import styles from "./Preview.module.css";

type Props = {
  title: string;
  address: string;
  /** Another word: what the address gives has changed. */
  again: string;
  width: "phone" | "desktop";
  scheme: "light" | "dark";
};

const widths = { phone: 360, desktop: 1024 };
const heights = { phone: 640, desktop: 720 };

/** A page of ours in a frame of a phone's or a desktop's width, made to fit. The old one stays until the new one is there. */
export function PageFrame({ title, address, again, width, scheme }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(0);
  const wanted = `${again} ${address}`;
  const [shown, setShown] = useState(wanted);
  useEffect(() => {
    const place = box.current;
    if (!place) return;
    const observer = new ResizeObserver(() => setRoom(place.clientWidth));
    observer.observe(place);
    return () => observer.disconnect();
  }, []);
  const scale = room === 0 ? 1 : Math.min(1, room / widths[width]);
  const frames = [...new Set([shown, wanted])];
  return (
    <div ref={box} className={styles.box} style={{ height: heights[width] * scale }}>
      {room > 0 &&
        frames.map((frame) => (
          <iframe
            key={frame}
            title={title}
            src={frame.slice(frame.indexOf(" ") + 1)}
            className={styles.frame}
            data-behind={(frame !== shown && frame === wanted) || undefined}
            aria-hidden={(frame !== shown && frame === wanted) || undefined}
            tabIndex={frame === shown ? 0 : -1}
            onLoad={() => frame === wanted && setShown(frame)}
            style={{
              width: widths[width],
              height: heights[width],
              transform: `scale(${scale})`,
              colorScheme: scheme,
              marginLeft: Math.max(0, (room - widths[width] * scale) / 2),
            }}
          />
        ))}
    </div>
  );
}
