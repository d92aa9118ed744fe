import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { api, ask } from "../../api.ts";
import { useFilters } from "../../filters.ts";
import { frameWords } from "../../frame-words.ts";
import type { Search } from "../../search.ts";
import { useWorkspace } from "../../session.ts";
import { FilterBar } from "../../ui/FilterBar.tsx";
import { PageHead } from "../../ui/PageHead.tsx";
import { AsyncState, Loading } from "../../ui/States.tsx";
import { useUndo } from "../../ui/Undo.tsx";
import { useWords } from "../../words.ts";
import { ActiveSwitch } from "./ActiveSwitch.tsx";
import { DistributionForm } from "./DistributionForm.tsx";
import styles from "./DistributionPage.module.css";
import { Funnel, Refusals } from "./Funnel.tsx";
import { LinkSettings } from "./LinkSettings.tsx";
import { type Offer, offerOf, rulesOf } from "./offer.ts";
import { QrCode } from "./QrCode.tsx";
import { distributionQuery, usageQuery } from "./queries.ts";
import { SingleUseLinks } from "./SingleUseLinks.tsx";
import { useSentence } from "./sentence.ts";
import { OpenLink, Program, SendTest } from "./Triggers.tsx";
import { words as pageWords } from "./words.ts";

/** One way to offer a survey: how far it gets, whom it does not ask and why, and how it is set off. */
export function DistributionPage() {
  const frame = useWords(frameWords);
  const words = useWords(pageWords);
  const { distributionId: id = "" } = useParams({ strict: false });
  const { edit } = useSearch({ strict: false }) as Search;
  const query = useQuery(distributionQuery(id));
  const usage = useQuery(usageQuery);
  const use = usage.data?.data.find(({ distributionId }) => distributionId === id);
  return (
    <>
      <PageHead title={use?.touchpoint.name ?? frame.pages.distributions} />
      <AsyncState query={query} what={words.one} loading={<Loading lines={8} height={600} />}>
        {(distribution) =>
          edit ? (
            <Changing distribution={distribution} />
          ) : (
            <Shown distribution={distribution} name={use?.touchpoint.name} survey={use?.survey.name} />
          )
        }
      </AsyncState>
    </>
  );
}

type Distribution = Awaited<ReturnType<NonNullable<ReturnType<typeof distributionQuery>["queryFn"]>>>;

function Shown({ distribution, name, survey }: { distribution: Distribution; name?: string; survey?: string }) {
  const words = useWords(pageWords);
  const { slug } = useWorkspace();
  const { range } = useFilters();
  const sentenceOf = useSentence();
  const { id, touchpointKey, surveyId, active } = distribution;
  const sentence = sentenceOf(name ?? touchpointKey, distribution);
  const funnel = useQuery({
    queryKey: ["distributions", id, "funnel", range.from, range.to],
    queryFn: () =>
      ask(api.v1.distributions[":id"].funnel.$get({ param: { id }, query: { from: range.from, to: range.to } })),
  });
  return (
    <>
      <div className={styles.head}>
        <div>
          <p className={styles.sentence}>{sentence}</p>
          <Link
            to="/$workspace/surveys/$surveyId/results"
            params={{ workspace: slug, surveyId }}
            search={{ touchpoint: touchpointKey }}
          >
            {survey ?? "…"}
          </Link>
        </div>
        <span className={styles.right}>
          <span>{active ? words.on : words.off}</span>
          <ActiveSwitch id={id} name={name ?? touchpointKey} label={sentence} active={active} />
          <Button
            variant="default"
            renderRoot={(props) => (
              <Link
                to="/$workspace/distributions/$distributionId"
                params={{ workspace: slug, distributionId: id }}
                search={(was) => ({ ...was, edit: "rules" })}
                {...props}
              />
            )}
          >
            {words.detail.change}
          </Button>
        </span>
      </div>
      <FilterBar fields={["period"]} note={words.detail.tests} />
      <div className={styles.columns}>
        <div className={styles.column}>
          <AsyncState query={funnel} what={words.detail.whatFunnel} loading={<Loading lines={8} height={420} />}>
            {(data) => (
              <>
                <Funnel funnel={data} />
                <Refusals funnel={data} distributionId={id} />
              </>
            )}
          </AsyncState>
        </div>
        <div className={styles.column}>
          <SendTest id={id} />
          <OpenLink url={distribution.url} />
          <QrCode id={id} slug={distribution.slug} url={distribution.url} />
          <LinkSettings key={JSON.stringify(distribution)} doors={distribution} />
          {distribution.singleUse && <SingleUseLinks id={id} slug={distribution.slug} />}
          <Program distribution={distribution} />
        </div>
      </div>
    </>
  );
}

function Changing({ distribution }: { distribution: Distribution }) {
  const words = useWords(pageWords);
  const { id } = distribution;
  const navigate = useNavigate();
  const queries = useQueryClient();
  const tell = useUndo();
  const close = () => void navigate({ to: ".", search: ({ edit: _, ...rest }: Search) => rest });
  const put = (offer: Offer) => ask(api.v1.distributions[":id"].$patch({ param: { id }, json: rulesOf(offer) }));
  const refresh = () => queries.invalidateQueries({ queryKey: ["distributions"] });
  const before = offerOf(distribution);
  const change = useMutation({
    mutationFn: put,
    onSuccess: () => {
      void refresh();
      tell(words.form.saved, () => put(before).then(refresh));
      close();
    },
  });
  return (
    <DistributionForm
      start={before}
      isKnown
      isBusy={change.isPending}
      error={change.error}
      save={(offer) => change.mutate(offer)}
      cancel={close}
    />
  );
}
