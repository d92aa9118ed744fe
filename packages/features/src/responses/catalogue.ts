import type { Catalogue, Context, Memory, PublishedSurvey } from "../context.ts";
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
  memory: Pick<Memory, "catalogues">;
  now: Date;
  read<T>(work: (reading: Reading) => Promise<T>): Promise<T>;
};

export function readCatalogue({ workspaceId, memory, now, read }: Source): CatalogueReader {
  // Promises are remembered, not results: when it is time to look again, one of many callers looks for all.
  const current = (): Promise<Catalogue> => {
    const known = memory.catalogues.get(workspaceId);
    if (known && known.until > now.getTime()) return known.reading;
    const reading = read(load);
    memory.catalogues.set(workspaceId, { until: now.getTime() + rememberedMs, reading });
    reading.catch(() => memory.catalogues.delete(workspaceId));
    return reading;
  };
  const again = () => {
    memory.catalogues.delete(workspaceId);
    return current();
  };
  return {
    survey: async (id) => {
      const { surveys } = await current();
      const known = surveys.get(id);
      if (known) return known;
      const reading = read((one) => publishedSurvey(one, id));
      surveys.set(id, reading);
      const found = await reading.catch((error) => {
        surveys.delete(id);
        throw error;
      });
      // What is not there is not remembered: it may be published the next moment.
      if (!found) surveys.delete(id);
      return found;
    },
    touchpointId: async (key) => (await current()).touchpoints.get(key) ?? (await again()).touchpoints.get(key) ?? null,
    dimensions: async () => (await current()).dimensions,
  };
}

async function load(reading: Reading): Promise<Catalogue> {
  const touchpoints = new Map((await listTouchpoints(reading)).map(({ id, key }) => [key, id]));
  const dimensions = (await listDimensions(reading)).map(({ id, key }) => ({ id, key }));
  return { surveys: new Map(), touchpoints, dimensions };
}

async function publishedSurvey(reading: Reading, id: string): Promise<PublishedSurvey | null> {
  const survey = await findSurvey(reading, id);
  if (!survey || survey.publishedVersion === null) return null;
  const version = await findVersion(reading, id, survey.publishedVersion);
  return (
    version && { id, version: version.version, definition: version.definition, scaleVersions: version.scaleVersions }
  );
}
