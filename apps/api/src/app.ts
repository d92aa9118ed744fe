import { Hono } from "hono";
import { routePath } from "hono/route";
import type { ApiEnv } from "./api-env.ts";
import { adminOnly, authenticate, requireAdmin } from "./authenticate.ts";
import { idempotent } from "./idempotent.ts";
import { openApi } from "./openapi.ts";
import { dashboard, dashboardPage, isDashboardPath } from "./pages/dashboard.ts";
import { devMailbox } from "./pages/dev-mailbox.ts";
import { media } from "./pages/media.ts";
import { metrics } from "./pages/metrics.ts";
import { openLinkDoors } from "./pages/open-link-doors.ts";
import { surveyDoors } from "./pages/survey-doors.ts";
import { surveyPreview } from "./pages/survey-preview.ts";
import { onError, problemResponse } from "./problem-details.ts";
import { alerts } from "./routes/alerts.ts";
import { cases } from "./routes/cases.ts";
import { contacts } from "./routes/contacts.ts";
import { distributions, events, invitations } from "./routes/distributions.ts";
import { health } from "./routes/health.ts";
import { images } from "./routes/images.ts";
import { keys } from "./routes/keys.ts";
import { links } from "./routes/links.ts";
import { marks } from "./routes/marks.ts";
import { members } from "./routes/members.ts";
import { responses } from "./routes/responses.ts";
import { scores } from "./routes/scores.ts";
import { session } from "./routes/session.ts";
import { shifts } from "./routes/shifts.ts";
import { stream } from "./routes/stream.ts";
import { surveyCopies } from "./routes/survey-copies.ts";
import { surveys } from "./routes/surveys.ts";
import { themes } from "./routes/themes.ts";
import { dimensions, journeys, touchpoints } from "./routes/touchpoints.ts";
import { views } from "./routes/views.ts";
import { workspace } from "./routes/workspace.ts";
import type { Runtime } from "./runtime.ts";

// HSTS and nosniff hold everywhere; pages set a policy of their own in place of this one.
export const securityHeaders: [string, string][] = [
  ["strict-transport-security", "max-age=63072000; includeSubDomains"],
  ["x-content-type-options", "nosniff"],
  ["referrer-policy", "same-origin"],
  ["content-security-policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"],
  ["cache-control", "no-store"],
];

/** Every route of the house, on any runtime. `runtimeOf` finds a request's own, where each has one. */
export function createApp(runtime: Runtime, runtimeOf: (env: unknown) => Runtime = () => runtime) {
  const app = new Hono<ApiEnv>()
    .use(async (c, next) => {
      c.set("runtime", runtimeOf(c.env));
      const requestId = crypto.randomUUID();
      c.set("requestId", requestId);
      for (const [name, value] of securityHeaders) c.header(name, value);
      c.header("x-request-id", requestId);
      const startedAt = performance.now();
      await next();
      const { method } = c.req;
      const seconds = (performance.now() - startedAt) / 1000;
      runtime.metrics?.observe({ route: routePath(c, -1), method, status: c.res.status, seconds });
    })
    .route("/", health)
    .route("/", surveyDoors)
    .route("/", openLinkDoors)
    .route("/", media)
    .route("/auth", session)
    .use("/v1/*", authenticate)
    .use("/v1/workspace/*", requireAdmin)
    .use("/v1/keys/*", adminOnly)
    // After every check of rights: a kept answer is for those only who might ask for it now.
    .use("/v1/*", idempotent)
    .route("/v1/workspace", workspace)
    .route("/v1/members", members)
    .route("/v1/keys", keys)
    .route("/v1/contacts", contacts)
    .route("/v1/journeys", journeys)
    .route("/v1/touchpoints", touchpoints)
    .route("/v1/dimensions", dimensions)
    .route("/v1/surveys", surveyCopies)
    .route("/v1/surveys", surveys)
    .route("/v1/images", images)
    .route("/v1/surveys", surveyPreview)
    .route("/v1/distributions", distributions)
    .route("/v1/distributions", links)
    .route("/v1/events", events)
    .route("/v1/invitations", invitations)
    .route("/v1/responses", responses)
    .route("/v1/views", views)
    .route("/v1/themes", themes)
    .route("/v1/scores", scores)
    .route("/v1/shifts", shifts)
    .route("/v1/alerts", alerts)
    .route("/v1/marks", marks)
    .route("/v1/cases", cases)
    .route("/v1/stream", stream);
  app.route("/", openApi(app));
  if (runtime.metrics) app.route("/metrics", metrics);
  if (runtime.mailbox) app.route("/dev", devMailbox);
  app.route("/", dashboard);
  app.onError(onError);
  app.notFound((c) => (c.req.method === "GET" && isDashboardPath(c.req.path) ? dashboardPage(c) : notFound(c, app)));
  return app;
}

export type App = ReturnType<typeof createApp>;

/** 405 where the path is known under another method, as Hono itself does not; otherwise 404. */
function notFound(c: Parameters<Parameters<Hono<ApiEnv>["notFound"]>[0]>[0], app: Hono<ApiEnv>): Response {
  const allowed = new Set(
    app.routes.filter(({ method, path }) => method !== "ALL" && matches(path, c.req.path)).map(({ method }) => method),
  );
  if (allowed.size === 0)
    return problemResponse(c, {
      status: 404,
      code: "path.not-found",
      detail: "Nothing is here. The routes are listed in /openapi.json.",
    });
  if (allowed.has("GET")) allowed.add("HEAD");
  const allow = [...allowed].sort().join(", ");
  return problemResponse(c, {
    status: 405,
    code: "method.not-allowed",
    detail: `This takes ${allow}.`,
    headers: { allow },
  });
}

function matches(pattern: string, path: string): boolean {
  const wanted = pattern.split("/");
  const found = path.split("/");
  return (
    wanted.length === found.length &&
    wanted.every((part, index) => part === found[index] || (part.startsWith(":") && found[index] !== ""))
  );
}
