/** What a process answers that has no house yet: it is alive, and everything else is to be asked again in a second. */
export function notReady(request: Request, detail: string): Response {
  if (new URL(request.url).pathname === "/livez") return Response.json({ status: "ok" });
  const body = { type: "about:blank", title: "Not available at the moment", status: 503, detail, code: "starting" };
  return new Response(JSON.stringify(body), {
    status: 503,
    headers: { "content-type": "application/problem+json", "retry-after": "1" },
  });
}
