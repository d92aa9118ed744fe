import { useQuery } from "@tanstack/react-query";
import { api, ask } from "../api.ts";
import { type FilterName, useFilters } from "../filters.ts";
import { frameWords } from "../frame-words.ts";
import { useWords } from "../words.ts";

/** Which answers the page's filters leave, in words: "Ticket delivery, SMS". Empty: all of them. `except` is said elsewhere. */
export function usePlaceText(except?: FilterName): string {
  const words = useWords(frameWords);
  const { filters } = useFilters();
  const said = (name: FilterName) => (name === except ? undefined : filters[name]);
  const [touchpoint, survey, channel, segment] = [said("touchpoint"), said("survey"), said("channel"), said("segment")];
  const touchpoints = useQuery({
    queryKey: ["touchpoints"],
    queryFn: () => ask(api.v1.touchpoints.$get()),
    enabled: touchpoint !== undefined,
  });
  const surveys = useQuery({
    queryKey: ["surveys", "names"],
    queryFn: () => ask(api.v1.surveys.$get({ query: { limit: "200" } })),
    enabled: survey !== undefined,
  });
  const channels: Readonly<Record<string, string>> = words.channels;
  return [
    touchpoint && (touchpoints.data?.data.find(({ key }) => key === touchpoint)?.name ?? touchpoint),
    survey && (surveys.data?.data.find(({ id }) => id === survey)?.name ?? survey),
    channel && (channels[channel] ?? channel),
    segment?.replace(":", ": "),
  ]
    .filter(Boolean)
    .join(", ");
}
