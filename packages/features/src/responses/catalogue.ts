import type { Catalogue, Context, PublishedSurvey } from "../context.ts";
import { findSurvey, findVersion } from "../surveys/index.ts";
import { listDimensions, listTouchpoints } from "../touchpoints/index.ts";

type Reading = Pick<Context, "tx" | "workspaceId">;

// Another process may have published or declared something: what it did is seen here within this time.
const rememberedMs = 1000;

/** What a workspace asks and where, remembered for a moment. `read` opens a transaction only when something is not. */
export type CatalogueReader = {
  survey(id: string): Promise<PublishedSurvey | null>;
  touchpointId(key: string): Promise<string | null>;
  dimensions(): Promise<{ id: string; key: string }[]>;
};

type Source = {
  workspaceId: string;
  memory: { catalogues: Map<string, Catalogue> };
  now: Date;
  read<T>(work: (reading: Reading) => Promise<T>): Promise<T>;
};

export function readCatalogue({ workspaceId, memory, now, read }: Source): CatalogueReader {
  const current = async (): Promise<Catalogue> => {
    const known = memory.catalogues.get(workspaceId);
    if (known && known.until > now.getTime()) return known;
    const fresh = await read(load);
    fresh.until = now.getTime() + rememberedMs;
    memory.catalogues.set(workspaceId, fresh);
    return fresh;
  };
  const reload = async () => {
    memory.catalogues.delete(workspaceId);
    return current();
  };
  return {
    survey: async (id) => {
      const catalogue = await current();
      const known = catalogue.surveys.get(id);
      if (known) return known;
      const found = await read((reading) => publishedSurvey(reading, id));
      if (found) catalogue.surveys.set(id, found);
      return found;
    },
    touchpointId: async (key) => (await current()).touchpoints.get(key) ?? (await reload()).touchpoints.get(key) ?? null,
    dimensions: async () => (await current()).dimensions,
  };
}

async function load(reading: Reading): Promise<Catalogue> {
  const touchpoints = new Map((await listTouchpoints(reading)).map(({ id, key }) => [key, id]));
  const dimensions = (await listDimensions(reading)).map(({ id, key }) => ({ id, key }));
  return { until: 0, surveys: new Map(), touchpoints, dimensions };
}

async function publishedSurvey(reading: Reading, id: string): Promise<PublishedSurvey | null> {
  const survey = await findSurvey(reading, id);
  if (!survey || survey.publishedVersion === null) return null;
  const version = await findVersion(reading, id, survey.publishedVersion);
  return version && { id, version: version.version, definition: version.definition, scaleVersions: version.scaleVersions };
}
