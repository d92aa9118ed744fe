import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { TLSSocket } from "node:tls";
import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { openPostgres } from "./open-postgres.ts";

it("names the host when it asks for TLS, as servers behind one address need", async () => {
  const named = Promise.withResolvers<string>();
  const server = createServer((socket) => {
    socket.on("error", () => {});
    // The client asks whether TLS is spoken here. It is; no certificate is needed to hear whom it asks for.
    socket.once("data", () => {
      socket.write("S");
      const SNICallback = (name: string, done: (error: Error | null) => void) => {
        named.resolve(name);
        done(new Error("heard enough"));
      };
      new TLSSocket(socket, { isServer: true, SNICallback }).on("error", () => {});
    });
  });
  await once(server.listen(0, "localhost"), "listening");
  const { port } = server.address() as AddressInfo;
  const database = openPostgres({ url: `postgres://otklik@localhost:${port}/otklik?sslmode=require`, poolSize: 1 });
  try {
    const asked = database.db.execute(sql`select 1`).then(
      () => null,
      () => null,
    );
    expect(await named.promise).toBe("localhost");
    void asked;
  } finally {
    await database.close();
    server.close();
  }
});
