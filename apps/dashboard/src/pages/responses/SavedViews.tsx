import { Button, Checkbox, Menu, Modal, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { api, ask } from "../../api.ts";
import { parseSearch, type Search, stringifySearch } from "../../search.ts";
import { useWorkspace } from "../../session.ts";
import pills from "../../ui/FilterBar.module.css";
import { Icon } from "../../ui/Icon.tsx";
import { useUndo } from "../../ui/Undo.tsx";
import { useWords } from "../../words.ts";
import styles from "./SavedViews.module.css";
import { viewWords } from "./view-words.ts";

const readViews = () => ask(api.v1.views.$get());
type View = Awaited<ReturnType<typeof readViews>>["data"][number];
const viewsKey = ["views"];

/** Filters that somebody gave a name: one press sets them all. What is looked at stands in the address. */
export function SavedViews() {
  const words = useWords(viewWords);
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Search;
  const [isArranging, setArranging] = useState(false);
  const views = useQuery({ queryKey: viewsKey, queryFn: readViews }).data?.data ?? [];
  const now = written(search);
  const current = views.find((view) => view.search === now);
  const open = ({ search: wanted }: View) =>
    void navigate({
      to: "/$workspace/responses/{-$responseId}",
      params: { workspace: slug, responseId: undefined },
      search: () => parseSearch(wanted),
    });
  return (
    <>
      <Menu position="bottom-start" shadow="md">
        <Menu.Target>
          <button
            type="button"
            className={pills.pill}
            data-chosen={current ? true : undefined}
            aria-label={`${words.label}: ${current?.name ?? words.none}`}
          >
            <span>{current?.name ?? words.label}</span>
            <Icon name="down" size={12} />
          </button>
        </Menu.Target>
        <Menu.Dropdown mah={360} style={{ overflowY: "auto" }}>
          {views.map((view) => (
            <Menu.Item key={view.id} onClick={() => open(view)}>
              {view.name} {!view.isShared && <span className={styles.own}>{words.own}</span>}
            </Menu.Item>
          ))}
          <Menu.Item onClick={() => setArranging(true)}>{words.arrange}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={isArranging}
        onClose={() => setArranging(false)}
        title={words.title}
        centered
        size={480}
        closeButtonProps={{ "aria-label": words.close }}
      >
        <Arranging views={views} now={now} />
      </Modal>
    </>
  );
}

/** The filters of an address; which tab and answer are open is no part of a view. */
const written = (search: Search) =>
  stringifySearch(Object.fromEntries(Object.entries(search).sort(([a], [b]) => (a < b ? -1 : 1)))).slice(1);

function Arranging({ views, now }: { views: View[]; now: string }) {
  const words = useWords(viewWords);
  const { change, remove, order, keep } = useChanges(views);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const given = new FormData(form);
    const name = String(given.get("name") ?? "").trim();
    if (name === "") return;
    void keep({ name, search: now, isShared: given.get("shared") !== null });
    form.reset();
  };
  const move = (at: number, by: 1 | -1) => {
    const ids = views.map(({ id }) => id);
    const [moved] = ids.splice(at, 1);
    if (moved) void order(ids.toSpliced(at + by, 0, moved));
  };
  return (
    <div className={styles.arranging}>
      {views.length === 0 ? (
        <p className={styles.empty}>{words.empty}</p>
      ) : (
        <ul className={styles.list}>
          {views.map((view, at) => (
            <li key={view.id}>
              <TextInput
                className={styles.rename}
                aria-label={words.name}
                defaultValue={view.name}
                maxLength={200}
                onBlur={({ currentTarget: { value } }) => {
                  if (value.trim() !== "" && value.trim() !== view.name) void change(view, { name: value.trim() });
                }}
              />
              <span className={styles.own}>{view.isShared ? words.shared : words.own}</span>
              <Button
                variant="subtle"
                disabled={at === 0}
                aria-label={words.up(view.name)}
                onClick={() => move(at, -1)}
              >
                ↑
              </Button>
              <Button
                variant="subtle"
                disabled={at === views.length - 1}
                aria-label={words.down(view.name)}
                onClick={() => move(at, 1)}
              >
                ↓
              </Button>
              <Button variant="subtle" aria-label={words.remove(view.name)} onClick={() => void remove(view, at)}>
                {words.delete}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <form className={styles.keep} onSubmit={submit}>
        <TextInput name="name" label={words.keepAs} placeholder={words.example} maxLength={200} />
        <Checkbox name="shared" label={words.forAll} />
        <Button type="submit">{words.keep}</Button>
      </form>
    </div>
  );
}

type Kept = { name: string; search: string; isShared: boolean; position?: number };

function useChanges(views: View[]) {
  const words = useWords(viewWords);
  const queries = useQueryClient();
  const tell = useUndo();
  const attempt = async (work: Promise<unknown>) => {
    await work.catch(() => tell(words.failed));
    await queries.invalidateQueries({ queryKey: viewsKey });
  };
  const keep = (json: Kept) => attempt(ask(api.v1.views.$post({ json })));
  const order = (ids: string[]) => attempt(ask(api.v1.views.order.$put({ json: { ids } })));
  const rename = ({ id }: View, name: string) =>
    attempt(ask(api.v1.views[":id"].$patch({ param: { id }, json: { name } })));
  return {
    keep,
    change: async (view: View, { name }: { name: string }) => {
      await rename(view, name);
      tell(words.renamed(name), () => rename(view, view.name));
    },
    order: async (ids: string[]) => {
      const before = views.map(({ id }) => id);
      await order(ids);
      tell(words.moved, () => order(before));
    },
    remove: async (view: View, position: number) => {
      const { id, name, search, isShared } = view;
      await attempt(ask(api.v1.views[":id"].$delete({ param: { id } })));
      tell(words.deleted(name), () => keep({ name, search, isShared, position }));
    },
  };
}
