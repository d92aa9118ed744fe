import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { configAsEnvFile, configAsTable, readConfig } from "./config.ts";

describe("The configuration", () => {
  it("needs nothing: every variable has a default or may be absent", () => {
    expect(readConfig({})).toMatchObject({
      PORT: 3000,
      HOST: "127.0.0.1",
      ROLE: "all",
      DATA_DIR: "./.data",
      publicUrl: "http://localhost:3000",
    });
  });

  it("binds to every address in production", () => {
    expect(readConfig({ NODE_ENV: "production" }).HOST).toBe("0.0.0.0");
  });

  it("takes an empty value for none", () => {
    expect(readConfig({ PORT: "", SMTP_URL: "" })).toMatchObject({ PORT: 3000 });
  });

  it.each<[Record<string, string>, RegExp]>([
    [{ PORT: "eighty" }, /^PORT: /],
    [{ PORT: "70000" }, /^PORT: /],
    [{ DATABASE_URL: "mysql://x" }, /^DATABASE_URL: .*Postgres/s],
    [{ SMTP_URL: "mail.example.com" }, /^SMTP_URL: /],
    [{ ROLE: "worker" }, /^ROLE: /],
    [{ ROLE: "jobs" }, /^ROLE: .*DATABASE_URL/],
    [{ NODE_ENV: "production", PUBLIC_URL: "http://feedback.example.com" }, /^PUBLIC_URL: .*https/],
    [{ DKIM_DOMAIN: "example.com", DKIM_SELECTOR: "otklik" }, /^DKIM_DOMAIN: .*DKIM_KEY_FILE/],
    [{ OTKLIK_BOOTSTRAP: "{not json" }, /^OTKLIK_BOOTSTRAP: .*JSON/],
    [
      {
        OTKLIK_BOOTSTRAP:
          '{"name":"A","ownerEmail":"a@b.co","ownerPassword":"12345678","secretKey":"short","publishableKey":"pk_0123456789abcdef"}',
      },
      /^OTKLIK_BOOTSTRAP \(secretKey\): /,
    ],
  ])("stops the start at %j and says what is expected of which variable", (env, message) => {
    expect(() => readConfig(env)).toThrow(message);
  });

  it("is what .env.example prints", () => {
    expect(readFileSync(new URL("../../../.env.example", import.meta.url), "utf8")).toBe(configAsEnvFile());
  });

  it("is what docs/configuration.md lists", () => {
    const page = readFileSync(new URL("../../../docs/configuration.md", import.meta.url), "utf8");
    expect(page).toContain(`\n${configAsTable()}\n`);
  });
});
