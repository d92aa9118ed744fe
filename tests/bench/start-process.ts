import { type ChildProcess, spawn } from "node:child_process";

/** A server in a process of its own, `env` being all that it is told. Resolves once it answers; fails after thirty seconds. */
export async function startProcess(file: string, port: number, env: Record<string, string>): Promise<ChildProcess> {
  const flags = file.endsWith("node.ts") ? ["--max-semi-space-size=32"] : [];
  const child = spawn(
    process.execPath,
    [...flags, ...(process.env.BENCH_FLAGS?.split(" ").filter(Boolean) ?? []), file],
    {
      env: { PATH: process.env.PATH, PORT: String(port), ...env },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  for (let tries = 0; tries < 3000; tries++) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    if (answer && answer.status !== 503) return child;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  child.kill("SIGKILL");
  throw new Error(`${file} did not start`);
}
