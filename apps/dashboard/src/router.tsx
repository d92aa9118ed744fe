import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { api, ask, enterWorkspace } from "./api.ts";
import { NoSuchPage } from "./NoSuchPage.tsx";
import { parseSearch, type Search, stringifySearch } from "./search.ts";
import { sessionQuery, settingsQuery } from "./session.ts";
import { Shell } from "./shell/Shell.tsx";
import { FailurePage } from "./ui/States.tsx";

type Carried = { queries: QueryClient };

const validateSearch = (search: Record<string, unknown>): Search => search as Search;

const root = createRootRouteWithContext<Carried>()({
  component: Outlet,
  notFoundComponent: NoSuchPage,
  errorComponent: ({ error, reset }) => <FailurePage error={error} retry={reset} />,
});

/** Where whoever comes to the bare address belongs: to their workspace, to signing in, or to making the first one. */
const start = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: async ({ context }) => {
    const session = await context.queries.fetchQuery(sessionQuery);
    const [first] = session?.workspaces ?? [];
    if (first) throw redirect({ to: "/$workspace/overview", params: { workspace: first.slug } });
    const { needed } = await ask(api.auth["first-run"].$get());
    throw redirect({ to: needed ? "/first-run" : "/sign-in" });
  },
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch,
  component: lazyRouteComponent(() => import("./pages/sign-in/SignInPage.tsx"), "SignInPage"),
});

const firstRun = createRoute({
  getParentRoute: () => root,
  path: "/first-run",
  component: lazyRouteComponent(() => import("./pages/sign-in/FirstRunPage.tsx"), "FirstRunPage"),
});

/** Everything inside is shown to members only, with the workspace's settings at hand. */
const workspace = createRoute({
  getParentRoute: () => root,
  path: "/$workspace",
  validateSearch,
  beforeLoad: async ({ context, params, location }) => {
    const session = await context.queries.ensureQueryData(sessionQuery);
    const membership = session?.workspaces.find(({ slug }) => slug === params.workspace);
    if (!session || !membership) throw redirect({ to: "/sign-in", search: { next: location.href } });
    enterWorkspace(membership.id, session.user.id);
    await context.queries.ensureQueryData(settingsQuery);
  },
  component: Shell,
  notFoundComponent: NoSuchPage,
});

const at = <const Path extends string>(path: Path, page: () => Promise<Record<string, unknown>>, name: string) =>
  createRoute({
    getParentRoute: () => workspace,
    path,
    // biome-ignore lint/suspicious/noExplicitAny: the name is checked by the page being there at all
    component: lazyRouteComponent(page as any, name),
  });

const routes = root.addChildren([
  start,
  signIn,
  firstRun,
  workspace.addChildren([
    at("/overview", () => import("./pages/overview/OverviewPage.tsx"), "OverviewPage"),
    at("/scores", () => import("./pages/scores/ScoresPage.tsx"), "ScoresPage"),
    at("/journey", () => import("./pages/journey/JourneyPage.tsx"), "JourneyPage"),
    at("/shifts", () => import("./pages/shifts/ShiftsPage.tsx"), "ShiftsPage"),
    at("/shifts/watching", () => import("./pages/shifts/WatchingPage.tsx"), "WatchingPage"),
    at("/shifts/$shiftId", () => import("./pages/shift/ShiftPage.tsx"), "ShiftPage"),
    at("/responses/{-$responseId}", () => import("./pages/responses/ResponsesPage.tsx"), "ResponsesPage"),
    at("/cases/{-$caseId}", () => import("./pages/cases/CasesPage.tsx"), "CasesPage"),
    at("/surveys", () => import("./pages/surveys/SurveysPage.tsx"), "SurveysPage"),
    at("/surveys/new", () => import("./pages/surveys/NewSurveyPage.tsx"), "NewSurveyPage"),
    at("/surveys/$surveyId/edit", () => import("./pages/surveys/EditSurveyPage.tsx"), "EditSurveyPage"),
    at("/surveys/$surveyId/results", () => import("./pages/surveys/SurveyResultsPage.tsx"), "SurveyResultsPage"),
    at("/distributions", () => import("./pages/distributions/DistributionsPage.tsx"), "DistributionsPage"),
    at("/distributions/new", () => import("./pages/distributions/NewDistributionPage.tsx"), "NewDistributionPage"),
    at(
      "/distributions/$distributionId",
      () => import("./pages/distributions/DistributionPage.tsx"),
      "DistributionPage",
    ),
    at("/contacts", () => import("./pages/contacts/ContactsPage.tsx"), "ContactsPage"),
    at("/contacts/$contactId", () => import("./pages/contacts/ContactPage.tsx"), "ContactPage"),
    at("/settings/{-$section}", () => import("./pages/settings/SettingsPage.tsx"), "SettingsPage"),
  ]),
]);

export function createDashboardRouter(queries: QueryClient) {
  return createRouter({
    routeTree: routes,
    context: { queries },
    parseSearch,
    stringifySearch,
    defaultPreload: "intent",
    defaultPendingMs: 300,
    defaultErrorComponent: ({ error, reset }) => <FailurePage error={error} retry={reset} />,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createDashboardRouter>;
  }
}
