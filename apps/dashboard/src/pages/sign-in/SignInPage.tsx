import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent, useEffect } from "react";
import { ApiProblem, api, ask } from "../../api.ts";
import type { Search } from "../../search.ts";
import { sessionQuery } from "../../session.ts";
import { useWords } from "../../words.ts";
import styles from "./SignIn.module.css";
import { SignInFrame } from "./SignInFrame.tsx";
import { words as pageWords } from "./words.ts";

/** An address of our own to go on to: never another site's. */
const isOurs = (path: string | undefined): path is string => path !== undefined && /^\/[a-z0-9]/.test(path);

export function SignInPage() {
  const words = useWords(pageWords);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { next } = useSearch({ strict: false }) as Search;
  const signIn = useMutation({
    mutationFn: (json: { email: string; password: string }) => ask(api.auth["sign-in"].$post({ json })),
    onSuccess: (session) => {
      queries.setQueryData(sessionQuery.queryKey, session);
      void navigate({ href: isOurs(next) ? next : "/" });
    },
  });
  useEffect(() => {
    document.title = `${words.title} · Otklik`;
  }, [words.title]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    signIn.mutate({ email: String(given.get("email")), password: String(given.get("password")) });
  };
  const status = signIn.error instanceof ApiProblem ? signIn.error.status : null;
  const fault = signIn.error && (status === 401 ? words.refused : status === 429 ? words.tooOften : words.failed);
  return (
    <SignInFrame>
      <form className={styles.form} onSubmit={submit}>
        <h1>{words.title}</h1>
        <TextInput
          name="email"
          type="email"
          label={words.email}
          autoComplete="username"
          required
          withAsterisk={false}
        />
        <PasswordInput
          name="password"
          label={words.password}
          autoComplete="current-password"
          required
          withAsterisk={false}
        />
        {fault && (
          <div className={styles.fault} role="alert">
            {fault}
          </div>
        )}
        <Button type="submit" loading={signIn.isPending}>
          {words.signIn}
        </Button>
      </form>
    </SignInFrame>
  );
}
