import { queryOptions } from "@tanstack/react-query";
import { api, ask } from "../../api.ts";

/** Names and answers of every distribution, over 30 days. */
export const usageQuery = queryOptions({
  queryKey: ["distributions", "usage"],
  queryFn: () => ask(api.v1.distributions.usage.$get({ query: {} })),
});

export const distributionQuery = (id: string) =>
  queryOptions({
    queryKey: ["distributions", id],
    queryFn: () => ask(api.v1.distributions[":id"].$get({ param: { id } })),
  });
