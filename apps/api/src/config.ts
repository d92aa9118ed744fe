import { z } from "zod";

const whole = z.coerce.number({ error: "is a whole number" }).int("is a whole number");
const port = whole.min(0).max(65_535);
const count = (most: number) => whole.min(1).max(most);

const Bootstrap = z.strictObject({
  name: z.string().min(1),
  ownerEmail: z.string().min(3),
  ownerPassword: z.string().min(8),
  secretKey: z
    .string()
    .regex(/^ok_[A-Za-z0-9_]{16,128}$/, "is ok_ followed by 16 to 128 letters, digits or underscores"),
  publishableKey: z
    .string()
    .regex(/^pk_[A-Za-z0-9_]{16,128}$/, "is pk_ followed by 16 to 128 letters, digits or underscores"),
});

const json = z.string().transform((text, ctx) => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    ctx.addIssue("is JSON on one line");
    return z.NEVER;
  }
});

/** Every variable that Otklik reads, each with the sentence that `.env.example` prints. */
export const Config = z.object({
  NODE_ENV: z
    .enum(["development", "production", "test"])
    .default("development")
    .describe(
      "development, production or test; production binds to every address, makes no demo and has no local mailbox",
    ),
  ROLE: z
    .enum(["all", "api", "jobs"])
    .default("all")
    .describe(
      "What this process does: api answers requests, jobs sends mail, opens cases and watches for shifts, all does both; api and jobs need DATABASE_URL",
    ),
  HOST: z.string().min(1).optional().describe("Address to listen on; 127.0.0.1, or 0.0.0.0 in production"),
  PORT: port.default(3000).describe("Port to listen on; 0 takes a free one"),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe("Where links in messages start; http://localhost:PORT if not set"),
  DATA_DIR: z.string().min(1).default("./.data").describe("Folder of the embedded database and the local mailbox"),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe("A Postgres of version 15 or newer; without it the embedded database is used"),
  DATABASE_POOL: count(100)
    .default(10)
    .describe("Connections to Postgres in the pool of this process; up to nine more are opened beside it"),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .optional()
    .describe(
      "Mail server, e.g. smtp://user:password@mail.example.com:587; without it mail goes to a local mailbox, and in production nowhere",
    ),
  MAIL_FROM: z
    .string()
    .min(3)
    .default("survey@localhost.localdomain")
    .describe("Address that mail comes from, unless a workspace has its own"),
  DKIM_DOMAIN: z
    .string()
    .min(3)
    .optional()
    .describe("Signs mail itself, for a mail server that does not: the domain of MAIL_FROM; see docs/sending-mail.md"),
  DKIM_SELECTOR: z
    .string()
    .regex(/^[a-z0-9-]+$/i)
    .optional()
    .describe("The name its public key has in DNS, before ._domainkey"),
  DKIM_KEY_FILE: z.string().min(1).optional().describe("File with its private RSA key, in PEM"),
  SECRET: z
    .string()
    .min(32)
    .optional()
    .describe(
      "Signs links and sessions and recognises suppressed addresses, at least 32 characters; never change it; without it one is made and kept in the database",
    ),
  BACKUP_DIR: z
    .string()
    .min(1)
    .optional()
    .describe(
      "Folder for backups; a process that runs jobs writes one into it when the newest is a day old, and keeps the last BACKUP_KEEP",
    ),
  BACKUP_KEEP: count(3650).default(14).describe("Daily backups that are kept"),
  METRICS_TOKEN: z
    .string()
    .min(16)
    .optional()
    .describe("Turns on /metrics for Prometheus, which sends it as a bearer token, at least 16 characters"),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error", "silent"])
    .default("info")
    .describe("How much is logged: debug, info, warn, error or silent"),
  OTKLIK_BOOTSTRAP: json
    .pipe(Bootstrap)
    .optional()
    .describe(
      'A workspace to make at the start if none has this secretKey: {"name","ownerEmail","ownerPassword","secretKey","publishableKey"}',
    ),
});

export type Config = z.infer<typeof Config> & { HOST: string; publicUrl: string };

/** `env` is `process.env` in Node and the bindings in a Worker. Nothing else reads either. An empty value is no value. */
export function readConfig(env: Record<string, unknown>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const result = Config.safeParse(given);
  if (!result.success) throw new ConfigError(result.error.issues.map(sentence));
  const config = result.data;
  const publicUrl = (config.PUBLIC_URL ?? `http://localhost:${config.PORT}`).replace(/\/+$/, "");
  const errors = mistakesOf(config, publicUrl);
  if (errors.length > 0) throw new ConfigError(errors);
  return { ...config, HOST: config.HOST ?? (config.NODE_ENV === "production" ? "0.0.0.0" : "127.0.0.1"), publicUrl };
}

/** The start stops here; each message names a variable and says what is expected of it. */
export class ConfigError extends Error {
  constructor(messages: string[]) {
    super(messages.join("\n"));
    this.name = "ConfigError";
  }
}

function mistakesOf(config: z.infer<typeof Config>, publicUrl: string): string[] {
  const errors: string[] = [];
  if (config.ROLE !== "all" && !config.DATABASE_URL)
    errors.push("ROLE: api and jobs need a database they can share. Set DATABASE_URL.");
  const dkim = [config.DKIM_DOMAIN, config.DKIM_SELECTOR, config.DKIM_KEY_FILE].filter(Boolean);
  if (dkim.length % 3 !== 0)
    errors.push("DKIM_DOMAIN: goes together with DKIM_SELECTOR and DKIM_KEY_FILE. Set all three, or none.");
  const isPlain =
    publicUrl.startsWith("http://") &&
    new URL(publicUrl).hostname !== "localhost" &&
    !/^127\./.test(new URL(publicUrl).hostname);
  if (config.NODE_ENV === "production" && isPlain)
    errors.push("PUBLIC_URL: in production it starts with https://, or session cookies would travel in the clear.");
  return errors;
}

function sentence(issue: z.core.$ZodIssue): string {
  const [name = "", ...inner] = issue.path;
  const description = Config.shape[name as keyof typeof Config.shape]?.description;
  return `${String(name)}${inner.length > 0 ? ` (${inner.join(".")})` : ""}: ${issue.message}.${description ? ` ${description}.` : ""}`;
}

type Line = { name: string; description: string; fallback: string };

const lines = (): Line[] =>
  Object.entries(Config.shape).map(([name, schema]) => {
    const usual = schema.safeParse(undefined);
    const fallback = usual.success && usual.data !== undefined ? String(usual.data) : "";
    return { name, description: schema.description ?? "", fallback };
  });

/** The text of `.env.example`: the schema, printed. */
export function configAsEnvFile(): string {
  const texts = lines().map(({ name, description, fallback }) => `# ${description}\n# ${name}=${fallback}\n`);
  return `# Everything Otklik can be told. All of it is optional; a line's value here is the default.\n\n${texts.join("\n")}`;
}

/** The table of docs/configuration.md. */
export function configAsTable(): string {
  const code = (text: string) => text && `\`${text}\``;
  const rows = lines().map(
    ({ name, description, fallback }) => `| ${code(name)} | ${description} | ${code(fallback)} |\n`,
  );
  return `| variable | | default |\n|---|---|---|\n${rows.join("")}`;
}
