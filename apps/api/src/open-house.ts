import { createPrivateKey, randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { mailboxMailer } from "@otklik/adapters/mailbox-mailer";
import { nodeCrypto } from "@otklik/adapters/node-crypto";
import { nodemailerMailer } from "@otklik/adapters/nodemailer-mailer";
import { pinoLog } from "@otklik/adapters/pino-log";
import type { Database } from "@otklik/db/database";
import { installationSecret } from "@otklik/db/installation";
import { migrate } from "@otklik/db/migrate";
import { openEmbedded } from "@otklik/db/open-embedded";
import { openPostgres } from "@otklik/db/open-postgres";
import { type House, openHouse } from "@otklik/features/house";
import type { Log, Mailer } from "@otklik/features/ports";
import type { Config } from "./config.ts";
import type { Runtime } from "./runtime.ts";

export type OpenedHouse = {
  house: House;
  database: Database;
  authSecret: string;
  mailbox: Runtime["mailbox"];
  close(): Promise<void>;
};

/** A `.env` in this folder, if there is one. What the environment says already wins. */
export function loadEnvFile(): void {
  if (existsSync(".env")) process.loadEnvFile();
}

/** On standard output unless a destination is given. */
export const openLog = (config: Config, destination?: { write(line: string): void }): Log =>
  pinoLog({ level: config.LOG_LEVEL === "debug" ? "info" : config.LOG_LEVEL, destination });

/** The database that the configuration names, as it stands. */
export async function openDatabase(config: Config): Promise<Database> {
  return config.DATABASE_URL
    ? openPostgres({ url: config.DATABASE_URL, poolSize: config.DATABASE_POOL })
    : openEmbedded(config.DATA_DIR);
}

/** Opens the database, brings it up to date and furnishes the house for Node. */
export async function openNodeHouse(config: Config, log: Log): Promise<OpenedHouse> {
  const database = await openDatabase(config);
  try {
    const applied = await migrate(database.db);
    if (applied.length > 0) log.info("database.migrated", { count: applied.length });
    const now = () => new Date();
    const secret =
      config.SECRET ?? (await installationSecret(database.db, randomBytes(32).toString("base64url"), now()));
    const crypto = nodeCrypto(secret, now);
    const { mailer, mailbox } = openMailer(config, log, now);
    const house = openHouse(database, {
      now,
      crypto,
      log,
      mailer,
      mailFrom: config.MAIL_FROM,
      publicUrl: config.publicUrl,
    });
    const close = async () => {
      await mailer?.close();
      await database.close();
    };
    return { house, database, authSecret: crypto.sign("session", "better-auth"), mailbox, close };
  } catch (error) {
    await database.close();
    throw error;
  }
}

// The whole of a hand-over must end within a job's lease, or another worker would think this one lost.
const wholeMailMs = 50_000;

/** The start stops at a key that cannot be used: mail would go out unsigned, or not at all. */
function rsaKeyIn(file: string): string {
  try {
    const text = readFileSync(file, "utf8");
    if (createPrivateKey(text).asymmetricKeyType === "rsa") return text;
  } catch {
    // Told below, without a word of the key.
  }
  throw new Error(`DKIM_KEY_FILE: ${file} cannot be read, or holds no private RSA key in PEM.`);
}

function openMailer(config: Config, log: Log, now: () => Date): { mailer: Mailer | null; mailbox: Runtime["mailbox"] } {
  if (config.SMTP_URL) {
    const { DKIM_DOMAIN: domainName, DKIM_SELECTOR: keySelector, DKIM_KEY_FILE: file } = config;
    const dkim =
      domainName && keySelector && file ? { domainName, keySelector, privateKey: rsaKeyIn(file) } : undefined;
    const mailer = nodemailerMailer({ url: config.SMTP_URL, log, dkim, timeouts: { whole: wholeMailMs } });
    return { mailer, mailbox: null };
  }
  if (config.NODE_ENV === "production") {
    log.warn("mail.not-configured", { reason: "SMTP_URL is not set: nobody can be asked by e-mail" });
    return { mailer: null, mailbox: null };
  }
  const mailbox = mailboxMailer({ folder: join(config.DATA_DIR, "mailbox"), now });
  return { mailer: mailbox, mailbox: () => mailbox.list() };
}
