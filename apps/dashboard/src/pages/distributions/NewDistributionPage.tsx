import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { api, ask } from "../../api.ts";
import type { Search } from "../../search.ts";
import { useWorkspace } from "../../session.ts";
import { PageHead } from "../../ui/PageHead.tsx";
import { useUndo } from "../../ui/Undo.tsx";
import { useWords } from "../../words.ts";
import { DistributionForm } from "./DistributionForm.tsx";
import { newOffer, type Offer, rulesOf } from "./offer.ts";
import { words as pageWords } from "./words.ts";

/** A new way to offer a survey; the address may already say which, and where. */
export function NewDistributionPage() {
  const words = useWords(pageWords);
  const { slug } = useWorkspace();
  const { survey = null, touchpoint = null } = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const queries = useQueryClient();
  const tell = useUndo();
  const making = useMutation({
    mutationFn: (offer: Offer) => {
      const { trigger, ...rules } = rulesOf(offer);
      const place = { surveyId: offer.surveyId as string, touchpointKey: offer.touchpointKey as string };
      return ask(api.v1.distributions.$post({ json: { ...place, ...rules, ...(trigger && { trigger }) } }));
    },
    onSuccess: ({ id }) => {
      void queries.invalidateQueries({ queryKey: ["distributions"] });
      void queries.invalidateQueries({ queryKey: ["surveys"] });
      tell(words.form.made);
      void navigate({
        to: "/$workspace/distributions/$distributionId",
        params: { workspace: slug, distributionId: id },
      });
    },
  });
  return (
    <>
      <PageHead title={words.create} />
      <DistributionForm
        start={{ ...newOffer, surveyId: survey, touchpointKey: touchpoint }}
        isKnown={false}
        isBusy={making.isPending}
        error={making.error}
        save={(offer) => making.mutate(offer)}
        cancel={() => void navigate({ to: "/$workspace/distributions", params: { workspace: slug } })}
      />
    </>
  );
}
