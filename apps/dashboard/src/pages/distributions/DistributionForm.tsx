import {
  ActionIcon,
  Button,
  MultiSelect,
  NumberInput,
  SegmentedControl,
  Select,
  Switch,
  TextInput,
} from "@mantine/core";
import { type Operator, operators } from "@otklik/domain/targeting/trigger";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ApiProblem, api, ask } from "../../api.ts";
import { frameWords } from "../../frame-words.ts";
import { useSettings } from "../../session.ts";
import { Card } from "../../ui/Card.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words.ts";
import styles from "./DistributionForm.module.css";
import { type Offer, rulesOf, unitSeconds } from "./offer.ts";
import { useSentence } from "./sentence.ts";
import { words as pageWords } from "./words.ts";

type Props = {
  start: Offer;
  /** Of one that is there already; its survey and touchpoint stay. */
  isKnown: boolean;
  isBusy: boolean;
  error: unknown;
  save(offer: Offer): void;
  cancel(): void;
};

/** How a survey is offered, with the sentence that it comes to. */
export function DistributionForm({ start, isKnown, isBusy, error, save, cancel }: Props) {
  const all = useWords(pageWords);
  const words = all.form;
  const { channels: channelNames } = useWords(frameWords);
  const sentenceOf = useSentence();
  const settings = useSettings();
  const [offer, setOffer] = useState(start);
  const [isChecked, setChecked] = useState(false);
  const set = (change: Partial<Offer>) => setOffer((was) => ({ ...was, ...change }));
  const surveys = useQuery({
    queryKey: ["surveys", "names"],
    queryFn: () => ask(api.v1.surveys.$get({ query: { limit: "200" } })),
  });
  const touchpoints = useQuery({ queryKey: ["touchpoints"], queryFn: () => ask(api.v1.touchpoints.$get()) });
  const published = (surveys.data?.data ?? []).filter(({ status }) => status === "published");
  const places = touchpoints.data?.data ?? [];
  const place = places.find(({ key }) => key === offer.touchpointKey)?.name ?? "…";
  const isByEvent = offer.by === "event";
  const missing = {
    survey: offer.surveyId === null,
    touchpoint: offer.touchpointKey === null,
    channels: offer.channels.length === 0,
    event: isByEvent && offer.event.trim() === "",
  };
  const needed = (field: keyof typeof missing) => (isChecked && missing[field] ? words.needed : undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!Object.values(missing).some(Boolean)) save(offer);
  };
  const problem = error instanceof ApiProblem ? error : null;
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <p className={styles.sentence} aria-live="polite">
        {sentenceOf(place, { ...rulesOf(offer), trigger: isByEvent ? triggerOf(offer) : null })}
      </p>
      <Card title={words.what} className={styles.fields}>
        <Select
          label={words.survey}
          description={published.length === 0 && surveys.data ? words.noSurveys : words.surveyHint}
          data={published.map(({ id, name }) => ({ value: id, label: name }))}
          value={offer.surveyId}
          onChange={(surveyId) => set({ surveyId })}
          disabled={isKnown}
          error={needed("survey")}
          searchable
        />
        <Select
          label={words.touchpoint}
          description={places.length === 0 && touchpoints.data ? words.noTouchpoints : undefined}
          data={places.map(({ key, name }) => ({ value: key, label: name }))}
          value={offer.touchpointKey}
          onChange={(touchpointKey) => set({ touchpointKey })}
          disabled={isKnown}
          error={needed("touchpoint")}
          searchable
        />
        <MultiSelect
          label={words.channels}
          description={words.channelsHint}
          data={Object.entries(channelNames).map(([value, label]) => ({ value, label }))}
          value={offer.channels}
          onChange={(channels) => set({ channels })}
          maxValues={8}
          error={needed("channels")}
        />
      </Card>
      <Card title={words.when} className={styles.fields}>
        <Choice
          label={words.trigger}
          data={[
            { value: "event", label: words.byEvent },
            { value: "link", label: words.byLink },
          ]}
          value={offer.by}
          choose={(by) => set({ by })}
        />
        {isByEvent && (
          <>
            <TextInput
              label={words.event}
              description={words.eventHint}
              placeholder="ticket.sent"
              value={offer.event}
              maxLength={200}
              spellCheck={false}
              autoCapitalize="none"
              error={needed("event")}
              onChange={({ currentTarget }) => set({ event: currentTarget.value })}
            />
            <Conditions offer={offer} set={set} />
            <div className={styles.pair}>
              <NumberInput
                label={words.delay}
                description={words.delayHint}
                value={offer.delay}
                min={0}
                max={365}
                onChange={(delay) => set({ delay: Number(delay) || 0 })}
              />
              <Select
                aria-label={words.unit}
                data={(Object.keys(unitSeconds) as Offer["unit"][]).map((value) => ({
                  value,
                  label: words.units[value],
                }))}
                value={offer.unit}
                onChange={(unit) => unit && set({ unit: unit as Offer["unit"] })}
                allowDeselect={false}
              />
            </div>
          </>
        )}
      </Card>
      <Card title={words.rules} className={styles.fields}>
        {isByEvent && (
          <NumberInput
            label={words.sampling}
            description={words.samplingHint}
            value={offer.sampling}
            min={0.1}
            max={100}
            decimalScale={1}
            onChange={(sampling) => set({ sampling: Number(sampling) || 100 })}
          />
        )}
        <NumberInput
          label={words.recontact}
          description={words.recontactHint}
          value={offer.recontactDays ?? ""}
          min={0}
          max={3650}
          allowDecimal={false}
          onChange={(days) => set({ recontactDays: days === "" ? null : Number(days) })}
        />
        <Choice
          label={words.kind}
          hint={settings ? words.kindHint(settings.transactionalRestDays, settings.relationalRestDays) : undefined}
          data={[
            { value: "transactional", label: words.transactional },
            { value: "relational", label: words.relational },
          ]}
          value={offer.kind}
          choose={(kind) => set({ kind })}
        />
        <Choice
          label={words.budget}
          data={[
            { value: "refuse", label: words.refuse },
            { value: "defer", label: words.defer },
          ]}
          value={offer.whenBudgetSpent}
          choose={(whenBudgetSpent) => set({ whenBudgetSpent })}
        />
        <Switch
          withThumbIndicator={false}
          styles={{ thumb: { background: offer.active ? "var(--on-ink)" : "var(--control)" } }}
          label={words.active}
          checked={offer.active}
          onChange={({ currentTarget }) => set({ active: currentTarget.checked })}
        />
      </Card>
      <div className={styles.actions}>
        {error instanceof Error && (
          <span role="alert">
            {all.failed}: {problem?.detail || error.message}
          </span>
        )}
        <Button type="button" variant="default" onClick={cancel}>
          {words.cancel}
        </Button>
        <Button type="submit" loading={isBusy}>
          {isKnown ? words.save : words.create}
        </Button>
      </div>
    </form>
  );
}

