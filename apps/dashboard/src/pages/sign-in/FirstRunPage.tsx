import { Button, PasswordInput, Select, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useEffect, useMemo, useState } from "react";
import { ApiProblem, api, ask } from "../../api.ts";
import { usePreferences } from "../../preferences.tsx";
import { sessionQuery } from "../../session.ts";
import { useWords } from "../../words.ts";
import styles from "./SignIn.module.css";
import { SignInFrame } from "./SignInFrame.tsx";
import { words as pageWords } from "./words.ts";

/** The first owner of an installation that has none. */
export function FirstRunPage() {
  const all = useWords(pageWords);
  const words = all.firstRun;
  const { language } = usePreferences();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const zones = useMemo(() => ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone.includes("/"))], []);
  const [timeZone, setTimeZone] = useState(() => {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    return zones.includes(own) ? own : "UTC";
  });
  useEffect(() => {
    document.title = `${words.title} · Otklik`;
  }, [words.title]);
  const make = useMutation({
    mutationFn: (given: FormData) =>
      ask(
        api.auth["first-run"].$post({
          json: {
            name: String(given.get("name")),
            ownerEmail: String(given.get("email")),
            ownerPassword: String(given.get("password")),
            timeZone,
            locale: language,
          },
        }),
      ),
    onSuccess: (session) => {
      queries.setQueryData(sessionQuery.queryKey, session);
      void navigate({ href: "/" });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    make.mutate(new FormData(event.currentTarget));
  };
  const problem = make.error instanceof ApiProblem ? make.error : null;
  const faultAt = (pointer: string) => problem?.errors.find((one) => one.pointer === pointer)?.detail;
  return (
    <SignInFrame>
      <form className={styles.form} onSubmit={submit}>
        <h1>{words.title}</h1>
        <p>{words.text}</p>
        <TextInput
          name="name"
          label={words.name}
          autoComplete="organization"
          required
          withAsterisk={false}
          error={faultAt("/name")}
        />
        <TextInput
          name="email"
          type="email"
          label={all.email}
          autoComplete="username"
          required
          withAsterisk={false}
          error={faultAt("/ownerEmail")}
        />
        <PasswordInput
          name="password"
          label={all.password}
          description={words.passwordHint}
          autoComplete="new-password"
          minLength={8}
          required
          withAsterisk={false}
          error={faultAt("/ownerPassword")}
        />
        <Select
          label={words.zone}
          description={words.zoneHint}
          data={zones}
          value={timeZone}
          onChange={(zone) => zone && setTimeZone(zone)}
          searchable
          allowDeselect={false}
          limit={60}
        />
        {make.error && !problem?.errors.length && (
          <div className={styles.fault} role="alert">
            {problem?.detail || all.failed}
          </div>
        )}
        <Button type="submit" loading={make.isPending}>
          {words.make}
        </Button>
      </form>
    </SignInFrame>
  );
}
