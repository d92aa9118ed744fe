type Lasting = Event & { waitUntil(work: Promise<unknown>): void };
type Fetching = Event & { request: Request; respondWith(response: Promise<Response>): void };
const worker = self as unknown as { skipWaiting(): Promise<void>; clients: { claim(): Promise<void> } };

const cacheName = "otklik-kiosk";
const patienceMs = 4000;

addEventListener("install", (event) => (event as Lasting).waitUntil(worker.skipWaiting()));
addEventListener("activate", (event) => (event as Lasting).waitUntil(worker.clients.claim()));

/** Of a kiosk's page the newest that can be had; of its scripts the one of that name. Everything else is none of its business. */
addEventListener("fetch", (event) => {
  const { request } = event as Fetching;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  const isPage = request.mode === "navigate" && url.searchParams.has("kiosk");
  if (isPage) (event as Fetching).respondWith(newest(request));
  else if (url.pathname.startsWith("/assets/")) (event as Fetching).respondWith(kept(request));
});

async function newest(request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(patienceMs) });
    // A PIN or a closed door is shown, and must not take the place of the survey.
    if (response.ok && response.headers.has("otklik-page")) await cache.put(request.url, response.clone());
    const isOurs = response.headers.has("x-request-id") || response.type === "opaqueredirect";
    if (isOurs && response.status < 500) return response;
  } catch {}
  return (await cache.match(request.url)) ?? Response.error();
}

async function kept(request: Request): Promise<Response> {
  return (await caches.match(request.url)) ?? fetch(request);
}
