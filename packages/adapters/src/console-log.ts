import type { Log, LogFields } from "@otklik/features/ports";

/** The same lines as pino's, where only the console is there to write to. */
export function consoleLog(): Log {
  const write = (level: string) => (event: string, fields?: LogFields) => {
    const { stack: _, ...rest } = fields ?? {};
    // biome-ignore lint/suspicious/noConsole: on Workers the console is the log.
    console.log(JSON.stringify({ level, time: new Date().toISOString(), ...rest, event }));
  };
  return { info: write("info"), warn: write("warn"), error: write("error") };
}
