import "@mantine/core/styles.css";
import "./tokens.css";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ApiProblem } from "./api.ts";
import { PreferencesProvider } from "./preferences.tsx";
import { createDashboardRouter } from "./router.tsx";
import { ThemeProvider } from "./theme.tsx";
import { UndoProvider } from "./ui/Undo.tsx";

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // What was refused is refused again; only what did not arrive is worth a second try.
      retry: (failures, error) => failures < 2 && !(error instanceof ApiProblem && error.status < 500),
      refetchOnWindowFocus: false,
    },
  },
});
const router = createDashboardRouter(queries);

createRoot(document.getElementById("root") as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <PreferencesProvider>
        <ThemeProvider>
          <UndoProvider>
            <RouterProvider router={router} />
          </UndoProvider>
        </ThemeProvider>
      </PreferencesProvider>
    </QueryClientProvider>
  </StrictMode>,
);
