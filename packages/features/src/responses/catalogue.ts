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
  /**
   * Reads under way that others may join. Only for those who hold no connection: one who holds one and waits for a read
   * that waits for a connection would wait for itself.
   */
  shared?: Map<string, Promise<unknown>>;
};

export function readCatalogue({ workspaceId, memory, now, read, shared }: Source): CatalogueReader {
  const together = <T>(key: string, work: () => Promise<T>): Promise<T> => {
    if (!shared) return work();
    const underWay = shared.get(key) as Promise<T> | undefined;
    if (underWay) return underWay;
    const reading = work().finally(() => shared.delete(key));
    shared.set(key, reading);
    return reading;
  };
  const again = () =>
    together(workspaceId, async () => {
      const catalogue = await read(load);
      memory.catalogues.set(workspaceId, { until: now.getTime() + rememberedMs, catalogue });
      return catalogue;
    });
  const current = async (): Promise<Catalogue> => {
    const known = memory.catalogues.get(workspaceId);
    return known && known.until > now.getTime() ? known.catalogue : again();
  };
  return {
    survey: async (id) => {
      const { surveys } = await current();
      const known = surveys.get(id);
      if (known) return known;
      // What is not there is not remembered: it may be published the next moment.
      const found = await together(`${workspaceId} ${id}`, () => read((one) => publishedSurvey(one, id)));
      if (found) surveys.set(id, found);
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
