import { useFormats } from "../../formats.ts";
import { frameWords } from "../../frame-words.ts";
import { useWords } from "../../words.ts";
import { words as pageWords } from "./words.ts";

export type Offered = {
  channels: string[];
  trigger: { event: string; where?: unknown[] } | null;
  delaySeconds: number;
  sampling: number;
};

/** How a survey is offered, in one line: "Ticket delivery ← event ticket.sent · E-mail → SMS · after 1 h · 30%". */
export function useSentence(): (touchpoint: string, offered: Offered) => string {
  const words = useWords(pageWords).sentence;
  const { channels: channelNames } = useWords(frameWords);
  const formats = useFormats();
  return (touchpoint, { channels, trigger, delaySeconds, sampling }) => {
    const filters = trigger?.where?.length ?? 0;
    const how = [
      trigger ? words.event(trigger.event) : words.linkOnly,
      ...(filters > 0 ? [words.filters(filters)] : []),
      channels.map((channel) => channelNames[channel as keyof typeof channelNames] ?? channel).join(" → "),
      ...(trigger ? [delaySeconds > 0 ? words.after(formats.span(delaySeconds * 1000)) : words.atOnce] : []),
      ...(trigger && sampling < 1 ? [formats.percent(sampling, Number.isInteger(sampling * 100) ? 0 : 1)] : []),
    ];
    return `${touchpoint} ← ${how.filter(Boolean).join(" · ")}`;
  };
}
