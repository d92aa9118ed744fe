import { Link } from "@tanstack/react-router";
import { useFormats } from "../../formats.ts";
import { useWorkspace } from "../../session.ts";
import { useShiftTexts } from "../../shifts/texts.ts";
import { examplesOf, sightOf, type Watching } from "../../shifts/watching.ts";
import { shiftWords } from "../../shifts/words.ts";
import { useWords } from "../../words.ts";
import { alarmsWords } from "./alarms-words.ts";

/** What a limit of false alarms costs: how large a fall is seen now, and with the limit that is being written. */
export function AlarmCost({ now, then }: { now: Watching; then: Watching | null }) {
  const words = useWords(alarmsWords);
  const { locale } = useFormats();
  const { slug } = useWorkspace();
  const isAnother = then && then.falseAlarmsPerYear !== now.falseAlarmsPerYear;
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  return (
    <>
      {now.watching === 0 && `${words.nothingYet} `}
      {now.watching > 0 && <Seen label={words.now} watching={now} />}
      {now.watching > 0 && isAnother && (
        <Seen label={words.withLimit(number.format(then.falseAlarmsPerYear))} watching={then} />
      )}
      <Link to="/$workspace/shifts/watching" params={{ workspace: slug }} search={{}}>
        {words.seeing}
      </Link>
    </>
  );
}

function Seen({ label, watching }: { label: string; watching: Watching }) {
  const words = useWords(alarmsWords);
  const { daysAbout } = useWords(shiftWords);
  const texts = useShiftTexts();
  const { whole, middle } = examplesOf(watching.data);
  const [ofWhole, ofMiddle] = [whole && sightOf(whole), middle && sightOf(middle)];
  const pace = texts.perDay("nps", middle?.perDay ?? 0);
  const said = [
    whole && (ofWhole ? words.whole(texts.points("nps", ofWhole.fall), daysAbout(ofWhole.days)) : words.wholeBlind),
    middle &&
      (ofMiddle
        ? words.middle(pace, texts.points("nps", ofMiddle.fall), daysAbout(ofMiddle.days))
        : words.middleBlind(pace)),
  ].filter(Boolean);
  if (said.length === 0) return null;
  return (
    <span style={{ display: "block" }}>
      <b>{label}:</b> {said.join("; ")}.
    </span>
  );
}
