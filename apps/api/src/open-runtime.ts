import { type Auth, openAuth, openKeyring } from "@otklik/features/accounts/index";
import type { House } from "@otklik/features/house";
import { captureOneByOne, openCapture } from "@otklik/features/responses/index";
import { openLive } from "./live.ts";
import type { Runtime } from "./runtime.ts";

type Surroundings = {
  publicUrl: string;
  isProduction: boolean;
  mailbox: Runtime["mailbox"];
  assets?: Runtime["assets"];
  pageScripts?: Runtime["pageScripts"];
  metrics?: Runtime["metrics"];
  /** Derived from the installation's secret; signs sessions. */
  authSecret: string;
  whatIsMissing: Runtime["whatIsMissing"];
  /** Whether this process outlives its requests; false on Workers: no line can be held open, and no batch gathers. */
  outlivesRequests?: boolean;
};

/** The house with its doors: capture, keys, sign-in and the live stream. `close` stops what runs by itself. */
export function openRuntime(
  house: House,
  surroundings: Surroundings,
): Runtime & { notice(payload: string): void; close(): void } {
  const {
    publicUrl,
    isProduction,
    mailbox,
    authSecret,
    whatIsMissing,
    outlivesRequests = true,
    assets = null,
    pageScripts = null,
    metrics = null,
  } = surroundings;
  const live = outlivesRequests ? openLive(house) : null;
  let auth: Promise<Auth> | null = null;
  const openedAuth = () => {
    auth ??= openAuth(house, { secret: authSecret, publicUrl });
    return auth;
  };
  return {
    house,
    capture: outlivesRequests ? openCapture(house) : captureOneByOne(house),
    keyring: openKeyring(house),
    auth: openedAuth,
    hashPassword: async (password) => (await (await openedAuth()).$context).password.hash(password),
    assets,
    pageScripts,
    metrics,
    live,
    mailbox,
    publicUrl,
    isProduction,
    whatIsMissing,
    // A notice is "workspace sequence".
    notice: (payload) => live?.notice(payload.split(" ")[0] as string),
    close: () => live?.close(),
  };
}
