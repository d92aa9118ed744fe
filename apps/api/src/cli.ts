import { runCommand } from "./cli/run-command.ts";
import { readConfig } from "./config.ts";
import { loadEnvFile } from "./open-house.ts";

loadEnvFile();
process.exitCode = await runCommand(process.argv.slice(2), {
  config: () => readConfig(process.env),
  print: (text) => console.log(text),
  screen: process.stderr,
});
