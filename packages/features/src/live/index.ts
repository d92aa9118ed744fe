export { endOfLive, type LiveMessage, readLive } from "./live.ts";