const triggerOf = (offer: Offer) => ({ event: offer.event.trim() || "…", where: rulesOf(offer).trigger?.where ?? [] });

type ChoiceProps<Value extends string> = {
  label: string;
  hint?: string;
  data: { value: Value; label: string }[];
  value: Value;
  choose(value: Value): void;
};

function Choice<Value extends string>({ label, hint, data, value, choose }: ChoiceProps<Value>) {
  return (
    <fieldset className={styles.choice}>
      <legend>{label}</legend>
      {hint && <p>{hint}</p>}
      <SegmentedControl data={data} value={value} onChange={(chosen) => choose(chosen as Value)} fullWidth />
    </fieldset>
  );
}

function Conditions({ offer, set }: { offer: Offer; set(change: Partial<Offer>): void }) {
  const words = useWords(pageWords).form;
  const { conditions } = offer;
  const change = (id: number, to: Partial<Offer["conditions"][number]>) =>
    set({ conditions: conditions.map((one) => (one.id === id ? { ...one, ...to } : one)) });
  const add = () => {
    const id = Math.max(-1, ...conditions.map((one) => one.id)) + 1;
    set({ conditions: [...conditions, { id, property: "", op: "eq", value: "" }] });
  };
  return (
    <fieldset className={styles.choice}>
      <legend>{words.filters}</legend>
      {conditions.length > 0 && <p>{words.filtersHint}</p>}
      {conditions.map(({ id, property, op, value }) => (
        <div key={id} className={styles.condition}>
          <TextInput
            aria-label={words.property}
            placeholder={words.property}
            value={property}
            maxLength={200}
            onChange={({ currentTarget }) => change(id, { property: currentTarget.value })}
          />
          <Select
            aria-label={words.op}
            data={operators.map((one) => ({ value: one, label: words.ops[one] }))}
            value={op}
            onChange={(chosen) => chosen && change(id, { op: chosen as Operator })}
            allowDeselect={false}
          />
          {op !== "exists" && (
            <TextInput
              aria-label={words.value}
              placeholder={words.value}
              value={value}
              maxLength={1000}
              onChange={({ currentTarget }) => change(id, { value: currentTarget.value })}
            />
          )}
          <ActionIcon
            variant="subtle"
            color="dark"
            size={36}
            aria-label={words.removeFilter}
            onClick={() => set({ conditions: conditions.filter((one) => one.id !== id) })}
          >
            <Icon name="close" />
          </ActionIcon>
        </div>
      ))}
      {conditions.length < 20 && (
        <Button type="button" variant="default" leftSection={<Icon name="plus" size={14} />} onClick={add}>
          {words.addFilter}
        </Button>
      )}
    </fieldset>
  );
}
