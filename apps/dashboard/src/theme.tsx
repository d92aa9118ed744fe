import { Button, type CSSVariablesResolver, createTheme, Input, MantineProvider } from "@mantine/core";
import type { CSSProperties, ReactNode } from "react";
import { usePreferences } from "./preferences.tsx";

const theme = createTheme({
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "15px", xl: "18px" },
  lineHeights: { xs: "16px", sm: "18px", md: "20px", lg: "21px", xl: "24px" },
  spacing: { xs: "4px", sm: "8px", md: "12px", lg: "16px", xl: "24px" },
  radius: { xs: "5px", sm: "7px", md: "7px", lg: "10px", xl: "10px" },
  defaultRadius: "sm",
  primaryColor: "dark",
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Button: Button.extend({
      defaultProps: { size: "compact-md" },
      styles: { root: { height: 32, paddingInline: 12, fontSize: 13, fontWeight: 500 } },
      // Ink on page colour: the library's own primary button is white on a shade of its own, unreadable in the dark.
      vars: (_, { variant = "filled" }) => ({
        root:
          variant === "filled"
            ? { "--button-bg": "var(--ink)", "--button-hover": "var(--ink)", "--button-color": "var(--on-ink)" }
            : {},
      }),
    }),
    Input: Input.extend({
      styles: {
        wrapper: {
          "--input-bg": "var(--card)",
          "--input-bd": "var(--control)",
          "--input-color": "var(--text)",
          "--input-placeholder-color": "var(--text2)",
        } as CSSProperties,
      },
    }),
    Radio: { defaultProps: { color: "var(--ink)", iconColor: "var(--on-ink)" } },
    Checkbox: { defaultProps: { color: "var(--ink)", iconColor: "var(--on-ink)" } },
    // Where a screen reader looks for it: within a landmark, and with nothing in it but its items.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false, portalProps: { target: "main" } } },
    Modal: { defaultProps: { transitionProps: { duration: 120 } } },
    Popover: { defaultProps: { transitionProps: { duration: 120 } } },
  },
});

// Mantine's own colours become the design's tokens, which switch with the scheme by themselves.
const tokens = {
  "--mantine-color-body": "var(--page)",
  "--mantine-color-text": "var(--text)",
  "--mantine-color-dimmed": "var(--text2)",
  "--mantine-color-placeholder": "var(--text2)",
  "--mantine-color-default": "var(--card)",
  "--mantine-color-default-hover": "var(--sunken)",
  "--mantine-color-default-color": "var(--text)",
  "--mantine-color-default-border": "var(--control)",
  "--mantine-color-error": "var(--detractor)",
  "--mantine-primary-color-filled": "var(--ink)",
  "--mantine-primary-color-filled-hover": "var(--ink)",
  "--mantine-primary-color-contrast": "var(--on-ink)",
  "--mantine-primary-color-light": "var(--sunken)",
  "--mantine-primary-color-light-hover": "var(--sunken)",
  "--mantine-primary-color-light-color": "var(--text)",
  "--mantine-color-anchor": "var(--text)",
  "--mantine-color-dark-filled": "var(--ink)",
  "--mantine-color-dark-filled-hover": "var(--ink)",
};
// Said of both schemes: what Mantine says of one is closer than what is said of all.
const toTokens: CSSVariablesResolver = () => ({
  variables: tokens,
  // Borders of fields and boxes, which Mantine draws too faint to be seen by everybody.
  light: { ...tokens, "--mantine-color-gray-4": "var(--control)" },
  dark: { ...tokens, "--mantine-color-dark-4": "var(--control)" },
});

const nonce = () => document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";
// Where the library that holds the page still behind a dialog looks for it.
Object.assign(globalThis, { __webpack_nonce__: nonce() });

/** Mantine dressed in the tokens, light or dark as this browser's user wants it. */
export function ThemeProvider({ children }: { children: ReactNode }) {
  const { scheme } = usePreferences().preferences;
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={toTokens}
      getStyleNonce={nonce}
      {...(scheme === "auto" ? { defaultColorScheme: "auto" as const } : { forceColorScheme: scheme })}
    >
      {children}
    </MantineProvider>
  );
}
