import { pathToFileURL } from "node:url";
import type { Log, LogFields } from "@otklik/features/ports";
import { type DestinationStream, pino } from "pino";

type PinoLog = { level?: "info" | "warn" | "error" | "silent"; destination?: DestinationStream };

/** A record, so that a field added to the port is missed here by the compiler and not by the reader of the log. */
const allowed: Record<keyof LogFields, true> = {
  requestId: true,
  workspaceId: true,
  jobId: true,
  queue: true,
  invitationId: true,
  contactId: true,
  caseId: true,
  method: true,
  route: true,
  status: true,
  durationMs: true,
  attempts: true,
  code: true,
  reason: true,
  count: true,
  port: true,
  host: true,
  role: true,
  version: true,
  database: true,
  errorName: true,
  stack: true,
  signal: true,
};
const names = Object.keys(allowed) as (keyof LogFields)[];

/** Characters of one value. */
const longest = 300;

/** One JSON line an event, on standard output by default. Whatever is not a known field with a plain value is dropped. */
export function pinoLog({ level = "info", destination = pino.destination(1) }: PinoLog = {}): Log {
  const logger = pino(
    {
      level,
      base: null,
      messageKey: "event",
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );
  return {
    info: (event, fields) => logger.info(safeFields(fields), event.slice(0, longest)),
    warn: (event, fields) => logger.warn(safeFields(fields), event.slice(0, longest)),
    error: (event, fields) => logger.error(safeFields(fields), event.slice(0, longest)),
  };
}

function safeFields(fields: LogFields = {}): LogFields {
  const safe: LogFields = {};
  for (const name of names) {
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (typeof value === "string") safe[name] = (name === "stack" ? frames(value) : value).slice(0, longest);
    else if (typeof value === "number" || typeof value === "boolean" || value === null) safe[name] = value;
  }
  return safe;
}

const here = [`${pathToFileURL(process.cwd()).href}/`, `${process.cwd()}/`];
const FRAME = /^((?:file:\/\/\/?|node:|\/|[A-Z]:[\\/])(?:[\w.%+-]|[:\\/]@?)+:\d+):\d+\)?$/;

/** `file:line` of each frame, nearest first. Messages and function names can hold what a customer wrote; files cannot. */
function frames(stack: string): string {
  const lines = stack.split("\n").filter((line) => line.startsWith("    at "));
  const places = lines.map(
    (line) => FRAME.exec(line.slice(line.lastIndexOf("(") + 1).replace(/^ {4}at (?:async )?/, ""))?.[1],
  );
  return places
    .flatMap((place) => (place ? [here.reduce((path, folder) => path.replace(folder, ""), place)] : []))
    .join(" < ");
}
